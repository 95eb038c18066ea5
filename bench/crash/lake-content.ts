import { readLine, type ReadLine } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { linesOf } from '../../lake/read.ts';
import { digestOf } from './seen.ts';

export type LineOf<K extends ReadLine['type']> = Extract<ReadLine, { readonly type: K }>;

/** What is in a lake, by epoch. */
export interface LakeContent {
  /** Each id once, as they lie. */
  readonly lines: ReadonlyArray<ReadLine>;
  /** Of each epoch, by ordinal. */
  readonly epochs: ReadonlyMap<string, ReadonlyMap<number, ReadLine>>;
  /** Lines that are there once more. */
  readonly repeats: number;
  /** Ids whose lines differ, and lines that can't be read. */
  readonly faults: ReadonlyArray<string>;
}

export const readLake = async (lake: string): Promise<LakeContent> => {
  const digests = new Map<string, string>();
  const lines: Array<ReadLine> = [];
  const epochs = new Map<string, Map<number, ReadLine>>();
  const faults: Array<string> = [];
  let repeats = 0;
  for await (const { key, row, text } of linesOf(lake)) {
    const read = readLine(text);
    if (E.isLeft(read)) {
      faults.push(`${key} line ${row}: ${read.left}`);
      continue;
    }
    const line = read.right;
    const { eventId, epochId, ordinal } = line.envelope;
    const digest = digestOf(text);
    const before = digests.get(eventId);
    if (before !== undefined) {
      repeats += 1;
      if (before !== digest) faults.push(`${eventId} has two contents`);
      continue;
    }
    digests.set(eventId, digest);
    lines.push(line);
    const epoch = epochs.get(epochId) ?? new Map<number, ReadLine>();
    epochs.set(epochId, epoch.set(ordinal, line));
  }
  return { lines, epochs, repeats, faults };
};

export const timeOf = ({ envelope }: ReadLine): number => Date.parse(envelope.observedAt);

export const linesOfType = <K extends ReadLine['type']>(
  { lines }: LakeContent,
  type: K,
): ReadonlyArray<LineOf<K>> => lines.filter((line): line is LineOf<K> => line.type === type);

/** The newest ordinal that is there; 0 where none is. */
export const lastOrdinal = (epoch: ReadonlyMap<number, ReadLine>): number =>
  Math.max(0, ...epoch.keys());
