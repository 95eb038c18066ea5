import * as E from 'fp-ts/lib/Either.js';
import type { End } from '../lake/delivery/ports.ts';
import { startListener, type ListenerChange } from '../listener/index.ts';
import { openOutbox } from '../listener/outbox/index.ts';
import type { Outbox, OutboxEvent, Remains } from '../listener/outbox/ports.ts';
import { ReusedBytes } from '@bitcoin-pipeline/model';
import type { Session } from '../listener/session.ts';
import type { SpoolFault } from '../listener/spool/ports.ts';
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
  readonly feed: FeedChoice;
  readonly told: (event: OutboxEvent) => void;
  readonly listened?: (change: ListenerChange, session: Session) => void;
}

/** A listener filling one lake. */
export interface Ingest {
  readonly session: Session;
  readonly outbox: Outbox;
  readonly isRecording: boolean;
  /** Resolves when a recording has ended. */
  readonly ended: Promise<void>;
  /** A sentence: the counts do not add up, or what was recorded can't go into the lake. */
  readonly failed: Promise<string>;
  /** Stops reading, closes the epochs in order and sends what can be sent; the rest waits for the next start. */
  readonly stop: () => Promise<E.Either<CliFault, Remains>>;
}

/** Wires source, listener and outbox. */
export const startIngest = async (options: IngestOptions): Promise<E.Either<CliFault, Ingest>> => {
  const { source, network, feed } = options;
  const isRecording = source.origin === 'recording';
  const producer = producerOf(network, source.origin);
  const failing = new Failing();
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
  const listener = startListener(
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
      wants: () => options.listened !== undefined,
      lineBytes: new ReusedBytes(), // the spool copies a frame's lines before the next is read
      store: outbox.store,
      hasRoom: outbox.spool.hasRoom,
      changed: (change, told) => options.listened?.(change, told),
      failed: failing.fail,
    },
  );
  void outbox.settle();

  return E.right({
    session: listener.session,
    outbox,
    isRecording,
    ended: listener.ended,
    failed: failing.failed,
    stop: async () => {
      listener.stop();
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
