import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Random } from '../../simulator/random.ts';
import type { Truth } from './beat.ts';
import { checkAnswers } from './check-answers.ts';
import { checkFrames } from './check-frames.ts';
import { checkGaps } from './check-gaps.ts';
import { checkLines } from './check-lines.ts';
import { socketsOf, type SeenSocket } from './epochs-of-sockets.ts';
import { lastOrdinal, readLake, timeOf, type LakeContent } from './lake-content.ts';
import { lakeOf, LONGEST_STOP_MS, type LaneRun } from './lane.ts';
import { readSeen, type Seen } from './seen.ts';

/** What lasted longer tells how fast lines came. */
const LONG_ENOUGH_MS = 500;
const MOST_OF_A_KIND = 5;

/** What became of a lane. */
export interface LaneReport {
  readonly kills: number;
  readonly stops: number;
  /** Lines that a mark called durable, and those of them that are not in the lake. */
  readonly durable: number;
  readonly lost: number;
  /** Distinct. */
  readonly linesInLake: number;
  readonly repeats: number;
  readonly frames: number;
  readonly framesWhole: number;
  readonly framesInGaps: number;
  readonly framesUnread: number;
  readonly gaps: number;
  readonly namedAgain: number;
  readonly answersKnown: number;
  readonly answersUnknown: number;
  /** Over sockets that lasted: fragments that were sent, and how long it took. */
  readonly sentFragments: number;
  readonly sentMs: number;
  /** Over epochs that lasted: lines, and how long they took. */
  readonly measuredLines: number;
  readonly measuredMs: number;
  readonly faults: ReadonlyArray<string>;
}

const seenIn = async (file: string): Promise<ReadonlyArray<Seen>> => {
  const seen: Array<Seen> = [];
  for await (const line of createInterface(createReadStream(file))) seen.push(readSeen(line));
  return seen;
};

/** One fault often shows at many lines. */
const shortened = (faults: ReadonlyArray<string>): ReadonlyArray<string> =>
  faults.length <= MOST_OF_A_KIND
    ? faults
    : [...faults.slice(0, MOST_OF_A_KIND), `and ${faults.length - MOST_OF_A_KIND} more like it`];

/** Who was stopped in order ended well and in time. */
const stopFaults = (runs: ReadonlyArray<LaneRun>): ReadonlyArray<string> =>
  runs.flatMap(({ code, stoppedWithinMs, said }) =>
    stoppedWithinMs === null || (code === 0 && stoppedWithinMs < LONGEST_STOP_MS)
      ? []
      : [`SIGTERM: exit ${code} after ${Math.round(stoppedWithinMs)} ms; ${said}`],
  );

/** No spool is left but that of the last, which is empty. */
const spoolFaults = async (lake: string): Promise<ReadonlyArray<string>> => {
  const entries = await readdir(`${lake}.spool`, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return folders.length <= 1 ? [] : [`spools are left: ${folders.join(', ')}`];
};

const rateOf = ({ epochs }: LakeContent): Pick<LaneReport, 'measuredLines' | 'measuredMs'> => {
  let [measuredLines, measuredMs] = [0, 0];
  for (const epoch of epochs.values()) {
    const [first, last] = [epoch.get(1), epoch.get(lastOrdinal(epoch))];
    const lastedMs = first && last ? timeOf(last) - timeOf(first) : 0;
    if (lastedMs < LONG_ENOUGH_MS) continue;
    measuredLines += epoch.size;
    measuredMs += lastedMs;
  }
  return { measuredLines, measuredMs };
};

const sentOf = (
  sockets: ReadonlyArray<SeenSocket>,
): Pick<LaneReport, 'sentFragments' | 'sentMs'> => {
  let [sentFragments, sentMs] = [0, 0];
  for (const { frames } of sockets) {
    const lastedMs = (frames.at(-1)?.atMs ?? 0) - (frames[0]?.atMs ?? 0);
    if (lastedMs < LONG_ENOUGH_MS) continue;
    sentFragments += frames.reduce((sum, { fragments }) => sum + fragments.length, 0);
    sentMs += lastedMs;
  }
  return { sentFragments, sentMs };
};

/** Compares the lake with what the listeners called durable, what the tap saw and what the simulator knows. */
export const checkLane = async (
  folder: string,
  tapFile: string,
  runs: ReadonlyArray<LaneRun>,
  truths: ReadonlyMap<number, Truth>,
  random: Random,
): Promise<LaneReport> => {
  const content = await readLake(lakeOf(folder));
  const seen = await seenIn(tapFile);
  const lines = checkLines(content, runs);
  const frames = checkFrames(content, seen);
  const gaps = checkGaps(content, runs);
  const sockets = socketsOf(content, seen);
  const answers = checkAnswers(content, truths, runs, sockets, random);
  const kills = runs.filter(({ end }) => end.signal === 'SIGKILL').length;
  return {
    kills,
    stops: runs.length - kills,
    durable: lines.durable,
    lost: lines.lost,
    linesInLake: content.lines.length,
    repeats: content.repeats,
    frames: frames.frames,
    framesWhole: frames.whole,
    framesInGaps: frames.inGaps,
    framesUnread: frames.unread,
    gaps: gaps.gaps,
    namedAgain: gaps.namedAgain,
    answersKnown: answers.known,
    answersUnknown: answers.unknown,
    ...sentOf(sockets),
    ...rateOf(content),
    faults: [
      stopFaults(runs),
      content.faults,
      lines.faults,
      frames.faults,
      gaps.faults,
      answers.faults,
      await spoolFaults(lakeOf(folder)),
    ].flatMap(shortened),
  };
};
