import { streamNames, type StreamName } from '@bitcoin-pipeline/model';
import type { DeliveryState } from '../../dashboard/server/ports.ts';
import type { PutFaultCode } from '../../lake/delivery/ports.ts';
import type { Outbox, OutboxEvent } from '../../listener/outbox/ports.ts';
import type { SpoolState } from '../../listener/spool/ports.ts';
import { GapTime, type GapFigures } from './gap-time.ts';

/** What is asked for its state whenever figures are wanted. */
export interface Measured {
  /** Since the process began. */
  readonly framesIn: () => number;
  /** Since the process began. */
  readonly linesIn: () => number;
  /** Fragments that did not decode; since the process began. */
  readonly quarantined: () => number;
  /** Whether a socket is open that brought a snapshot, and no gap. */
  readonly isCovered: () => boolean;
  /** Whether what is read now is given up. */
  readonly isFull: () => boolean;
  readonly spool: () => SpoolState;
  readonly streams: Outbox['streams'];
  /** UTC in milliseconds. */
  readonly nowMs: () => number;
  /** Of a clock that is never set. */
  readonly steadyMs: () => number;
  /** 99th percentile since it was asked last. */
  readonly eventLoopDelayP99Ms: () => number;
}

interface StreamFigures {
  readonly linesOut: number;
  /** Age of the oldest line that is not in the lake; 0 where there is none. */
  readonly lagSeconds: number;
}

/** Figures of a stretch of time, but for those of spool and lag, which are of its end. */
export interface Figures extends GapFigures {
  readonly framesIn: number;
  readonly fragmentsQuarantined: number;
  readonly linesIn: number;
  readonly linesOut: number;
  /** Bytes of lines, before they are packed and compressed. */
  readonly bytesOut: number;
  readonly recordsOut: number;
  readonly spoolBytes: number;
  /** Of what the spool may hold. */
  readonly spoolUsedPercent: number;
  readonly spoolUnsyncedBytes: number;
  readonly lagSeconds: number;
  readonly putFailures: Readonly<Partial<Record<PutFaultCode, number>>>;
  readonly syncMillisecondsMax: number;
  readonly eventLoopDelayP99Milliseconds: number;
  readonly streams: Readonly<Record<StreamName, StreamFigures>>;
}

/** Counted from events, since a delivery of what was left goes away when it is done. */
interface Totals {
  framesIn: number;
  quarantined: number;
  linesIn: number;
  readonly linesOut: Record<StreamName, number>;
  bytesOut: number;
  recordsOut: number;
  readonly putFailures: Partial<Record<PutFaultCode, number>>;
}

const forEachStream = <A>(of: (stream: StreamName) => A): Record<StreamName, A> =>
  Object.fromEntries(streamNames.map((stream) => [stream, of(stream)])) as Record<StreamName, A>; // every name has a value

const noTotals = (): Totals => ({
  framesIn: 0,
  quarantined: 0,
  linesIn: 0,
  linesOut: forEachStream(() => 0),
  bytesOut: 0,
  recordsOut: 0,
  putFailures: {},
});

const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** What came in, what went out and what waits: for metrics and for the page. */
export class DeliveryStats {
  readonly #measured: Measured;
  readonly #totals = noTotals();
  #before = noTotals();
  #syncMsMax = 0;
  readonly #gapTime: GapTime;

  constructor(measured: Measured) {
    this.#measured = measured;
    this.#gapTime = new GapTime(measured.steadyMs);
  }

  /** Something changed with the source. */
  looked(): void {
    this.#gapTime.seen(this.#measured.isCovered());
  }

  /** Counts what happens on the way. */
  told(event: OutboxEvent): void {
    const totals = this.#totals;
    if (event.event === 'delivered') {
      totals.linesOut[event.stream] += event.lines;
      totals.bytesOut += event.lineBytes;
      totals.recordsOut += event.records;
    }
    if (event.event === 'put-failed')
      totals.putFailures[event.fault.code] = (totals.putFailures[event.fault.code] ?? 0) + 1;
    if (event.event === 'spool-synced') this.#syncMsMax = Math.max(this.#syncMsMax, event.tookMs);
  }

  /** The figures since this was asked last. */
  since(): Figures {
    const now = this.#now();
    const before = this.#before;
    const spool = this.#measured.spool();
    const lags = this.#lags();
    const syncMillisecondsMax = this.#syncMsMax;
    this.looked();
    this.#before = now;
    this.#syncMsMax = 0;
    const linesOut = (stream: StreamName): number => now.linesOut[stream] - before.linesOut[stream];
    return {
      ...this.#gapTime.since(),
      framesIn: now.framesIn - before.framesIn,
      fragmentsQuarantined: now.quarantined - before.quarantined,
      linesIn: now.linesIn - before.linesIn,
      linesOut: sumOf(now.linesOut) - sumOf(before.linesOut),
      bytesOut: now.bytesOut - before.bytesOut,
      recordsOut: now.recordsOut - before.recordsOut,
      spoolBytes: spool.usedBytes,
      spoolUsedPercent: (100 * spool.usedBytes) / spool.limitBytes,
      spoolUnsyncedBytes: spool.unsyncedBytes,
      lagSeconds: Math.max(...Object.values(lags)),
      putFailures: less(now.putFailures, before.putFailures),
      syncMillisecondsMax,
      eventLoopDelayP99Milliseconds: this.#measured.eventLoopDelayP99Ms(),
      streams: forEachStream((stream) => ({
        linesOut: linesOut(stream),
        lagSeconds: lags[stream],
      })),
    };
  }

  /** What the page shows. */
  state(): DeliveryState {
    const spool = this.#measured.spool();
    const room = this.#measured.isFull() ? 'full' : 'open';
    return {
      linesIn: this.#measured.linesIn(),
      linesDelivered: sumOf(this.#totals.linesOut),
      filesDelivered: this.#totals.recordsOut,
      bytesDelivered: this.#totals.bytesOut,
      spoolBytes: spool.usedBytes,
      spoolLimitBytes: spool.limitBytes,
      lagSeconds: Math.max(...Object.values(this.#lags())),
      putFailures: { ...this.#totals.putFailures },
      heldUp: streamNames.flatMap((stream) => {
        const { fault } = this.#measured.streams()[stream];
        return fault === null ? [] : [{ stream, reason: fault.message }];
      }),
      spool: spool.fault === null ? room : 'blocked',
      message: spool.fault?.message ?? null,
    };
  }

  #now(): Totals {
    const { linesOut, putFailures, bytesOut, recordsOut } = this.#totals;
    return {
      framesIn: this.#measured.framesIn(),
      quarantined: this.#measured.quarantined(),
      linesIn: this.#measured.linesIn(),
      linesOut: { ...linesOut },
      bytesOut,
      recordsOut,
      putFailures: { ...putFailures },
    };
  }

  /** Seconds by stream; never below 0, since clocks are set. */
  #lags(): Record<StreamName, number> {
    const nowMs = this.#measured.nowMs();
    const streams = this.#measured.streams();
    return forEachStream((stream) => {
      const { oldestWaiting } = streams[stream];
      return oldestWaiting === null ? 0 : Math.max(0, (nowMs - Date.parse(oldestWaiting)) / 1000);
    });
  }
}

/** What was counted after `before`, codes without any left out. */
const less = (now: Totals['putFailures'], before: Totals['putFailures']): Figures['putFailures'] =>
  Object.fromEntries(
    Object.entries(now)
      .map(([code, count]) => [code, count - (before[code as PutFaultCode] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );
