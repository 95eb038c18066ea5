import type { Producer, Sha256 } from '@bitcoin-pipeline/model';
import { monotonicClock } from '../lake/delivery/clock.ts';
import { restGet } from '../sources/rest/get.ts';
import { politeGet, type Manners, type RestRetry } from '../sources/rest/polite.ts';
import type { RestGet } from '../sources/rest/ports.ts';
import type { Turn } from './chain/turn.ts';
import { BLOCKS_PER_TURN } from './config.ts';
import { followCourse } from './course.ts';
import type { PollerEvent } from './events.ts';
import type { PollerLake } from './lake.ts';
import { Run, type RunPorts, type RunReport } from './run.ts';

/** The source's own page is at most 60 s old. */
const POLL_EVERY_MS = 60_000;
/** A public backend has asked nobody yet to come less often than this. */
const MANNERS: Manners = { perSecond: 2, tries: 3, longestWaitMs: 20_000 };

/** What every run needs of the world around it. */
export interface Surroundings {
  readonly url: string;
  readonly userAgent: string;
  readonly lake: PollerLake;
  readonly newId: () => string;
  readonly sha256: Sha256;
  /** Wall clock. */
  readonly nowMs: () => number;
  readonly told: (event: PollerEvent) => void;
}

/** The source as it is asked: no faster than agreed, and again where that may help. */
const sourceOf = (
  { url, userAgent }: Pick<Surroundings, 'url' | 'userAgent'>,
  manners: Manners,
  told: (retry: RestRetry) => void,
): RestGet => politeGet(restGet({ url, userAgent }), manners, monotonicClock, Math.random, told);

export const portsOf = (
  around: Omit<Surroundings, 'url' | 'userAgent'>,
  get: RestGet,
): RunPorts => ({
  ...around.lake,
  get,
  clock: monotonicClock,
  random: Math.random,
  newId: around.newId,
  sha256: around.sha256,
  nowMs: around.nowMs,
  told: around.told,
});

export interface PollerOptions extends Surroundings {
  readonly producer: Producer;
  readonly everyMs?: number;
  readonly ran: (report: RunReport<Turn>) => void;
}

export interface Poller {
  /** One turn, now, or when the one under way has ended. */
  readonly pollNow: () => Promise<RunReport<Turn>>;
  /** Asks no more; resolves when what was read is written. */
  readonly stop: () => Promise<void>;
}

/** Follows the chain, a turn each minute. */
export const startPoller = (options: PollerOptions): Poller => {
  const { url, producer, told } = options;
  const stopping = new AbortController();
  const get = sourceOf(options, MANNERS, ({ fault }) =>
    told({ event: 'source-asked-again', fault }),
  );
  const ports = portsOf(options, get);
  const once = async (): Promise<RunReport<Turn>> => {
    const course = followCourse(BLOCKS_PER_TURN, options.nowMs());
    const { signal } = stopping;
    const run = new Run({ url, producer, course, signal, whenAborted: 'stopped' }, ports);
    const report = await run.run();
    options.ran(report);
    return report;
  };

  let turn: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  const pollNow = async (): Promise<RunReport<Turn>> => {
    waiting += 1;
    const next = turn.then(once);
    turn = next;
    return next.finally(() => {
      waiting -= 1;
    });
  };
  const byTime = (): void => {
    if (waiting === 0) void pollNow(); // a turn that takes long is not followed by those it held up
  };
  const timer = setInterval(byTime, options.everyMs ?? POLL_EVERY_MS);
  return {
    pollNow,
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await turn;
    },
  };
};
