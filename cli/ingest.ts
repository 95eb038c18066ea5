import type { Line } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { bytesOf } from '../lake/delivery/tally.ts';
import type { End } from '../lake/delivery/ports.ts';
import { startListener, type ListenerChange } from '../listener/index.ts';
import { openOutbox } from '../listener/outbox/index.ts';
import type { Outbox, OutboxEvent, Remains } from '../listener/outbox/ports.ts';
import type { Session } from '../listener/session.ts';
import type { SpoolFault } from '../listener/spool/ports.ts';
import { liveTimes } from '../listener/times.ts';
import { startPoller, type PollerPorts } from '../poller/index.ts';
import { readState } from '../poller/state.ts';
import { failure, type CliFault, type CliResult } from './command.ts';
import type { FeedChoice } from './feed-options.ts';
import { newId, producerOf, sha256, userAgent } from './program.ts';
import type { Source } from './source.ts';

/** How long a stop may take to send what waits; a service manager kills after 20 s. */
const LAST_SENDING_MS = 12_000;

/** Where lines go, and where they wait until they are there. */
export interface Way {
  readonly end: End;
  readonly spool: { readonly dir: string; readonly limitBytes: number };
}

export interface IngestOptions {
  readonly source: Source;
  readonly network: string;
  /** Opened once nothing else is in the way. */
  readonly way: () => Promise<E.Either<CliFault, Way>>;
  /** The poller's memory; null: no poller. */
  readonly stateFile: string | null;
  /** Null: no listener. */
  readonly feed: FeedChoice | null;
  readonly told: (event: OutboxEvent) => void;
  readonly listened?: (change: ListenerChange, session: Session) => void;
  readonly polled?: PollerPorts['polled'];
  readonly pollFailed?: PollerPorts['failed'];
}

/** Listener and poller filling one lake. */
export interface Ingest {
  readonly session: Session | null;
  readonly outbox: Outbox;
  readonly isRecording: boolean;
  /** Resolves when the poller has asked once; at once where there is none. */
  readonly firstPoll: Promise<unknown>;
  /** Resolves when a recording has ended. */
  readonly ended: Promise<void>;
  /** A sentence: the counts do not add up, or what was recorded can't go into the lake. */
  readonly failed: Promise<string>;
  /** Stops reading, closes the epochs in order and sends what can be sent; the rest waits for the next start. */
  readonly stop: () => Promise<E.Either<CliFault, Remains>>;
}

/** Wires source, listener, poller and outbox. */
export const startIngest = async (options: IngestOptions): Promise<E.Either<CliFault, Ingest>> => {
  const { source, network, stateFile, feed } = options;
  const isRecording = source.origin === 'recording';
  const producer = producerOf(network, source.origin);
  const failing = new Failing();
  const remembered = stateFile === null ? E.right(null) : await readState(stateFile, network);
  if (E.isLeft(remembered)) return E.left(failure(remembered.left));
  const way = await options.way();
  if (E.isLeft(way)) return way;
  const { end, spool } = way.right;
  const opened = await openOutbox({
    id: producer.producerId,
    identity: { network, originClass: source.originClass },
    spoolDir: spool.dir,
    spoolLimitBytes: spool.limitBytes,
    end,
    told: (event) => {
      options.told(event);
      // a recording can be taken again; whoever asked for its tables is told at once
      if (isRecording && event.event === 'put-failed') failing.fail(event.fault.message);
      if (isRecording && event.event === 'spool-blocked') failing.fail(event.fault.message);
    },
  });
  if (E.isLeft(opened)) return E.left(failure(opened.left.message));
  const outbox = opened.right;
  const kept = async (lines: ReadonlyArray<Line>): Promise<boolean> => {
    if (!outbox.spool.hasRoom(bytesOf(lines))) return false;
    outbox.store(lines);
    return E.isRight(await outbox.spool.synced());
  };

  const poller =
    stateFile === null
      ? E.right(null)
      : await startPoller({ url: source.url, userAgent, network, stateFile }, producer, {
          newId,
          sha256,
          nowMs: liveTimes().frame,
          store: kept,
          polled: (blocks, counts) => options.polled?.(blocks, counts),
          failed: (fault) => options.pollFailed?.(fault),
        });
  if (E.isLeft(poller)) {
    await outbox.close(AbortSignal.abort());
    return E.left(failure(poller.left));
  }

  const listener =
    feed === null
      ? null
      : startListener(
          {
            url: source.url,
            userAgent,
            recorded: isRecording,
            sockets: source.sockets,
            ...feed,
            predecessors: outbox.predecessors,
          },
          producer,
          source.times,
          {
            newId,
            sha256,
            streams: end.streams,
            store: outbox.store,
            hasRoom: outbox.spool.hasRoom,
            changed: (change, told) => options.listened?.(change, told),
            failed: failing.fail,
          },
        );
  // only a listener can write down how an earlier one ended
  if (listener !== null) void outbox.settle();
  const firstPoll = poller.right?.pollNow() ?? Promise.resolve();

  return E.right({
    session: listener?.session ?? null,
    outbox,
    isRecording,
    firstPoll,
    ended: listener?.ended ?? new Promise(() => undefined),
    failed: failing.failed,
    stop: async () => {
      listener?.stop();
      await poller.right?.stop();
      const until = isRecording ? failing.signal : AbortSignal.timeout(LAST_SENDING_MS);
      const closed = await outbox.close(until);
      return E.mapLeft((fault: SpoolFault) => failure(fault.message))(closed);
    },
  });
};

/** The first reason not to go on. */
class Failing {
  readonly #controller = new AbortController();
  #resolve: (reason: string) => void = () => undefined;
  readonly failed = new Promise<string>((resolve) => {
    this.#resolve = resolve;
  });
  readonly signal = this.#controller.signal;
  readonly fail = (reason: string): void => {
    this.#resolve(reason);
    this.#controller.abort();
  };
}

/** Lets it run until it is to end, or can't go on; then stops it in order. */
export const ingestUntil = async (
  ingest: Ingest,
  ended: Promise<CliFault | null>,
  stoppedWith: (remains: Remains) => void = () => undefined,
): Promise<CliResult> => {
  const fault = await Promise.race([ended, ingest.failed.then(failure)]);
  const stopped = await ingest.stop();
  if (E.isRight(stopped)) stoppedWith(stopped.right);
  if (fault !== null) return E.left(fault);
  return E.map(() => undefined)(stopped);
};
