import type { LakeIdentity, Producer, Sha256 } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type { JsonLog } from '../lake/aws/log.ts';
import { monotonicClock } from '../lake/delivery/clock.ts';
import { restGet } from '../sources/rest/get.ts';
import { politeGet, type Manners } from '../sources/rest/polite.ts';
import type { RestGet } from '../sources/rest/ports.ts';
import { lakeInBucket } from './bucket.ts';
import type { Turn } from './chain/turn.ts';
import { readConfig, type PollerConfig } from './config.ts';
import { followCourse } from './course.ts';
import type { PollerEvent } from './events.ts';
import { portsOf } from './index.ts';
import type { PollerLake } from './lake.ts';
import { TurnCounter, type TurnFigures } from './operation/figures.ts';
import { tellInto, type LogEvent } from './operation/log.ts';
import { turnMetrics } from './operation/metrics.ts';
import { Run, type RunReport } from './run.ts';
import { patientStates } from './state/patient.ts';

/** Of one request to the bucket, whose answers come within 0.1 s at nearly all times. */
const S3_TIMEOUT_MS = 1500;
/**
 * What saving may take. After the last answer there are six requests at most: state, ledger, quarantine, blocks, state,
 * ledger. One of them may be late and be made again or looked back at, as late; the others and the pause between two
 * tries have a second. Against a server on the same machine all of it takes 0.05 s, and 1.5 s with one that hangs.
 * Beyond that the service ends the call, which does no harm: what the state does not say is written anew.
 */
const SAVING_MS = 2 * S3_TIMEOUT_MS + 1000;

/** Two tries, with a second between them, fit into what is left of 10 s. */
const REST_TIMEOUT_MS = 2000;
/** The 20 pages of a full turn take 5 s, and then it is quiet for the minute. */
const MANNERS: Manners = { perSecond: 4, tries: 2, longestWaitMs: 2000 };

/** What the service hands over with each call. */
export interface CallContext {
  readonly getRemainingTimeInMillis: () => number;
}

/** What a call answers. */
export interface CallAnswer {
  readonly end: RunReport<Turn>['end'];
  readonly written: number;
  readonly requests: number;
  /** Null: nothing is held yet. */
  readonly topHeight: number | null;
  readonly pendingBlocks: number | null;
}

export interface CallSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly log: JsonLog;
  readonly newId: () => string;
  readonly sha256: Sha256;
  /** Wall clock. */
  readonly nowMs: () => number;
}

/** Aborts at a time before the limit; `release` when it is not needed any more. */
const deadlineOf = ({
  getRemainingTimeInMillis,
}: CallContext): { readonly signal: AbortSignal; readonly release: () => void } => {
  const controller = new AbortController();
  const inMs = getRemainingTimeInMillis() - SAVING_MS;
  if (inMs <= 0) controller.abort();
  const timer = setTimeout(() => controller.abort(), Math.max(inMs, 0));
  return { signal: controller.signal, release: () => clearTimeout(timer) };
};

/** The poller of one container: a turn with each call, by clients that are made once. */
class Container {
  readonly #around: CallSurroundings;
  readonly #config: PollerConfig;
  readonly #producer: Producer;
  readonly #tell: (event: LogEvent) => void;
  readonly #get: RestGet;
  #lake: PollerLake | null = null;
  /** Of the call under way; a container has one at a time. */
  #counter = new TurnCounter();

  constructor(config: PollerConfig, around: CallSurroundings) {
    const { version, newId, log } = around;
    this.#around = around;
    this.#config = config;
    this.#tell = tellInto(log);
    this.#producer = {
      source: 'mempool.space',
      network: config.network,
      origin: 'live',
      producerId: newId(),
      producerVersion: version,
    };
    this.#get = politeGet(
      restGet({
        url: config.url,
        userAgent: `bitcoin-pipeline/${version}`,
        timeoutMs: REST_TIMEOUT_MS,
      }),
      MANNERS,
      monotonicClock,
      Math.random,
      ({ fault }) => this.#told({ event: 'source-asked-again', fault }),
    );
  }

  #told(event: PollerEvent): void {
    this.#counter.told(event);
    this.#tell(event);
  }

  async #openLake(): Promise<PollerLake> {
    const { bucket, region, network, endpoint } = this.#config;
    const identity: LakeIdentity = { network, originClass: 'real' };
    const opened = await lakeInBucket(
      {
        bucket,
        region,
        requestTimeoutMs: S3_TIMEOUT_MS,
        ...(endpoint === null ? {} : { endpoint }),
      },
      identity,
    );
    if (E.isRight(opened)) return { ...opened.right, states: patientStates(opened.right.states) };
    this.#tell({ event: 'lake-refused', fault: opened.left });
    throw new Error(opened.left.message);
  }

  async call(context: CallContext): Promise<CallAnswer> {
    const beganMs = performance.now();
    const { signal, release } = deadlineOf(context);
    this.#counter = new TurnCounter();
    try {
      this.#lake ??= await this.#openLake();
      const report = await this.#turn(this.#lake, signal);
      return this.#answer(report, performance.now() - beganMs);
    } finally {
      release();
    }
  }

  #turn(lake: PollerLake, signal: AbortSignal): Promise<RunReport<Turn>> {
    const { newId, sha256, nowMs } = this.#around;
    const { url, blocksPerTurn } = this.#config;
    const course = followCourse(blocksPerTurn, nowMs());
    const run = new Run(
      { url, producer: this.#producer, course, signal, whenAborted: 'deadline' },
      portsOf({ lake, newId, sha256, nowMs, told: (event) => this.#told(event) }, this.#get),
    );
    return run.run();
  }

  /** Tells of a turn. Throws where it was not the source that failed: the service counts that. */
  #answer(report: RunReport<Turn>, durationMs: number): CallAnswer {
    const { nowMs, log } = this.#around;
    const { end, fault } = report;
    const figures = this.#counter.figures(report, durationMs, nowMs());
    const answer = answerOf(end, figures);
    const { written: blocksWritten, ...others } = answer;
    this.#tell({ event: 'turn-ended', ...others, blocksWritten, durationMs });
    log.document(turnMetrics(figures, this.#config, nowMs()));
    if (fault !== null && figures.lakeFaults + figures.stateFaults > 0)
      throw new Error(fault.message);
    return answer;
  }
}

const answerOf = (end: CallAnswer['end'], figures: TurnFigures): CallAnswer => ({
  end,
  written: figures.blocksWritten,
  requests: figures.requests,
  topHeight: figures.held?.topHeight ?? null,
  pendingBlocks: figures.held?.pendingBlocks ?? null,
});

/**
 * The function that the service calls each minute. It rejects where the configuration is wrong, or the lake or the
 * state failed; a source that failed is logged and counted, and asked again with the next call. Calls that overlap,
 * are repeated or come late do no harm.
 */
export const pollerCalls = (
  around: CallSurroundings,
): ((context: CallContext) => Promise<CallAnswer>) => {
  const config = readConfig(around.environment);
  if (E.isRight(config)) {
    const container = new Container(config.right, around);
    return (context) => container.call(context);
  }
  const reasons = config.left;
  return () => {
    tellInto(around.log)({ event: 'configuration-refused', reasons });
    return Promise.reject(new Error(reasons.join('\n')));
  };
};
