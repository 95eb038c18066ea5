import { join } from 'node:path';
import { nextBlockAt, historyOf } from '@bitcoin-pipeline/model';
import { startBeat, type Truth } from '../../../bench/crash/beat.ts';
import { checkLines } from '../../../bench/crash/check-lines.ts';
import {
  linesOfType,
  readLake,
  timeOf,
  type LakeContent,
} from '../../../bench/crash/lake-content.ts';
import { startRun, type EndedRun, type ListenerRun } from '../../../bench/crash/listener-run.ts';
import { startTap } from '../../../bench/crash/tap.ts';
import { startSimulator } from '../../../simulator/index.ts';
import { fillDisk } from './ballast.ts';

/** The smallest that can be asked for. */
const SPOOL_MIB = 16;
/** Frames that pass while the disk is full, and after it has room. */
const FRAMES_MEANWHILE = 200;
const ROWS = 300;
/** Enough that a spool is filled within a minute. */
const BEAT = { updatesPerSecond: 120, quotesPerUpdate: 2 } as const;

export interface Places {
  readonly disk: string;
  readonly lake: string;
  readonly spool: string;
  readonly other: string;
}

/** What was seen, from outside and in the lake. */
export interface DiskFull {
  readonly code: number | null;
  /** The codes that were logged, each once, in order. */
  readonly codes: ReadonlyArray<string>;
  readonly durable: number;
  readonly lost: number;
  readonly faults: ReadonlyArray<string>;
  /** Frames that the tap saw between the log's word of the full spool and the room that was made. */
  readonly framesWhileFull: number;
  readonly framesGivenUp: number;
  readonly gaps: ReadonlyArray<{
    readonly cause: string;
    readonly isClosed: boolean;
    readonly closedByAnotherEpoch: boolean;
  }>;
  /** The next block after the gap: its level, and whether it is that of the simulator. */
  readonly afterwards: { readonly level: string; readonly isTrue: boolean };
  /** The next block while the disk was full. */
  readonly meanwhile: string;
}

const codesIn = (said: string): ReadonlyArray<string> => [
  ...new Set([...said.matchAll(/"code":"([\w-]+)"/g)].map(([, code = '']) => code)),
];

const gapsIn = (content: LakeContent): DiskFull['gaps'] =>
  linesOfType(content, 'GapFound').map(({ fields }) => {
    const closed = linesOfType(content, 'GapClosed').find(
      (each) => each.fields.gapId === fields.gapId,
    );
    return {
      cause: fields.cause,
      isClosed: closed !== undefined,
      closedByAnotherEpoch: closed?.fields.closingEpochId !== fields.gapEpochId,
    };
  });

const lookInto = async (
  lake: string,
  run: EndedRun,
  truths: ReadonlyMap<number, Truth>,
  fullAtMs: number,
  framesWhileFull: number,
): Promise<DiskFull> => {
  const content = await readLake(lake);
  const lines = checkLines(content, [run]);
  const history = historyOf(content.lines);
  const blockLines = linesOfType(content, 'NextBlockChanged');
  const last = nextBlockAt(history, Math.max(...blockLines.map(timeOf)) - 1);
  const meanwhile = nextBlockAt(history, fullAtMs);
  const totals = last.tag === 'known' ? last.block.totals : null;
  const truth = last.tag === 'known' ? truths.get(last.sequence ?? -1) : undefined;
  return {
    code: run.code,
    codes: codesIn(run.said),
    durable: lines.durable,
    lost: lines.lost,
    faults: [...content.faults, ...lines.faults.slice(0, 5)],
    framesWhileFull,
    framesGivenUp: linesOfType(content, 'FeedCounted').reduce(
      (most, { fields }) => Math.max(most, fields.framesGivenUp ?? 0),
      0,
    ),
    gaps: gapsIn(content),
    afterwards: {
      level: last.tag === 'known' ? last.level : last.cause,
      isTrue: JSON.stringify(totals) === JSON.stringify(truth),
    },
    meanwhile: meanwhile.tag === 'known' ? meanwhile.level : meanwhile.cause,
  };
};

/** A listener reads on while its disk is full; then there is room, and it is stopped in order. */
export const playDiskFull = async (places: Places): Promise<DiskFull> => {
  const { disk, lake, spool, other } = places;
  const simulator = await startSimulator({ tickMs: 0, rows: ROWS, pastBlocks: 12, speed: 0.2 });
  let frames = 0;
  const tap = await startTap(Number(new URL(simulator.url).port), () => (frames += 1));
  const beat = startBeat(simulator, BEAT);
  const run = startRun({
    url: tap.url,
    lake,
    marks: join(other, 'marks'),
    more: ['--spool', spool, '--spool-mib', String(SPOOL_MIB)],
  });
  const passed = async (more: number): Promise<void> => {
    const enough = frames + more;
    await run.until(() => frames >= enough, `${more} frames more`);
  };
  try {
    await run.until(() => run.marks.durable.size > 0, 'its first mark');
    await passed(FRAMES_MEANWHILE);
    const ballast = fillDisk(join(disk, 'ballast'));
    await told(run, 'spool-full');
    const framesAtFull = frames;
    const fullAtMs = Date.now() + 1; // inside: the line that says so was observed before
    await passed(FRAMES_MEANWHILE);
    const framesWhileFull = frames - framesAtFull;
    ballast.remove();
    await told(run, 'spool-has-room');
    const epochs = run.marks.durable.size;
    await run.until(() => run.marks.durable.size > epochs, 'lines of a new epoch');
    await passed(FRAMES_MEANWHILE);
    beat.stop(); // on a busy machine it leaves no time to look into the lake
    run.process.kill('SIGTERM');
    return await lookInto(lake, await run.ended, beat.truths, fullAtMs, framesWhileFull);
  } finally {
    beat.stop();
    run.process.kill('SIGKILL');
    await tap.stop();
    await simulator.stop();
  }
};

const told = (run: ListenerRun, code: string): Promise<void> =>
  run.until(() => run.said().includes(`"code":"${code}"`), `the log's ${code}`);
