import { hourOf } from '../read.ts';
import type { Roll, WaitingLine } from './ports.ts';

/** The lines, from the first, that go together. */
export interface Cut {
  readonly lines: number;
  /** No later line can join them: they need not wait. */
  readonly isFull: boolean;
}

/** Where the roll parts these lines, by their own bytes and times; one line goes at least, whatever its size. */
export const cut = (lines: ReadonlyArray<WaitingLine>, roll: Roll): Cut => {
  const [first] = lines;
  if (first === undefined) return { lines: 0, isFull: false };
  const hour = hourOf(first.observedAt);
  const endsAtMs = Date.parse(first.observedAt) + roll.ageMs;
  let bytes = first.bytes.length;
  for (const [index, line] of lines.slice(1).entries()) {
    bytes += line.bytes.length;
    const isApart =
      bytes > roll.bytes ||
      Date.parse(line.observedAt) >= endsAtMs ||
      (roll.byHour && hourOf(line.observedAt) !== hour);
    if (isApart) return { lines: index + 1, isFull: true };
  }
  return { lines: lines.length, isFull: bytes >= roll.bytes };
};
