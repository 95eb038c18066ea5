import { joined, subtracted, type Range } from './ranges.ts';
import type { ChainState, Postponed } from './state.ts';

const MINUTE_MS = 60_000;
/** A source that could not give a block for ten hours will hardly do so within the next. */
const LONGEST_MS = 24 * 60 * MINUTE_MS;

const overlap = (a: Range, b: Range): boolean => a.from <= b.to && b.from <= a.to;

/** Heights that the source did not give are asked for again after a minute, then after twice as long each time. */
export const postpone = (state: ChainState, range: Range, nowMs: number): ChainState => {
  const before = state.postponed.filter((each) => overlap(each, range));
  const tries = Math.max(0, ...before.map((each) => each.tries)) + 1;
  const [{ from, to }] = joined([range, ...before]) as readonly [Range];
  const untilMs = nowMs + Math.min(LONGEST_MS, MINUTE_MS * 2 ** (tries - 1));
  return {
    ...state,
    postponed: [
      ...state.postponed.filter((each) => !before.includes(each)),
      { from, to, tries, untilMs },
    ].sort((a, b) => b.to - a.to),
  };
};

/** What is put off and still missing. */
export const stillPostponed = (
  postponed: ReadonlyArray<Postponed>,
  pending: ReadonlyArray<Range>,
): ReadonlyArray<Postponed> =>
  postponed.filter((each) => pending.some((range) => overlap(range, each)));

/** The highest range that may be asked for by now. */
export const askable = ({ pending, postponed }: ChainState, nowMs: number): Range | undefined =>
  subtracted(
    pending,
    postponed.filter(({ untilMs }) => untilMs > nowMs),
  )[0];
