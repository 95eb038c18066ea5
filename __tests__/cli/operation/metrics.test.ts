import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { streamNames, type StreamName } from '@bitcoin-pipeline/model';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventLoopDelay } from '../../../cli/operation/event-loop.ts';
import type { LogEvent } from '../../../cli/operation/events.ts';
import { metricsDocuments } from '../../../cli/operation/metrics.ts';
import { tellMetrics } from '../../../cli/operation/metrics-telling.ts';
import { DeliveryStats } from '../../../cli/operation/stats.ts';
import { putFaultCodes, type StreamDelivery } from '../../../lake/delivery/ports.ts';
import type { SpoolState } from '../../../listener/spool/ports.ts';

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
let counted: { framesIn: number; linesIn: number; isFull: boolean };
let stats: DeliveryStats;

beforeEach(() => {
  streams = Object.fromEntries(streamNames.map((name) => [name, idle])) as typeof streams;
  spool = { usedBytes: 4096, limitBytes: 2 ** 30, unsyncedBytes: 17, fault: null };
  counted = { framesIn: 0, linesIn: 0, isFull: false };
  stats = new DeliveryStats({
    framesIn: () => counted.framesIn,
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

  it('says that the disk takes nothing, and first that lines are given up', () => {
    spool = { ...spool, fault: { code: 'no-space', message: 'no space here' } };
    expect(stats.state()).toMatchObject({ spool: 'blocked', message: 'no space here' });
    counted = { ...counted, isFull: true };
    expect(stats.state().spool).toBe('full');
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
    expect(['Count', 'Bytes', 'Seconds', 'Milliseconds']).toContain(Unit);
  }
  const names = directive.Metrics.map(({ Name }) => Name);
  expect(Object.keys(document).toSorted()).toEqual(
    ['_aws', ...directive.Dimensions.flat(), ...names].toSorted(),
  );
  return Object.fromEntries(names.map((name) => [name, document[name]]));
};

const dimensionsOf = (json: string): unknown =>
  (JSON.parse(json) as { _aws: { CloudWatchMetrics: ReadonlyArray<Directive> } })._aws
    .CloudWatchMetrics[0]?.Dimensions;

describe('the documents of metrics', () => {
  it('are as CloudWatch asks, one of the process and one of each stream, also with every fault there is', () => {
    putFaultCodes.forEach(failed);
    const documents = metricsDocuments(stats.since(), 'signet', nowMs);
    expect(documents).toHaveLength(1 + streamNames.length);
    const [ofProcess = {}, ...ofStreams] = documents.map(checked);
    expect(Object.keys(ofProcess)).toEqual([
      'FramesIn',
      'LinesIn',
      'LinesOut',
      'BytesOut',
      'RecordsOut',
      'SpoolBytes',
      'SpoolUnsyncedBytes',
      'LagSeconds',
      'SyncMillisecondsMax',
      'EventLoopDelayP99Milliseconds',
      'PutFailures',
      ...putFaultCodes.map((code) => `PutFailures.${code}`),
    ]);
    expect(ofProcess).toMatchObject({ PutFailures: putFaultCodes.length, 'PutFailures.io': 1 });
    for (const metrics of ofStreams)
      expect(Object.keys(metrics)).toEqual(['LinesOut', 'LagSeconds']);
  });

  it('have the dimensions network and stream, and no other', () => {
    const documents = metricsDocuments(stats.since(), 'signet', nowMs);
    expect(documents.map(dimensionsOf)).toEqual([
      [['network']],
      ...streamNames.map(() => [['network', 'stream']]),
    ]);
    expect(documents.map((json) => (JSON.parse(json) as Json)['stream'])).toEqual([
      undefined,
      ...streamNames,
    ]);
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
    const options = { network: 'signet', everySeconds: 3600, file };
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
    await tellMetrics(stats, { network: 'signet', everySeconds: 0, file: null }, log).stop();
    expect(documents).toEqual([]);
    await tellMetrics(stats, { network: 'signet', everySeconds: 3600, file: null }, log).stop();
    expect(documents).toHaveLength(1 + streamNames.length);
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
