/**
 * Another process that counts in a file. Arguments: file, how many times. Says `ready`, begins with the first byte of
 * its input, and says then how often it had lost.
 */
import { once } from 'node:events';
import { fileDocument } from '../../lake/documents/file.ts';
import { count } from './counting.ts';

const [file = '', times = ''] = process.argv.slice(2);
console.log('ready');
await once(process.stdin, 'data');
process.stdin.destroy();
console.log(await count(fileDocument(file), Number(times)));
