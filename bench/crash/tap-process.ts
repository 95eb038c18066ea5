import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { startTap } from './tap.ts';

/**
 * A process of its own: tap-process.ts <port of the source> <file>… has a tap for each file, prints their addresses
 * as a JSON array, and records a line for each frame. It ends when its standard input does.
 */
const [port, ...files] = process.argv.slice(2);
const records = files.map((file) => createWriteStream(file));
const taps = await Promise.all(
  records.map((record) =>
    startTap(Number(port), (seen) => record.write(`${JSON.stringify(seen)}\n`)),
  ),
);
process.stdout.write(`${JSON.stringify(taps.map(({ url }) => url))}\n`);
process.stdin.resume();
await finished(process.stdin, { writable: false });
await Promise.all(taps.map((tap) => tap.stop()));
await Promise.all(
  records.map((record) => {
    record.end();
    return finished(record);
  }),
);
