import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { streamNames, type StreamName } from '@bitcoin-pipeline/model';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventLoopDelay } from '../../../cli/operation/event-loop.ts';
import type { LogEvent } from '../../../cli/operation/events.ts';
import type { Ingest } from '../../../cli/ingest.ts';
import { measure } from '../../../cli/operation/measure.ts';
import { metricsOfListener } from '../../../cli/operation/metrics.ts';
import { tellMetrics } from '../../../cli/operation/metrics-telling.ts';
import { DeliveryStats } from '../../../cli/operation/stats.ts';
import { putFaultCodes, type StreamDelivery } from '../../../lake/delivery/ports.ts';
import { Session } from '../../../listener/session.ts';
import type { SpoolState } from '../../../listener/spool/ports.ts';
import { countedIds, producer } from '../../support/lines.ts';
import { snapshot } from '../../support/projected.ts';

const nowMs = Date.UTC(2026, 10, 21, 12);
const throttled = { code: 'throttled', isPermanent: false, message: 'throttled here' } as const;

const idle: StreamDelivery = {
  lines: 0,
  lineBytes: 0,
  records: 0,
  failures: {},
  fault: null,
  oldestWaiting: null,
};
let streams: Record<StreamName, StreamDelivery>;
let spool: SpoolState;
let counted: { framesIn: number; linesIn: number; isFull: boolean; isCovered?: boolean };
let quarantined: number;
let steadyMs: number;
let stats: DeliveryStats;

beforeEach(() => {
  streams = Object.fromEntries(streamNames.map((name) => [name, idle])) as typeof streams;
  spool = { usedBytes: 4096, limitBytes: 2 ** 30, unsyncedBytes: 17, fault: null };
  counted = { framesIn: 0, linesIn: 0, isFull: false };
  quarantined = 0;
  steadyMs = 0;
  stats = new DeliveryStats({
    framesIn: () => counted.framesIn,
    quarantined: () => quarantined,
    isCovered: () => counted.isCovered ?? true,
    steadyMs: () => steadyMs,
    linesIn: () => counted.linesIn,
    isFull: () => counted.isFull,
    spool: () => spool,
    streams: () => streams,
    nowMs: () => nowMs,
    eventLoopDelayP99Ms: () => 3.5,
  });
});

const delivered = (stream: StreamName, lines: number): void =>
  stats.told({ event: 'delivered', stream, lines, lineBytes: lines * 100, records: 1, tookMs: 5 });
const failed = (code: (typeof putFaultCodes)[number]): void =>
  stats.told({
    event: 'put-failed',
    stream: 'conversions',
    fault: { ...throttled, code },
    attempt: 1,
    retryAfterMs: 100,
  });
const synced = (tookMs: number): void =>
  stats.told({
    event: 'spool-synced',
    tookMs,
    waitedMs: 100,
    lines: 1,
    bytes: 10,
    newest: { epochId: 'e', ordinal: 1 },
  });

describe('the figures', () => {
  it('are of the time since they were asked last, lag and spool of now', () => {
    counted = { framesIn: 10, linesIn: 25, isFull: false };
    delivered('conversions', 3);
    delivered('mempool-block', 20);
    failed('throttled');
    synced(4);
    synced(9);
    const oldestWaiting = new Date(nowMs - 2500).toISOString();
    streams = { ...streams, conversions: { ...idle, oldestWaiting } };
    const first = stats.since();
    expect(first).toMatchObject({
      framesIn: 10,
      linesIn: 25,
      linesOut: 23,
      bytesOut: 2300,
      recordsOut: 2,
      spoolBytes: 4096,
      spoolUsedPercent: 100 / 2 ** 18,
      spoolUnsyncedBytes: 17,
      lagSeconds: 2.5,
      putFailures: { throttled: 1 },
      syncMillisecondsMax: 9,
      eventLoopDelayP99Milliseconds: 3.5,
    });
    expect(first.streams.conversions).toEqual({ linesOut: 3, lagSeconds: 2.5 });
    expect(first.streams.quarantine).toEqual({ linesOut: 0, lagSeconds: 0 });

    counted = { ...counted, framesIn: 12 };
    delivered('conversions', 1);
    failed('timeout');
    expect(stats.since()).toMatchObject({
      framesIn: 2,
      linesIn: 0,
      linesOut: 1,
      putFailures: { timeout: 1 },
      syncMillisecondsMax: 0,
    });
    expect(stats.since().putFailures).toEqual({});
  });

  it('have no lag below zero when the clock is set back', () => {
    const oldestWaiting = new Date(nowMs + 5000).toISOString();
    streams = { ...streams, conversions: { ...idle, oldestWaiting } };
    expect(stats.since().lagSeconds).toBe(0);
  });
});

