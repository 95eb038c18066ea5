import { join } from 'node:path';
import { playDiskFull } from './disk-full.ts';

/**
 * disk-full-process.ts <small disk> <other folder> spool|lake: plays a disk that is full and has room again, and
 * prints what was seen of it.
 */
const [disk = '', other = '', which = ''] = process.argv.slice(2);
const lake = which === 'lake' ? join(disk, 'lake') : join(other, 'lake');
const spool = which === 'spool' ? join(disk, 'spool') : join(other, 'spool');
process.stdout.write(JSON.stringify(await playDiskFull({ disk, lake, spool, other })));
