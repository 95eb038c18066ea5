import * as t from 'io-ts';
import * as objects from './2022-06/projected-block.ts';
import * as tuplesWithoutTime from './2024-02/projected-block.ts';
import * as tuplesWithoutSequence from './2024-03/projected-block.ts';
import {
  LAYOUT,
  PROJECTED_KEY,
  readingOf as todaysReadingOf,
  type Reading,
} from './2024-04/layout.ts';
import { Change, Snapshot } from './2024-04/projected-block.ts';
import type { ProjectedCodecs } from './unnumbered.ts';

interface Older {
  readonly LAYOUT: string;
  readonly projected: ProjectedCodecs;
}

const codecs: ReadonlyMap<string | null, ProjectedCodecs> = new Map([
  [LAYOUT, { Snapshot, Change }],
  ...[objects, tuplesWithoutTime, tuplesWithoutSequence].map(
    (older: Older): [string, ProjectedCodecs] => [older.LAYOUT, older.projected],
  ),
]);

/** The codecs of the projected block in a layout; null where it is none of ours. */
export const projectedIn = (layout: string | null): ProjectedCodecs | null =>
  codecs.get(layout) ?? null;

const listIn = (value: unknown, key: string): ReadonlyArray<unknown> => {
  const list = t.UnknownRecord.is(value) ? value[key] : undefined;
  return Array.isArray(list) ? list : [];
};

const isObject = (row: unknown): boolean => t.UnknownRecord.is(row);

/** Six elements; or seven, the last 1 for accelerated: later that place holds a time, which is never 1. */
const isWithoutTime = (row: unknown): boolean =>
  Array.isArray(row) && (row.length === 6 || (row.length === 7 && row[6] === 1));

/**
 * Which layout before 2024-04 a projected block has; null: today's. Told by what can't be mistaken, never by
 * trial, or a damaged message of today could pass for an old one:
 * - a `sequence`, whatever it holds, and what is neither rows nor a delta, is today's;
 * - a row that is an object, or a delta without `changed`, is 2022-06;
 * - a row without a time is 2024-02;
 * - everything else without a sequence is 2024-03; without rows the three mean the same.
 */
const olderLayoutOf = (value: unknown): Older | null => {
  if (!t.UnknownRecord.is(value) || 'sequence' in value) return null;
  if ('blockTransactions' in value === 'delta' in value) return null;
  const { delta } = value;
  const rows = [...listIn(value, 'blockTransactions'), ...listIn(delta, 'added')];
  const hasNoChanged = t.UnknownRecord.is(delta) && !('changed' in delta);
  if (hasNoChanged || [...rows, ...listIn(delta, 'changed')].some(isObject)) return objects;
  return rows.some(isWithoutTime) ? tuplesWithoutTime : tuplesWithoutSequence;
};

const projected = (value: unknown, today: Reading): Reading => {
  const older = olderLayoutOf(value);
  if (older === null) return today;
  const { Snapshot: snapshot, Change: change } = older.projected;
  const codec = today.type === 'NextBlockChanged' ? change : snapshot;
  return { layout: older.LAYOUT, type: today.type, codec };
};

/** How to read the value under a key; null for a key that makes no event. */
export const readingOf = (key: string): ((value: unknown) => Reading) | null => {
  const today = todaysReadingOf(key);
  return today === null || key !== PROJECTED_KEY
    ? today
    : (value) => projected(value, today(value));
};