describe('the state for the page', () => {
  it('counts since the process began and names what holds a stream up', () => {
    counted = { framesIn: 1, linesIn: 8, isFull: false };
    delivered('conversions', 3);
    failed('throttled');
    stats.since();
    delivered('conversions', 2);
    streams = { ...streams, conversions: { ...idle, fault: throttled } };
    expect(stats.state()).toEqual({
      linesIn: 8,
      linesDelivered: 5,
      filesDelivered: 2,
      bytesDelivered: 500,
      spoolBytes: 4096,
      spoolLimitBytes: 2 ** 30,
      lagSeconds: 0,
      putFailures: { throttled: 1 },
      heldUp: [{ stream: 'conversions', reason: 'throttled here' }],
      spool: 'open',
      message: null,
    });
  });

  it('says that lines are given up, and of a disk that takes nothing that it is why', () => {
    counted = { ...counted, isFull: true };
    expect(stats.state().spool).toBe('full');
    spool = { ...spool, fault: { code: 'no-space', message: 'no space here' } };
    expect(stats.state()).toMatchObject({ spool: 'blocked', message: 'no space here' });
  });
});

type Json = Readonly<Record<string, unknown>>;
interface Directive {
  readonly Namespace: string;
  readonly Dimensions: ReadonlyArray<ReadonlyArray<string>>;
  readonly Metrics: ReadonlyArray<{ readonly Name: string; readonly Unit: string }>;
}

/** What CloudWatch asks of a document in its embedded metric format; returns its metrics by name. */
const checked = (json: string): Readonly<Record<string, unknown>> => {
  expect(json).not.toContain('\n');
  const document = JSON.parse(json) as Json;
  const aws = document['_aws'] as {
    Timestamp: number;
    CloudWatchMetrics: ReadonlyArray<Directive>;
  };
  expect(Object.keys(aws).toSorted()).toEqual(['CloudWatchMetrics', 'Timestamp']);
  expect(aws.Timestamp).toBe(nowMs);
  expect(aws.CloudWatchMetrics).toHaveLength(1);
  const [directive] = aws.CloudWatchMetrics;
  if (directive === undefined) throw new Error('no directive');
  expect(directive.Namespace).toBe('BitcoinPipeline');
  expect(directive.Dimensions).toHaveLength(1);
  for (const name of directive.Dimensions.flat()) {
    expect(document[name]).toBeTypeOf('string');
    expect(document[name]).toMatch(/^[ -~]{1,1024}$/);
  }
  expect(directive.Metrics.length).toBeGreaterThan(0);
  expect(directive.Metrics.length).toBeLessThanOrEqual(100);
  for (const { Name, Unit } of directive.Metrics) {
    expect(Name).toMatch(/^[ -~]{1,1024}$/);
    expect(document[Name]).toBeTypeOf('number');
    expect(['Count', 'Percent', 'Seconds']).toContain(Unit);
  }
  const names = directive.Metrics.map(({ Name }) => Name);
  return Object.fromEntries(names.map((name) => [name, document[name]]));
};

const dimensionsOf = (json: string): unknown =>
  (JSON.parse(json) as { _aws: { CloudWatchMetrics: ReadonlyArray<Directive> } })._aws
    .CloudWatchMetrics[0]?.Dimensions;

describe('the document of metrics', () => {
  const document = (environment: string | null = null): string =>
    metricsOfListener(stats.since(), { network: 'signet', environment }, nowMs);

  it('is as CloudWatch asks, with the metrics that alarms look at and no other, also with every fault there is', () => {
    putFaultCodes.forEach(failed);
    expect(Object.keys(checked(document()))).toEqual([
      'PutFailures',
      'SpoolUsedPercent',
      'GapOpenSeconds',
      'CoveragePercent',
      'FragmentsQuarantined',
    ]);
  });

  it('has each other figure as a field, by stream and by fault too', () => {
    putFaultCodes.forEach(failed);
    quarantined = 2;
    const all = JSON.parse(document()) as Json;
    expect(all).toMatchObject({ PutFailures: putFaultCodes.length, FragmentsQuarantined: 2 });
    for (const code of putFaultCodes) expect(all[`PutFailures.${code}`]).toBe(1);
    for (const stream of streamNames) {
      expect(all[`LinesOut.${stream}`]).toBe(0);
      expect(all[`LagSeconds.${stream}`]).toBe(0);
    }
    for (const name of ['FramesIn', 'LinesIn', 'BytesOut', 'SpoolBytes', 'LagSeconds'])
      expect(all[name]).toBeTypeOf('number');
    expect(JSON.parse(document())).toMatchObject({ FragmentsQuarantined: 0 });
  });

  it('has the dimension network, of a deployment its environment too, and no other', () => {
    const json = document();
    expect(dimensionsOf(json)).toEqual([['network']]);
    expect(JSON.parse(json)).toMatchObject({ network: 'signet' });
    const deployed = document('prod');
    expect(dimensionsOf(deployed)).toEqual([['environment', 'network']]);
    expect(JSON.parse(deployed)).toMatchObject({ network: 'signet', environment: 'prod' });
  });
});

