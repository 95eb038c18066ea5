import { scaleTop } from '../scale.ts';
import type { Change } from './change.ts';

/** How far back the bars go, and how much time one of them stands for. */
export const BARS_MS = 150_000;
export const SLOT_MS = 2000;
const SLOTS = BARS_MS / SLOT_MS;

/** A moment from which on the next block was known, or was not. */
interface StandingSince {
  readonly atMs: number;
  readonly isKnown: boolean;
}

/** A block that was mined. */
interface MinedAt {
  readonly atMs: number;
  readonly height: number;
}

/** What is remembered of the last half hour, each list oldest first. */
export interface Recent {
  /** From when on everything is remembered; null before anything was told. */
  readonly fromMs: number | null;
  readonly changes: ReadonlyArray<Change>;
  readonly standings: ReadonlyArray<StandingSince>;
  readonly mined: ReadonlyArray<MinedAt>;
}

/** One pair of bars. */
export interface Slot {
  readonly startMs: number;
  readonly cameVbytes: number;
  readonly leftVbytes: number;
  /** What came and went is told; false inside a gap, null before anything was told. */
  readonly isKnown: boolean | null;
  /** Height of the block mined in it. */
  readonly minedHeight: number | null;
}

/** The pairs, oldest first, and the value that fills the height above or below the line. */
export interface Slots {
  readonly slots: ReadonlyArray<Slot>;
  readonly topVbytes: number;
}

/** Known throughout: it was when the slot began, and nothing said otherwise before it ended. */
const knownIn = (standings: ReadonlyArray<StandingSince>, startMs: number): boolean | null => {
  const endMs = startMs + SLOT_MS;
  const within = standings.filter(({ atMs }) => atMs >= startMs && atMs < endMs);
  const before = standings.findLast(({ atMs }) => atMs < startMs);
  const told = before === undefined ? within : [before, ...within];
  return told.length === 0 ? null : told.every(({ isKnown }) => isKnown);
};

/** Everything of each slot, by the number of the slot since 1970. */
const bySlot = <Each>(
  all: ReadonlyArray<Each>,
  msOf: (each: Each) => number,
): ReadonlyMap<number, ReadonlyArray<Each>> => {
  const slots = new Map<number, Each[]>();
  for (const each of all) {
    const slot = Math.floor(msOf(each) / SLOT_MS);
    const within = slots.get(slot);
    if (within === undefined) slots.set(slot, [each]);
    else within.push(each);
  }
  return slots;
};

/**
 * The last 150 s up to a moment. A mined block empties the next one, which says nothing of how big a usual change is:
 * it has a line of its own and no part in the scale.
 */
export const slotsUntil = ({ fromMs, changes, standings, mined }: Recent, nowMs: number): Slots => {
  const firstSlot = Math.floor(nowMs / SLOT_MS) - SLOTS + 1;
  const firstKept = Math.floor((fromMs ?? Infinity) / SLOT_MS);
  const changesOf = bySlot(changes, ({ at }) => Date.parse(at));
  const minedOf = bySlot(mined, ({ atMs }) => atMs);
  const slots = Array.from({ length: SLOTS }, (_, index) => {
    const slot = firstSlot + index;
    const within = changesOf.get(slot) ?? [];
    return {
      startMs: slot * SLOT_MS,
      cameVbytes: within.reduce((sum, { cameVbytes }) => sum + cameVbytes, 0),
      leftVbytes: within.reduce((sum, { leftVbytes }) => sum + leftVbytes, 0),
      isKnown: slot < firstKept ? null : knownIn(standings, slot * SLOT_MS),
      minedHeight: minedOf.get(slot)?.at(-1)?.height ?? null,
    };
  });
  const usual = slots.filter(({ minedHeight }) => minedHeight === null);
  const most = Math.max(0, ...usual.flatMap((slot) => [slot.cameVbytes, slot.leftVbytes]));
  return { slots, topVbytes: scaleTop(most) };
};
