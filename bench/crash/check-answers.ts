import { historyOf, nextBlockAt } from '@bitcoin-pipeline/model';
import type { Random } from '../../simulator/random.ts';
import type { Truth } from './beat.ts';
import { timeOf, type LakeContent } from './lake-content.ts';
import type { LaneRun } from './lane.ts';
import type { SeenSocket } from './epochs-of-sockets.ts';

const MOMENTS = 40;
const DOWN_TIMES = 20;

export interface AnswersReport {
  readonly known: number;
  readonly unknown: number;
  readonly faults: ReadonlyArray<string>;
}

/** Moments at which no listener had a socket: between the end of one and the connection of the next. */
const downTimes = (
  runs: ReadonlyArray<LaneRun>,
  sockets: ReadonlyArray<SeenSocket>,
): ReadonlyArray<number> =>
  runs.flatMap(({ endedAtMs }) => {
    const next = sockets.find(({ connectedAtMs }) => connectedAtMs > endedAtMs);
    return next === undefined ? [] : [(endedAtMs + next.connectedAtMs) / 2];
  });

/** The next block at some moments is the simulator's own, or not known; not known while nobody listened. */
export const checkAnswers = (
  content: LakeContent,
  truths: ReadonlyMap<number, Truth>,
  runs: ReadonlyArray<LaneRun>,
  sockets: ReadonlyArray<SeenSocket>,
  random: Random,
): AnswersReport => {
  const history = historyOf(content.lines);
  const times = content.lines.map(timeOf);
  const among = Array.from({ length: MOMENTS }, () => times[random.integer(times.length)] ?? 0);
  const faults: Array<string> = [];
  let [known, unknown] = [0, 0];
  for (const atMs of among) {
    const answer = nextBlockAt(history, atMs);
    if (answer.tag === 'unknown') {
      unknown += 1;
      continue;
    }
    known += 1;
    const truth = truths.get(answer.sequence ?? -1);
    const { transactions, feeSats, weight } = answer.block.totals;
    const isSo =
      truth?.transactions === transactions && truth.feeSats === feeSats && truth.weight === weight;
    if (!isSo) faults.push(`the next block at ${atMs} is not that of update ${answer.sequence}`);
  }
  for (const atMs of downTimes(runs, sockets).slice(0, DOWN_TIMES))
    if (nextBlockAt(history, atMs).tag === 'known')
      faults.push(`the next block is known at ${atMs}, when nobody listened`);
  return { known, unknown, faults };
};
