import { streamNames } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { monotonicClock } from '../../lake/delivery/clock.ts';
import { startDelivery } from '../../lake/delivery/index.ts';
import type { Delivery } from '../../lake/delivery/ports.ts';
import { afterLine, handoverOf, inheriting, type Predecessor } from '../handover.ts';
import { spoolFaultOf } from '../spool/fault.ts';
import { diskFiles, type SpoolFiles } from '../spool/files.ts';
import { openSpools } from '../spool/index.ts';
import type { LeftSpool, SpoolFault } from '../spool/ports.ts';
import { LeftSpools } from './left-spools.ts';
import type { Outbox, OutboxEvent, OutboxOptions } from './ports.ts';
import { Waiting } from './waiting.ts';

/** How long an attempt that is under way, or a disk that hangs, may hold up the end. */
const LAST_ATTEMPT_MS = 2000;

const LATE: SpoolFault = {
  code: 'io',
  message: 'the disk of the spool does not answer; what it had not taken is lost, as a gap',
};

/** Resolves with the promise, or at the signal to what stands for it then. */
const until = <A>(signal: AbortSignal, promise: Promise<A>, late: A): Promise<A> =>
  Promise.race([
    promise,
    new Promise<A>((resolve) => {
      if (signal.aborted) resolve(late);
      signal.addEventListener('abort', () => resolve(late), { once: true });
    }),
  ]);

/** Resolves with the promise, or soon. */
const soon = <A>(promise: Promise<A>, late: A): Promise<A> =>
  until(AbortSignal.timeout(LAST_ATTEMPT_MS), promise, late);

const predecessorOf = async (left: LeftSpool): Promise<Predecessor> => ({
  cause: left.endedInOrder ? 'restart' : 'crash',
  ...(await handoverOf(left)),
});

/** Whether it leaves what none before it does, which a listener has to write down. */
const isNews = (
  { lastEpoch, openGaps }: Predecessor,
  before: ReadonlyArray<Predecessor>,
): boolean => {
  const known = new Set(before.flatMap((each) => each.openGaps.map(({ gapId }) => gapId)));
  return lastEpoch !== null || openGaps.some(({ gapId }) => !known.has(gapId));
};

/** Those that leave something to be written down, in the order they began. */
const unsettledOf = async (
  left: ReadonlyArray<LeftSpool>,
  dir: string,
): Promise<E.Either<SpoolFault, ReadonlyMap<LeftSpool, Predecessor>>> => {
  const unsettled = new Map<LeftSpool, Predecessor>();
  try {
    for (const each of left) {
      if (each.isSettled) continue;
      const predecessor = await predecessorOf(each);
      if (isNews(predecessor, [...unsettled.values()])) unsettled.set(each, predecessor);
    }
    return E.right(unsettled);
  } catch (error) {
    return E.left(spoolFaultOf(error, dir));
  }
};

const found = (left: LeftSpool): OutboxEvent => ({
  event: 'left-found',
  id: left.id,
  lines: left.waitingLines,
  bytes: left.waitingBytes,
  droppedBytes: left.droppedBytes,
  endedInOrder: left.endedInOrder,
});

/** What was left is older than what is our own. */
const heldUp = (
  left: ReturnType<Delivery['streams']>,
  own: ReturnType<Delivery['streams']>,
): ReturnType<Outbox['streams']> =>
  Object.fromEntries(
    streamNames.map((stream) => [
      stream,
      {
        fault: left[stream].fault ?? own[stream].fault,
        oldestWaiting: left[stream].oldestWaiting ?? own[stream].oldestWaiting,
      },
    ]),
  ) as ReturnType<Outbox['streams']>; // every name has a value

/** Opens the spool of this process and takes over those of processes that are no more. */
export const openOutbox = async (
  options: OutboxOptions,
  files: SpoolFiles = diskFiles,
): Promise<E.Either<SpoolFault, Outbox>> => {
  const { id, identity, spoolDir, spoolLimitBytes, end } = options;
  let handover = inheriting([]);
  const waiting = new Waiting();
  const told = (event: OutboxEvent): void => {
    waiting.told(event);
    options.told(event);
  };
  const spoolOptions = {
    dir: spoolDir,
    identity,
    id,
    limitBytes: spoolLimitBytes,
    carry: () => handover,
    told,
  };
  const opened = await openSpools(spoolOptions, files);
  if (E.isLeft(opened)) return opened;
  const { own, left } = opened.right;
  const unsettled = await unsettledOf(left, spoolDir);
  if (E.isLeft(unsettled)) {
    await own.close();
    return unsettled;
  }
  const predecessors = [...unsettled.right.values()];
  handover = inheriting(predecessors);
  left
    .filter((each) => each.waitingLines > 0 || !(each.isSettled || each.endedInOrder))
    .forEach((each) => told(found(each)));

  const ports = { clock: monotonicClock, random: Math.random, told };
  const delivery = startDelivery(own, end, ports);
  const leftSpools = new LeftSpools(left, new Set(unsettled.right.keys()), end, ports);
  return E.right({
    predecessors,
    spool: own,
    streams: () => heldUp(leftSpools.streams(), delivery.streams()),
    linesStored: () => waiting.linesStored,
    store: (lines) => {
      waiting.stored(lines);
      own.append(lines);
      handover = lines.reduce(afterLine, handover);
    },
    settle: async () => {
      const synced = await own.synced();
      if (E.isRight(synced)) await leftSpools.settle();
      return synced;
    },
    close: async (signal) => {
      const synced = await soon(own.synced(), E.left(LATE));
      const all = [delivery.flush(Number.POSITIVE_INFINITY), leftSpools.done];
      if (E.isRight(synced)) await until<unknown>(signal, Promise.all(all), null);
      await soon<unknown>(Promise.all([delivery.stop(), leftSpools.stop()]), null);
      const closed = await soon(own.close(), E.left(LATE));
      return E.map(() => waiting.remains)(closed);
    },
  });
};
