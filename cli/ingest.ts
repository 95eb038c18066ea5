import type { Line } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { folderEnd } from '../lake/folder.ts';
import { openLake } from '../lake/identity.ts';
import { openHandovers } from '../listener/handover-folder.ts';
import { startListener, type ListenerChange } from '../listener/index.ts';
import type { Session } from '../listener/session.ts';
import { liveTimes } from '../listener/times.ts';
import { startPoller, type PollerPorts } from '../poller/index.ts';
import { readState } from '../poller/state.ts';
import { failure, type CliFault, type CliResult } from './command.ts';
import type { FeedChoice } from './feed-options.ts';
import { keeper } from './keep.ts';
import type { Places } from './places.ts';
import { newId, producerOf, sha256, userAgent } from './program.ts';
import type { Source } from './source.ts';

/** How long a line waits at most before it is in the lake. */
const KEEP_EVERY_MS = 10_000;

export interface IngestOptions {
  readonly source: Source;
  readonly network: string;
  readonly places: Places;
  readonly parts: { readonly listener: FeedChoice | null; readonly poller: boolean };
  readonly listened?: (change: ListenerChange, session: Session) => void;
  readonly polled?: PollerPorts['polled'];
  readonly pollFailed?: PollerPorts['failed'];
}

/** Listener and poller filling one lake. */
export interface Ingest {
  readonly session: Session | null;
  /** Resolves when the poller has asked once; at once where there is none. */
  readonly firstPoll: Promise<unknown>;
  /** Resolves when a recording has ended. */
  readonly ended: Promise<void>;
  /** A sentence: the lake can't be written, or the counts do not add up. */
  readonly failed: Promise<string>;
  /** Stops reading, closes the epochs in order and brings every line into the lake. */
  readonly stop: () => Promise<E.Either<CliFault, void>>;
}

/** Wires source, listener, poller and lake; makes the lake, once nothing else is in the way. */
export const startIngest = async (options: IngestOptions): Promise<E.Either<CliFault, Ingest>> => {
  const { source, network, places, parts } = options;
  const producer = producerOf(network, source.origin);
  const handovers =
    parts.listener !== null && source.origin !== 'recording'
      ? await openHandovers(places.listeners, network, producer.producerId)
      : null;
  if (handovers !== null && E.isLeft(handovers)) return E.left(failure(handovers.left));
  const handover = handovers?.right ?? null;
  const remembered = parts.poller ? await readState(places.state, network) : null;
  if (remembered !== null && E.isLeft(remembered)) return E.left(failure(remembered.left));
  const lake = await openLake(places.lake, { network, originClass: source.originClass });
  if (E.isLeft(lake)) return E.left(failure(lake.left.message));
  const end = folderEnd(places.lake);
  let session: Session | null = null;
  const keep = keeper(end, handover, () => session);
  const kept = async (lines: ReadonlyArray<Line>): Promise<boolean> => {
    end.write(lines);
    return E.isRight(await keep(false));
  };

  const poller = parts.poller
    ? await startPoller(
        { url: source.url, userAgent, network, stateFile: places.state },
        producer,
        {
          newId,
          sha256,
          nowMs: liveTimes().frame,
          store: kept,
          polled: (blocks, counts) => options.polled?.(blocks, counts),
          failed: (fault) => options.pollFailed?.(fault),
        },
      )
    : E.right(null);
  if (E.isLeft(poller)) return E.left(failure(poller.left));

  let fail: (reason: string) => void = () => undefined;
  const failed = new Promise<string>((resolve) => {
    fail = resolve;
  });
  void end.failed.then(({ message }) => fail(message));

  const listener =
    parts.listener !== null
      ? startListener(
          {
            url: source.url,
            userAgent,
            recorded: source.origin === 'recording',
            sockets: source.sockets,
            ...parts.listener,
            predecessors: handover?.predecessors ?? [],
          },
          producer,
          source.times,
          {
            newId,
            sha256,
            store: end.write,
            changed: (change, told) => options.listened?.(change, told),
            failed: (reason) => fail(reason),
          },
        )
      : null;
  session = listener?.session ?? null;
  // What earlier listeners left is taken over before anything else can go wrong.
  const begun = handover === null ? E.right(undefined) : await keep(false);
  if (E.isLeft(begun)) fail(begun.left);
  const firstPoll = poller.right?.pollNow() ?? Promise.resolve();

  const keeping = setInterval(() => {
    void keep(false).then(E.match(fail, () => undefined));
  }, KEEP_EVERY_MS);

  return E.right({
    session,
    firstPoll,
    ended: listener?.ended ?? new Promise(() => undefined),
    failed,
    stop: async () => {
      clearInterval(keeping);
      listener?.stop();
      await poller.right?.stop();
      return E.mapLeft(failure)(await keep(true));
    },
  });
};

/** Lets it run until it is to end, or the lake can't be written; then stops it in order. */
export const ingestUntil = async (
  ingest: Ingest,
  ended: Promise<CliFault | null>,
): Promise<CliResult> => {
  const fault = await Promise.race([ended, ingest.failed.then(failure)]);
  const stopped = await ingest.stop();
  return fault === null ? stopped : E.left(fault);
};
