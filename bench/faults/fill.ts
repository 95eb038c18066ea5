import type { Load } from './lines.ts';
import { fill, openHere } from './spool.ts';

/** Fills a spool and is gone, as if killed. Argument: JSON. */
export interface Filling {
  readonly spoolDir: string;
  readonly load: Load;
}

const { spoolDir, load } = JSON.parse(process.argv[2] ?? '') as Filling;
const { own } = await openHere(spoolDir);
await fill(own, load);
process.exit(0);
