import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../simulator/random.ts';
import { startRun, type EndedRun, type ListenerRun } from './listener-run.ts';
import { blockLake } from './obstacle.ts';
import { chooseMoment, type Moment } from './moments.ts';

/** What a start takes, until one was measured. */
const FIRST_GUESS_MS = 1_500;
/** So many of the killed could put nothing into the lake while they lived. */
const BLOCKED_SHARE = 0.3;
/** A service manager kills after so long. */
export const LONGEST_STOP_MS = 20_000;

export interface LaneOptions {
  readonly url: string;
  /** Holds the lake and what belongs to it. */
  readonly folder: string;
  readonly kills: number;
  /** No more kills after that, by `performance.now()`. */
  readonly untilMs: number;
  readonly random: Random;
  /** Told after each kill. */
  readonly killed: () => void;
}

/** A process of the lane, from its start to its end. */
export interface LaneRun extends EndedRun {
  readonly end: Moment;
  /** From SIGTERM to its end; null where it was killed. */
  readonly stoppedWithinMs: number | null;
}

export const lakeOf = (folder: string): string => join(folder, 'lake');
const firstMark = ({ marks }: ListenerRun): boolean => marks.durable.size > 0;

const reach = async (run: ListenerRun, { after }: Moment): Promise<void> => {
  if (after === 'start') return;
  if (after === 'reading')
    await run.until(() => run.said().includes('"listening"'), 'its first socket');
  const isAdopting = (): boolean => run.said().includes('left-found');
  await run.until(() => firstMark(run) || (after === 'adoption' && isAdopting()), 'its first mark');
};

const endAt = async (run: ListenerRun, end: Moment): Promise<LaneRun> => {
  await reach(run, end).catch((error: unknown) => {
    run.process.kill('SIGKILL');
    throw error;
  });
  await Promise.race([sleep(end.waitMs), run.ended]);
  const askedMs = performance.now();
  run.process.kill(end.signal);
  const ended = await run.ended;
  const stoppedWithinMs = end.signal === 'SIGTERM' ? performance.now() - askedMs : null;
  return { ...ended, end, stoppedWithinMs };
};

/**
 * One lake, one listener after another: killed or stopped at random moments and started again at once. The first
 * is let come so far that there is something to lose; the last is stopped in order.
 */
export const runLane = async (options: LaneOptions): Promise<ReadonlyArray<LaneRun>> => {
  const { url, folder, kills, untilMs, random } = options;
  const runs: Array<LaneRun> = [];
  let startMs = FIRST_GUESS_MS;
  const start = (): ListenerRun => {
    const marks = join(folder, `marks-${runs.length}`);
    const beganMs = performance.now();
    const run = startRun({ url, lake: lakeOf(folder), marks });
    void run.marks.first.then(() => (startMs = (startMs + performance.now() - beganMs) / 2));
    return run;
  };
  for (let killed = 0; killed < kills && performance.now() < untilMs;) {
    const chosen = chooseMoment(random, startMs);
    const end: Moment = runs.length === 0 ? { ...chosen, after: 'reading' } : chosen;
    const isBlocked = end.signal === 'SIGKILL' && random.chance(BLOCKED_SHARE);
    const unblock = isBlocked ? await blockLake(lakeOf(folder)) : null;
    const run = await endAt(start(), end);
    await unblock?.();
    runs.push(run);
    if (end.signal === 'SIGTERM') continue;
    killed += 1;
    options.killed();
  }
  const last = { signal: 'SIGTERM', after: 'reading', waitMs: 1_500 } as const;
  return [...runs, await endAt(start(), last)];
};