describe('coverage', () => {
  const since = (): Pick<ReturnType<typeof stats.since>, 'coveragePercent' | 'gapOpenSeconds'> => {
    const { coveragePercent, gapOpenSeconds } = stats.since();
    return { coveragePercent, gapOpenSeconds };
  };
  const at = (ms: number, isCovered: boolean): void => {
    steadyMs = ms;
    counted = { ...counted, isCovered };
    stats.looked();
  };

  it('is the share of the time with a socket and without a gap; before the first socket there is none', () => {
    at(15_000, true);
    steadyMs = 60_000;
    expect(since()).toEqual({ coveragePercent: 75, gapOpenSeconds: 0 });
    at(70_000, false);
    at(71_000, false);
    at(76_000, true);
    steadyMs = 120_000;
    expect(since()).toEqual({ coveragePercent: 90, gapOpenSeconds: 0 });
  });

  it('of an open gap says since when, over as many minutes as it takes', () => {
    at(0, true);
    at(30_000, false);
    steadyMs = 60_000;
    expect(since()).toEqual({ coveragePercent: 50, gapOpenSeconds: 30 });
    steadyMs = 120_000;
    expect(since()).toEqual({ coveragePercent: 0, gapOpenSeconds: 90 });
    at(150_000, true);
    steadyMs = 180_000;
    expect(since()).toEqual({ coveragePercent: 50, gapOpenSeconds: 0 });
  });
});

describe('a source that opens its socket and sends no snapshot', () => {
  it('is not covered: it is known to have missed nothing, and nothing is known', () => {
    const endpoint = 'ws://127.0.0.1:1';
    const session = new Session(producer, countedIds(), endpoint);
    const { stats: figures, listened, started } = measure();
    const outbox = {
      linesStored: () => 0,
      spool: { hasRoom: () => true, state: () => spool },
      streams: () => streams,
    };
    started({ session, outbox, isRecording: false } as unknown as Ingest);
    session.opened(endpoint, nowMs);
    listened({ tag: 'opened' });
    session.frame(Buffer.from('{"pong":true}'), nowMs);
    expect(figures.since()).toMatchObject({ coveragePercent: 0 });
    expect(figures.since().gapOpenSeconds).toBeGreaterThan(0);
    session.frame(Buffer.from(JSON.stringify(snapshot(5, []))), nowMs);
    expect(figures.since().gapOpenSeconds).toBe(0);
  });
});

describe('telling metrics', () => {
  const told: LogEvent[] = [];
  const documents: string[] = [];
  const log = {
    tell: (event: LogEvent) => void told.push(event),
    document: (json: string) => void documents.push(json),
  };

  it('appends to a file, which may be moved away between two times, and never without the last figures', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'metrics-'));
    const file = join(folder, 'metrics.json');
    const linesIn = async (path: string): Promise<unknown> =>
      (JSON.parse((await readFile(path, 'utf8')).split('\n')[0] ?? '') as Json)['LinesIn'];
    const options = { network: 'signet', environment: null, everySeconds: 3600, file };
    try {
      counted = { ...counted, linesIn: 5 };
      await tellMetrics(stats, options, log).stop();
      expect(await linesIn(file)).toBe(5);
      await rename(file, `${file}.1`);
      counted = { ...counted, linesIn: 7 };
      await tellMetrics(stats, options, log).stop();
      expect([await linesIn(`${file}.1`), await linesIn(file)]).toEqual([5, 2]);
      expect(told).toEqual([]);
      await tellMetrics(stats, { ...options, file: folder }, log).stop();
      expect(told).toMatchObject([{ event: 'metrics-unwritten', file: folder }]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('goes to the log where there is no file, and nowhere where none are asked for', async () => {
    await tellMetrics(
      stats,
      { network: 'signet', environment: null, everySeconds: 0, file: null },
      log,
    ).stop();
    expect(documents).toEqual([]);
    await tellMetrics(
      stats,
      { network: 'signet', environment: null, everySeconds: 3600, file: null },
      log,
    ).stop();
    expect(documents).toHaveLength(1);
  });
});

it('the delay of the event loop is what it was late, and begins anew each time', async () => {
  const delayMs = eventLoopDelay();
  await new Promise((resolve) => setTimeout(resolve, 60)); // the first sample
  const until = performance.now() + 300;
  while (performance.now() < until); // held up
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(delayMs()).toBeGreaterThan(200);
  expect(delayMs()).toBe(0);
});
