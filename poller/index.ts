import {
  Epoch,
  REST_BLOCKS,
  type Accepted,
  type EpochCounts,
  type Line,
  type Producer,
  type Sha256,
} from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { get, type RestFault } from '../sources/mempool/rest.ts';
import { poll } from './poll.ts';
import { readState, writeState, type PollerState, type StateFault } from './state.ts';

/** The source's own page is at most 60 s old. */
const POLL_EVERY_MS = 60_000;

export interface PollerOptions {
  readonly url: string;
  readonly userAgent: string;
  readonly network: string;
  readonly stateFile: string;
  readonly everyMs?: number;
  /** How long a request may take. */
  readonly timeoutMs?: number;
}

export interface PollerPorts {
  readonly newId: () => string;
  readonly sha256: Sha256;
  readonly nowMs: () => number;
  /** Brings lines into the lake; resolves to whether they are there. */
  readonly store: (lines: ReadonlyArray<Line>) => Promise<boolean>;
  /** Blocks that were written, and what the epoch has seen so far. */
  readonly polled: (blocks: ReadonlyArray<Accepted>, counts: EpochCounts) => void;
  /** A poll that gave nothing, or a state that could not be kept; the next one comes all the same. */
  readonly failed: (fault: RestFault | StateFault) => void;
}

export interface Poller {
  readonly epoch: Epoch;
  /** Asks once, now; resolves to whether the source answered. */
  readonly pollNow: () => Promise<boolean>;
  /** Closes the epoch in order. */
  readonly stop: () => Promise<void>;
}

/** Asks for the newest blocks each minute. Left: a sentence about the state file. */
export const startPoller = async (
  options: PollerOptions,
  producer: Producer,
  ports: PollerPorts,
): Promise<E.Either<string, Poller>> => {
  const read = await readState(options.stateFile, options.network);
  if (E.isLeft(read)) return read;
  let state: PollerState = read.right;
  const epoch = new Epoch(ports.newId(), producer, ports.sha256);
  const opening = ports.store(
    epoch.record(
      'EpochOpened',
      { epochKind: 'poller', endpoint: `${options.url}${REST_BLOCKS}` },
      ports.nowMs(),
    ),
  );

  const once = async (): Promise<boolean> => {
    const body = await get(options.url, REST_BLOCKS, options.userAgent, options.timeoutMs);
    if (E.isLeft(body)) {
      ports.failed(body.left);
      return false;
    }
    const polled = poll(body.right, state, epoch, ports.sha256, ports.nowMs());
    const counted = epoch.count(ports.nowMs());
    if (!(await ports.store([...polled.lines, ...counted]))) return true;
    state = polled.state;
    const kept = await writeState(options.stateFile, options.network, state);
    if (E.isLeft(kept)) ports.failed(kept.left);
    ports.polled(polled.blocks, epoch.counts);
    return true;
  };

  let turn: Promise<boolean> = Promise.resolve(true);
  const pollNow = (): Promise<boolean> => {
    turn = turn.then(once);
    return turn;
  };
  const timer = setInterval(() => void pollNow(), options.everyMs ?? POLL_EVERY_MS);
  return E.right({
    epoch,
    pollNow,
    stop: async () => {
      clearInterval(timer);
      await turn;
      await opening;
      const closing = [
        ...epoch.count(ports.nowMs()),
        ...epoch.record('EpochClosed', { closeReason: 'stopped', closeCode: null }, ports.nowMs()),
      ];
      await ports.store(closing);
    },
  });
};
