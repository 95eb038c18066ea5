import { hourOf } from '../read.ts';
import type { Roll, Rounding, WaitingLine } from './ports.ts';

/** The lines, from the first, that go together. */
export interface Cut {
  readonly lines: number;
  /** No later line can join them: they need not wait. */
  readonly isFull: boolean;
}

/** Where size and hour part these lines; one line goes at least, whatever its size. */
export const cut = (lines: ReadonlyArray<WaitingLine>, roll: Roll): Cut => {
  const [first] = lines;
  if (first === undefined) return { lines: 0, isFull: false };
  const hour = hourOf(first.observedAt);
  let bytes = first.bytes.length;
  for (const [index, line] of lines.slice(1).entries()) {
    bytes += line.bytes.length;
    const isApart = bytes > roll.bytes || (roll.byHour && hourOf(line.observedAt) !== hour);
    if (isApart) return { lines: index + 1, isFull: true };
  }
  return { lines: lines.length, isFull: bytes >= roll.bytes };
};

/** Of what is paid for, the share that is nobody's data. */
const lostShare = (bytes: number, stepBytes: number): number =>
  1 - bytes / (Math.ceil(bytes / stepBytes) * stepBytes);

/** How many of the lines, from the first, fill their steps best: as many as may be; 0 where none do. */
const fitting = (lines: ReadonlyArray<WaitingLine>, { stepBytes, mostLost }: Rounding): number => {
  let bytes = 0;
  let fit = 0;
  for (const [index, line] of lines.entries()) {
    bytes += line.bytes.length;
    if (lostShare(bytes, stepBytes) <= mostLost) fit = index + 1;
  }
  return fit;
};

/** What goes after so long a wait of the first line; 0 lines: nothing yet, look again after `againMs` or when more came. */
export interface Due {
  readonly lines: number;
  readonly againMs: number;
}

export const due = (lines: ReadonlyArray<WaitingLine>, roll: Roll, waitedMs: number): Due => {
  const { lines: count, isFull } = cut(lines, roll);
  if (isFull) return { lines: count, againMs: 0 };
  if (waitedMs < roll.ageMs) return { lines: 0, againMs: roll.ageMs - waitedMs };
  const { rounding } = roll;
  if (rounding === undefined || waitedMs >= rounding.withinMs) return { lines: count, againMs: 0 };
  const fit = fitting(lines.slice(0, count), rounding);
  return { lines: fit, againMs: fit > 0 ? 0 : rounding.withinMs - waitedMs };
};
