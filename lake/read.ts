import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { streamNames, streams, type StreamName } from '@bitcoin-pipeline/model';
import { isMissing } from './fault.ts';

const decompress = promisify(gunzip);

/** Where a line stands in the lake. */
export interface StoredLine {
  readonly key: string;
  /** From 1. */
  readonly row: number;
  readonly text: string;
}

/** The folder of an hour in a key: `dt=2026-11-21/hr=06`. */
const hourIn = (entry: string): string => dirname(entry).split(sep).join('/');

/** The keys of a stream's objects in the lake, in order; of some hours only where these are given. */
const keysOf = async (
  root: string,
  stream: StreamName,
  hours: ReadonlySet<string> | null,
): Promise<ReadonlyArray<string>> => {
  const dir = join(root, streams[stream].prefix);
  const entries = await readdir(dir, { recursive: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return entries
    .filter((entry) => entry.endsWith('.ndjson.gz') && !entry.includes(`${sep}.`))
    .filter((entry) => hours === null || hours.has(hourIn(entry)))
    .map((entry) => `${streams[stream].prefix}${entry.split(sep).join('/')}`)
    .sort();
};

/** The hour of arrival below which a line of this moment lies: `2026-11-21T06:36:27.123Z` → `dt=2026-11-21/hr=06`. */
export const hourOf = (observedAt: string): string =>
  `dt=${observedAt.slice(0, 10)}/hr=${observedAt.slice(11, 13)}`;

/** The text of an object; what goes wrong is told with its key. */
const textOf = async (root: string, key: string): Promise<string> => {
  try {
    return (await decompress(await readFile(join(root, key)))).toString('utf8');
  } catch (error) {
    throw new Error(`${key}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
};

/** Every line of some streams of a lake folder, of some hours or of all, object by object. Throws where an object can't be read. */
export async function* linesOf(
  root: string,
  wanted: ReadonlyArray<StreamName> = streamNames,
  hours: ReadonlySet<string> | null = null,
): AsyncGenerator<StoredLine> {
  for (const stream of wanted) {
    for (const key of await keysOf(root, stream, hours)) {
      const text = await textOf(root, key);
      // Only a line feed ends a line: a payload may hold a carriage return or U+2028.
      const lines = text.replace(/\n$/, '').split('\n');
      yield* lines.map((line, index) => ({ key, row: index + 1, text: line }));
    }
  }
}
