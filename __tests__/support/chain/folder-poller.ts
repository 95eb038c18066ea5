import { join } from 'node:path';
import { readLine, type EventOf, type ReadLine } from '@bitcoin-pipeline/model';
import { sha256 } from '../../../cli/program.ts';
import type { Turn } from '../../../poller/chain/turn.ts';
import { followCourse } from '../../../poller/course.ts';
import type { PollerEvent } from '../../../poller/events.ts';
import { Run, type RunPorts, type RunReport } from '../../../poller/run.ts';
import { fileDocument } from '../../../lake/documents/file.ts';
import { folderStore } from '../../../lake/ends/folder-store.ts';
import { linesOf } from '../../../lake/read.ts';
import { stateStore } from '../../../poller/state/store.ts';
import { restGet } from '../../../sources/rest/get.ts';
import { handClock } from '../clock.ts';
import { temporaryFolder } from '../lake-folder.ts';
import { producer } from '../lines.ts';
import { right } from '../warehouse.ts';

export const identity = { network: 'regtest', originClass: 'real' } as const;

interface TurnOptions {
  readonly blocks?: number;
  readonly signal?: AbortSignal;
  readonly whenAborted?: 'deadline' | 'stopped';
  readonly timeoutMs?: number;
  /** Called with each path before it is asked for. */
  readonly asks?: (path: string) => void;
  readonly ports?: Partial<RunPorts>;
}

/** A poller over a real socket and a folder, a turn at a time. */
export interface FolderPoller {
  readonly lakeDir: string;
  readonly stateFile: string;
  readonly told: Array<PollerEvent>;
  /** Paths asked for, of all turns. */
  readonly asked: Array<string>;
  readonly turn: (options?: TurnOptions) => Promise<RunReport<Turn>>;
  /** What the lake holds, each epoch in its order. */
  readonly lines: () => Promise<ReadonlyArray<ReadLine>>;
}

export const folderPoller = (
  url: string,
  nowMs: () => number,
  root = temporaryFolder(),
): FolderPoller => {
  const lakeDir = join(root, 'lake');
  const stateFile = join(root, 'lake.poller.json');
  const told: Array<PollerEvent> = [];
  const asked: Array<string> = [];
  let epochs = 0;

  const turn = async (options: TurnOptions = {}): Promise<RunReport<Turn>> => {
    const { timeoutMs = 10_000, blocks = 300, whenAborted = 'stopped' } = options;
    const get = restGet({ url, userAgent: 'us', timeoutMs });
    const { signal = new AbortController().signal } = options;
    const run = new Run(
      { url, producer, course: followCourse(blocks, nowMs()), signal, whenAborted },
      {
        store: folderStore(lakeDir),
        states: stateStore(fileDocument(stateFile), identity),
        get: (path, aborted) => {
          asked.push(path);
          options.asks?.(path);
          return get(path, aborted);
        },
        clock: { ...handClock(), wait: () => Promise.resolve() },
        random: () => 0,
        newId: () => `e${String((epochs += 1)).padStart(4, '0')}`,
        sha256,
        nowMs,
        told: (event) => told.push(event),
        ...options.ports,
      },
    );
    return run.run();
  };

  return { lakeDir, stateFile, told, asked, turn, lines: () => linesIn(lakeDir) };
};

/** What a lake folder holds, each epoch in its order. */
export const linesIn = async (lakeDir: string): Promise<ReadonlyArray<ReadLine>> => {
  const lines: Array<ReadLine> = [];
  for await (const { text } of linesOf(lakeDir)) lines.push(right(readLine(text)));
  return lines.sort(
    ({ envelope: one }, { envelope: other }) =>
      one.epochId.localeCompare(other.epochId) || one.ordinal - other.ordinal,
  );
};

/** The lines of each epoch, in order. */
export const epochsOf = (lines: ReadonlyArray<ReadLine>): ReadonlyArray<ReadonlyArray<ReadLine>> =>
  [...new Set(lines.map(({ envelope }) => envelope.epochId))].map((id) =>
    lines.filter(({ envelope }) => envelope.epochId === id),
  );

export type Observed = EventOf<'BlockObserved'>;

export const observedIn = (lines: ReadonlyArray<ReadLine>): ReadonlyArray<Observed> =>
  lines.flatMap((line) => (line.type === 'BlockObserved' ? [line.fields] : []));

/** Of each hash, whether its newest observation has it on the main chain. */
export const mainIn = (lines: ReadonlyArray<ReadLine>): ReadonlyMap<string, boolean | null> =>
  new Map(observedIn(lines).map(({ blockHash, onMainChain }) => [blockHash, onMainChain]));

/** The lowest and the highest of heights whose blocks are on the main chain, and those between them that have none or two. */
export const wholenessOf = (lines: ReadonlyArray<ReadLine>) => {
  const newest = new Map(observedIn(lines).map((each) => [each.blockHash, each]));
  const main = [...newest.values()].filter(({ onMainChain }) => onMainChain === true);
  const heights = main.map(({ height }) => height);
  const [from, to] = [Math.min(...heights), Math.max(...heights)];
  const odd = Array.from({ length: to - from + 1 }, (_, index) => from + index).filter(
    (height) => heights.filter((each) => each === height).length !== 1,
  );
  const unlinked = main.filter(
    ({ height, previousBlockHash }) =>
      height > from && newest.get(previousBlockHash ?? '')?.onMainChain !== true,
  );
  return { from, to, odd, unlinked: unlinked.map(({ height }) => height) };
};
