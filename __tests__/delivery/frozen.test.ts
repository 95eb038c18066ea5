import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readLine, streamNames, type ReadLine, type StreamName } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Service } from '../../bench/faults/service.ts';
import { startSimulator } from '../../simulator/index.ts';
import { startFaultProxy, type ProxyRequest } from '../support/aws/fault-proxy.ts';
import type { Fault } from '../support/aws/faults.ts';
import { credentials, startMinistack, type Ministack } from '../support/aws/ministack.ts';
import { beat } from '../support/faults/beat.ts';
import { firehoseSettings } from '../support/faults/firehose-settings.ts';
import { spoolBytes } from '../support/faults/spool-bytes.ts';
import { startTap } from '../support/faults/tap.ts';
import { until } from '../support/listening.ts';
import { emptyFolder, startProgram } from '../support/program.ts';

const FRAMES_A_SECOND = 120;
const FRAMES = 700;

interface Mark {
  readonly epoch_id: string;
  readonly ordinal: number;
}

let ministack: Ministack;
beforeAll(async () => {
  ministack = await startMinistack();
});
afterAll(() => ministack.stop());

const soon = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 250));
};

const frozen =
  (isFrozen: (stream: string) => boolean) =>
  ({ batch }: ProxyRequest): Fault =>
    batch !== null && isFrozen(batch.stream) ? { kind: 'hang' } : { kind: 'pass' };

/** A listener process between a simulator, with a tap, and Firehose, with a proxy; all of it ends with the test. */
const setUp = async (isFrozen: (stream: string) => boolean) => {
  await ministack.reset();
  const service = new Service(ministack.endpoint);
  await service.createBucket();
  for (const stream of streamNames) await service.createStream(stream);
  const proxy = await startFaultProxy(ministack.endpoint);
  proxy.faults.decide(frozen(isFrozen));
  const simulator = await startSimulator({ seed: 'frozen', tickMs: 0, rows: 300 });
  let quotes = 0;
  const tap = await startTap(simulator.url, (frame) => {
    if (frame.includes('"conversions":')) quotes += 1;
  });
  const spoolDir = await emptyFolder();
  const marksFile = join(spoolDir, 'marks');
  const settings = firehoseSettings(tap.url, proxy.url, join(spoolDir, 'spool'));
  const listener = startProgram([...settings, '--marks', marksFile], { env: credentials });
  onTestFinished(async () => {
    listener.process.kill('SIGKILL');
    await listener.ended;
    await tap.stop();
    await simulator.stop();
    await proxy.stop();
    service.stop();
    await rm(spoolDir, { recursive: true, force: true });
  });
  const lines = async (): Promise<ReadonlyArray<ReadLine>> => {
    const found: Array<ReadLine> = [];
    await service.eachLine((line) => {
      found.push(E.getOrElseW(raise)(readLine(line.toString())));
    });
    return found;
  };
  await Promise.race([
    until(() => tap.frames() > 0),
    listener.ended.then(({ err }) => raise(`the listener ended: ${err}`)),
  ]);
  return {
    simulator,
    tap,
    /** Of the bucket, each as often as it is there. */
    lines,
    /** Frames with prices that were handed to the listener. */
    quotes: () => quotes,
    spoolBytes: () => spoolBytes(join(spoolDir, 'spool')),
    /** The newest durable line that was told of. */
    mark: async (): Promise<Mark> => {
      const told = (await readFile(marksFile, 'utf8')).trim().split('\n');
      return JSON.parse(told.at(-1) ?? '') as Mark;
    },
    /** Frames at a rate until so many more were handed to the listener, and it has read them. */
    play: async (each: () => void = () => undefined): Promise<void> => {
      const target = tap.frames() + FRAMES;
      const stop = beat(FRAMES_A_SECOND, () => {
        simulator.tick();
        each();
      });
      await until(() => tap.frames() >= target);
      stop();
      simulator.tick();
      await tap.read();
    },
    puts: () => proxy.seen(),
    thaw: () => {
      proxy.faults.decide(() => ({ kind: 'pass' }));
      proxy.faults.release();
    },
    end: () => {
      listener.process.kill('SIGTERM');
      return listener.ended;
    },
  };
};

const raise = (message: string): never => {
  throw new Error(message);
};

/** The ordinals of an epoch, each once. */
const ordinalsOf = (lines: ReadonlyArray<ReadLine>, epochId: string): ReadonlyArray<number> => {
  const own = lines.filter(({ envelope }) => envelope.epochId === epochId);
  return [...new Set(own.map(({ envelope }) => envelope.ordinal))].sort((a, b) => a - b);
};

const upTo = (last: number): ReadonlyArray<number> =>
  Array.from({ length: last }, (_, index) => index + 1);

describe('A Firehose that takes requests and never answers', () => {
  it('stops no reading: every frame is read, waits on disk, and goes out when it answers again', async () => {
    const all = await setUp(() => true);
    const bytesBefore = await all.spoolBytes();
    await all.play();
    const played = all.tap.frames();
    const { epoch_id: epochId, ordinal } = await all.mark();
    const bytesFrozen = await all.spoolBytes();
    expect(bytesFrozen).toBeGreaterThan(bytesBefore);
    expect(await all.lines()).toEqual([]);
    expect(all.puts().byFault).toEqual({ hang: all.puts().requests });

    all.thaw();
    expect((await all.end()).code).toBe(0);
    const lines = await all.lines();
    const counted = lines.filter((line) => line.type === 'FeedCounted').map(({ fields }) => fields);
    expect(counted.at(-1)?.framesIn).toBe(played);
    expect(counted.at(-1)?.framesGivenUp).toBe(0);
    expect(lines.filter((line) => line.type === 'GapFound')).toEqual([]);
    expect(all.tap.sockets()).toBe(1);
    const ordinals = ordinalsOf(lines, epochId);
    expect(ordinals).toEqual(upTo(ordinals.length));
    expect(ordinals.length).toBeGreaterThan(ordinal);
    const waited = lines.filter(
      ({ envelope }) => envelope.epochId === epochId && envelope.ordinal <= ordinal,
    );
    const bytesWaited = waited.reduce((sum, { payloadText }) => sum + payloadText.length, 0);
    expect(bytesFrozen).toBeGreaterThan(bytesWaited);
  });
});

describe('A delivery stream that never answers', () => {
  it('holds up no other', { timeout: 300_000 }, async () => {
    const dead: StreamName = 'conversions';
    const all = await setUp((stream) => stream === dead);
    let ticks = 0;
    await all.play(() => {
      ticks += 1;
      if (ticks % 50 === 0) all.simulator.quote();
    });
    const missing = new Set<number>();
    let mark = await all.mark();
    await soon(async () => {
      mark = await all.mark();
      missing.clear();
      for (const ordinal of upTo(mark.ordinal)) missing.add(ordinal);
      for (const ordinal of ordinalsOf(await all.lines(), mark.epoch_id)) missing.delete(ordinal);
      return missing.size === all.quotes() && !missing.has(mark.ordinal);
    });
    expect(missing.size).toBeGreaterThan(5);

    all.thaw();
    expect((await all.end()).code).toBe(0);
    const lines = await all.lines();
    const late = lines.filter(
      ({ envelope }) => envelope.epochId === mark.epoch_id && missing.has(envelope.ordinal),
    );
    expect(late.map(({ type }) => type)).toEqual(late.map(() => 'ConversionsQuoted'));
    expect(ordinalsOf(late, mark.epoch_id).length).toBe(missing.size);
    const ordinals = ordinalsOf(lines, mark.epoch_id);
    expect(ordinals).toEqual(upTo(ordinals.length));
  });
});
