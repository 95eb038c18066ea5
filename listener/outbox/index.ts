import * as E from 'fp-ts/lib/Either.js';
import { monotonicClock } from '../../lake/delivery/clock.ts';
import { startDelivery } from '../../lake/delivery/index.ts';
import { afterLine, handoverOf, inheriting, type Predecessor } from '../handover.ts';
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

const found = (left: LeftSpool): OutboxEvent => ({
  event: 'left-found',
  id: left.id,
  lines: left.waitingLines,
  bytes: left.waitingBytes,
  droppedBytes: left.droppedBytes,
  endedInOrder: left.endedInOrder,
});

/** Opens the spool of this process and takes over those of processes that are no more. */
export const openOutbox = async (options: OutboxOptions): Promise<E.Either<SpoolFault, Outbox>> => {
  const { id, identity, spoolDir, spoolLimitBytes, end } = options;
  let handover = inheriting([]);
  const waiting = new Waiting();
  const told = (event: OutboxEvent): void => {
    waiting.told(event);
    options.told(event);
  };
  const opened = await openSpools({
    dir: spoolDir,
    identity,
    id,
    limitBytes: spoolLimitBytes,
    carry: () => handover,
    told,
  });
  if (E.isLeft(opened)) return opened;
  const { own, left } = opened.right;
  const unsettled = left.filter(({ isSettled }) => !isSettled);
  const predecessors = await Promise.all(unsettled.map(predecessorOf));
  handover = inheriting(predecessors);
  left
    .filter((each) => each.waitingLines > 0 || !(each.isSettled || each.endedInOrder))
    .forEach((each) => told(found(each)));

  const ports = { clock: monotonicClock, random: Math.random, told };
  const delivery = startDelivery(own, end, ports);
  const leftSpools = new LeftSpools(left, end, ports);
  return E.right({
    predecessors,
    spool: own,
    delivery,
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
