import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '../../simulator/index.ts';
import { seededRandom } from '../../simulator/random.ts';
import { startBeat } from './beat.ts';
import { checkLane, type LaneReport } from './check-lane.ts';
import { runLane } from './lane.ts';
import { startTapping } from './tapping.ts';

/** Lanes side by side: most of the time of a start is spent on one core. */
const LANES = 2;
/** What listeners are to be sent while they live, in fragments: a line each. */
export const LEAST_PER_SECOND = 500;
/** 560 lines a second. */
const BEAT = { updatesPerSecond: 140, quotesPerUpdate: 2, updatesPerBlock: 100 } as const;
/** Few, so that many updates a second cost little. */
const ROWS = 60;

export interface CrashOptions {
  readonly kills: number;
  readonly seed: string;
  /** No more kills after that. @default Infinity */
  readonly withinMs?: number;
  readonly killed?: (kills: number) => void;
}

/** All lanes together; `faults` of each with its folder, which is kept where there are some. */
export interface CrashReport extends LaneReport {
  readonly seed: string;
  readonly lanes: number;
  /** What listeners were sent while they were connected, and what they wrote. */
  readonly fragmentsSentPerSecond: number;
  readonly linesWrittenPerSecond: number;
  readonly tookMs: number;
}

const added = (reports: ReadonlyArray<LaneReport>): LaneReport =>
  reports.reduce((sum, report) => {
    const counts = Object.entries(report).flatMap(([name, value]) => {
      const before: unknown = sum[name as keyof LaneReport];
      return typeof value === 'number' && typeof before === 'number'
        ? [[name, before + value] as const]
        : [];
    });
    return { ...sum, ...Object.fromEntries(counts), faults: [...sum.faults, ...report.faults] };
  });

/**
 * Listeners at some 560 lines a second, killed at random moments and started again at once; then the lakes are
 * compared with what was called durable, what was sent, and what was so.
 */
export const crash = async (options: CrashOptions): Promise<CrashReport> => {
  const { kills, seed, withinMs = Number.POSITIVE_INFINITY, killed } = options;
  const beganMs = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'bitcoin-pipeline-crash-'));
  const folders = Array.from({ length: LANES }, (_, lane) => join(folder, `lane-${lane + 1}`));
  const tapFiles = folders.map((lane) => `${lane}.seen.ndjson`);
  for (const lane of folders) await mkdir(lane);
  const simulator = await startSimulator({ tickMs: 0, rows: ROWS, speed: 0.2, seed });
  const tapping = await startTapping(simulator.url, tapFiles);
  const beat = startBeat(simulator, BEAT);
  let done = 0;
  const lanes = await Promise.allSettled(
    folders.map((lane, index) =>
      runLane({
        url: tapping.urls[index] ?? '',
        folder: lane,
        kills: Math.floor(kills / LANES) + (index < kills % LANES ? 1 : 0),
        untilMs: beganMs + withinMs,
        random: seededRandom(`${seed} lane ${index}`),
        killed: () => killed?.((done += 1)),
      }),
    ),
  );
  beat.stop();
  await tapping.stop();
  await simulator.stop();
  const reports: Array<LaneReport> = [];
  for (const [index, settled] of lanes.entries()) {
    if (settled.status === 'rejected') throw settled.reason;
    const runs = settled.value;
    const random = seededRandom(`${seed} moments ${index}`);
    const [lane = '', tapFile = ''] = [folders[index], tapFiles[index]];
    const report = await checkLane(lane, tapFile, runs, beat.truths, random);
    reports.push({ ...report, faults: report.faults.map((fault) => `${lane}: ${fault}`) });
  }
  const report = added(reports);
  if (report.faults.length === 0) await rm(folder, { recursive: true, force: true });
  return {
    seed,
    lanes: LANES,
    ...report,
    fragmentsSentPerSecond: Math.round((report.sentFragments / report.sentMs) * 1000),
    linesWrittenPerSecond: Math.round((report.measuredLines / report.measuredMs) * 1000),
    tookMs: Math.round(performance.now() - beganMs),
  };
};
