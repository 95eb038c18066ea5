import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { streamNames, streams, type StreamName } from '@bitcoin-pipeline/model';

/** Where a line stands in the lake. */
export interface StoredLine {
  readonly key: string;
  /** From 1. */
  readonly row: number;
  readonly text: string;
}

/** The keys of a stream's objects in the lake, in order. */
const keysOf = async (root: string, stream: StreamName): Promise<ReadonlyArray<string>> => {
  const dir = join(root, streams[stream].prefix);
  const entries = await readdir(dir, { recursive: true }).catch(() => []);
  return entries
    .filter((entry) => entry.endsWith('.ndjson.gz') && !entry.includes(`${sep}.`))
    .map((entry) => `${streams[stream].prefix}${entry.split(sep).join('/')}`)
    .sort();
};

/** Every line of some streams of a lake folder, object by object. Throws where an object can't be read. */
export async function* linesOf(
  root: string,
  wanted: ReadonlyArray<StreamName> = streamNames,
): AsyncGenerator<StoredLine> {
  for (const stream of wanted) {
    for (const key of await keysOf(root, stream)) {
      const input = createReadStream(join(root, key)).pipe(createGunzip());
      let row = 0;
      for await (const text of createInterface({ input, crlfDelay: Infinity })) {
        row += 1;
        yield { key, row, text };
      }
    }
  }
}
