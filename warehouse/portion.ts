import { stat } from 'node:fs/promises';
import path from 'node:path';
import { groupBy } from 'fp-ts/lib/NonEmptyArray.js';
import { isMissing } from './failure.ts';
import { hourOf } from './lake-range.ts';
import type { ToLoad } from './to-load.ts';

/** As it lies in the lake; 0 when it was taken away since it was listed. */
const bytesOf = async (lakeDir: string, key: string): Promise<number> => {
  try {
    return (await stat(path.join(lakeDir, key))).size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
};

/** From the oldest hour on; keys that name none come first. */
const byHour = (keys: ReadonlyArray<string>): ReadonlyArray<ReadonlyArray<string>> =>
  Object.entries(groupBy((key: string) => String(hourOf(key) ?? 0))([...keys]))
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([, ofHour]) => ofHour);

/**
 * What to load first of much: the oldest hours of arrival, whole, that have together at most so many bytes, but one
 * hour at least. Undefined when all of it is no more than that.
 */
export const firstPortion = async (
  lakeDir: string,
  found: ReadonlyArray<ToLoad>,
  mostBytes: number,
): Promise<ReadonlyArray<ToLoad> | undefined> => {
  const taken = new Set<string>();
  let bytes = 0;
  for (const keys of byHour(found.flatMap((each) => each.keys))) {
    for (const key of keys) bytes += await bytesOf(lakeDir, key);
    if (bytes > mostBytes && taken.size > 0)
      return found.map(({ table, keys: all }) => ({
        table,
        keys: all.filter((key) => taken.has(key)),
      }));
    for (const key of keys) taken.add(key);
  }
  return undefined;
};
