import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Simulator } from '../../simulator/index.ts';
import { keysIn, linesInBucket, textIn } from '../support/aws/bucket-lines.ts';
import { startFaultProxy, type FaultProxy } from '../support/aws/fault-proxy.ts';
import { withLakeBucket } from '../support/aws/lake-bucket.ts';
import { calledPoller, environmentFor, type CalledPoller } from '../support/aws/poller-calls.ts';
import { wholenessOf } from '../support/chain/folder-poller.ts';
import { FIRST_HEIGHT, simulate, START_HEIGHT, tipOf } from '../support/chain/simulated.ts';
import { nowhere } from '../support/http-server.ts';

const { s3, endpoint } = withLakeBucket();
const STATE = 'mempool-data/state/regtest.json';
let buckets = 0;
let bucket: string;
let simulator: Simulator;
let proxy: FaultProxy;
let poller: CalledPoller;

const pollerOf = (url: string, at = proxy.url): CalledPoller =>
  calledPoller(environmentFor(url, at, bucket), () => Math.floor(simulator.truth().nowMs));
const stateThere = async (): Promise<string> => textIn(s3(), bucket, STATE);
const hasState = async (): Promise<boolean> => (await keysIn(s3(), bucket, STATE)).length > 0;
/** What the state says is in the lake. */
const heldThere = async (): Promise<unknown> =>
  (JSON.parse(await stateThere()) as { readonly chain: { readonly segments: unknown } }).chain
    .segments;
/** Every height up to the tip is in the lake, once on the main chain, and linked. */
const isWhole = async (): Promise<void> => {
  const to = simulator.truth().minedBlocks.at(-1)?.height ?? START_HEIGHT;
  expect(wholenessOf(await linesInBucket(s3(), bucket))).toStrictEqual({
    from: FIRST_HEIGHT,
    to,
    odd: [],
    unlinked: [],
  });
};
const codesOf = ({ logged }: CalledPoller): ReadonlyArray<unknown> =>
  logged()
    .filter((document) => !('_aws' in document))
    .map(({ level, code }) => `${String(level)} ${String(code)}`);

beforeEach(async () => {
  bucket = `lake-${(buckets += 1)}`;
  await s3().send(new CreateBucketCommand({ Bucket: bucket }));
  simulator = await simulate();
  proxy = await startFaultProxy(endpoint());
  onTestFinished(proxy.stop);
  poller = pollerOf(simulator.url);
});

describe('a call', () => {
  it('writes what is new and says so; the next one finds nothing new', async () => {
    expect(await poller.call()).toStrictEqual({
      end: 'finished',
      written: 15,
      requests: 1,
      topHeight: 900_000,
      pendingBlocks: 0,
    });
    const state = await stateThere();
    expect(await poller.call()).toMatchObject({ end: 'finished', written: 0, requests: 1 });
    expect(await stateThere()).toBe(state);
    simulator.mineBlocks(40);
    simulator.reorg(2);
    expect(await poller.call()).toMatchObject({ topHeight: tipOf(simulator).height });
    await isWhole();
  });

  it('tells each event as a line of JSON, and its figures as one more', async () => {
    await poller.call();
    simulator.mineBlocks(2);
    simulator.reorg(1);
    await poller.call();
    const [written] = poller.logged();
    expect(written).toStrictEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown,
      code: 'blocks-written',
      blocks: 15,
      lowestHeight: 899_986,
      highestHeight: 900_000,
    });
    expect(codesOf(poller)).toStrictEqual([
      'info blocks-written',
      'info turn-ended',
      'info blocks-written',
      'info turn-ended',
    ]);
    const [first, second] = poller.metrics();
    expect(first).toStrictEqual({
      _aws: {
        Timestamp: expect.any(Number) as unknown,
        CloudWatchMetrics: [
          {
            Namespace: 'BitcoinPipeline',
            Dimensions: [['network']],
            Metrics: [
              { Name: 'FragmentsQuarantined', Unit: 'Count' },
              { Name: 'SourceFaults', Unit: 'Count' },
            ],
          },
        ],
      },
      network: 'regtest',
      TurnDurationMs: expect.any(Number) as unknown,
      Requests: 1,
      BlocksWritten: 15,
      FragmentsQuarantined: 0,
      Reorganisations: 0,
      RacesLost: 0,
      SourceFaults: 0,
      LakeFaults: 0,
      StateFaults: 0,
      PendingBlocks: 0,
      TipHeight: 900_000,
      SecondsSinceTipMined: expect.any(Number) as unknown,
    });
    expect(second).toMatchObject({ BlocksWritten: 3, TipHeight: tipOf(simulator).height });
    expect(poller.metrics()).toHaveLength(2);
  });

  it('counts a reorganisation of what it held', async () => {
    await poller.call();
    simulator.reorg(3);
    await poller.call();
    expect(codesOf(poller)).toContain('info chain-reorganised');
    expect(poller.metrics()[1]).toMatchObject({ Reorganisations: 1 });
    await isWhole();
  });

  it('with a second left asks for nothing and leaves the state as it is; the next one goes on', async () => {
    expect(await poller.call(1000)).toMatchObject({ end: 'deadline', requests: 0, written: 0 });
    expect(await hasState()).toBe(false);
    await poller.call();
    const state = await stateThere();
    simulator.mineBlocks(3);
    expect(await poller.call(0)).toMatchObject({
      end: 'deadline',
      requests: 0,
      topHeight: 900_000,
    });
    expect(await stateThere()).toBe(state);
    expect(await poller.call()).toMatchObject({ end: 'finished', written: 3 });
    await isWhole();
  });

  it('reads the state again where the connection has died since the last call', async () => {
    await poller.call();
    proxy.faults.queue({ kind: 'drop' });
    expect(await poller.call()).toMatchObject({ end: 'finished', written: 0 });
  });

  it.each(['throttle', 'lose-answer', 'drop'] as const)(
    'writes the state again where that failed on the way (%s), and finds its own',
    async (kind) => {
      await poller.call();
      simulator.mineBlocks(2);
      let left = 1;
      proxy.faults.decide(({ operation, path }) => {
        const isHit = operation === 'PUT' && path.includes('/state/') && (left -= 1) === 0;
        return { kind: isHit ? kind : 'pass' };
      });
      expect(await poller.call()).toMatchObject({ end: 'finished', written: 2 });
      expect(poller.metrics().at(-1)).toMatchObject({ StateFaults: 0, RacesLost: 0 });
      await isWhole();
    },
  );
});

describe('a call that can not do all it has to', () => {
  it('returns where the source failed, and tells and counts it', async () => {
    const lost = pollerOf(await nowhere());
    expect(await lost.call()).toStrictEqual({
      end: 'failed',
      written: 0,
      requests: 2,
      topHeight: null,
      pendingBlocks: 0,
    });
    expect(codesOf(lost)).toStrictEqual([
      'warn source-asked-again',
      'warn source-failed',
      'info turn-ended',
    ]);
    const [metrics] = lost.metrics();
    expect(metrics).toMatchObject({ SourceFaults: 2, 'SourceFaults.unreachable': 2 });
    expect(Object.keys(metrics ?? {})).not.toContain('TipHeight');
    expect(await poller.call(), 'the next minute it is there').toMatchObject({ written: 15 });
  });

  it('rejects where the lake takes nothing, without saying anything in its state', async () => {
    await poller.call();
    const held = await heldThere();
    simulator.mineBlocks(2);
    proxy.faults.decide(({ operation, path }) => ({
      kind: operation === 'PUT' && path.includes('/batch/') ? 'access-denied' : 'pass',
    }));
    await expect(poller.call()).rejects.toThrow(/access-denied/);
    expect(await heldThere()).toStrictEqual(held);
    expect(codesOf(poller).slice(-2)).toStrictEqual(['error lake-failed', 'info turn-ended']);
    expect(poller.metrics().at(-1)).toMatchObject({ LakeFaults: 1, BlocksWritten: 0 });
    proxy.faults.decide(() => ({ kind: 'pass' }));
    expect(await poller.call()).toMatchObject({ end: 'finished', written: 2 });
    await isWhole();
  });

  it('rejects where the state can not be written, and writes the blocks again with the next call', async () => {
    proxy.faults.decide(({ operation, path }) => ({
      kind: operation === 'PUT' && path.includes('/state/') ? 'internal' : 'pass',
    }));
    await expect(poller.call()).rejects.toThrow(/unavailable/);
    expect(codesOf(poller).slice(-2)).toStrictEqual(['error state-failed', 'info turn-ended']);
    expect(poller.metrics().at(-1)).toMatchObject({ StateFaults: 1 });
    expect(await hasState()).toBe(false);
    proxy.faults.decide(() => ({ kind: 'pass' }));
    expect(await poller.call()).toMatchObject({ end: 'finished', written: 15 });
    await isWhole();
  });

  it('rejects where there is no lake to be had, and opens it with a later call', async () => {
    proxy.faults.queue({ kind: 'drop' });
    await expect(poller.call()).rejects.toThrow(/lake\.json: network/);
    expect(codesOf(poller)).toStrictEqual(['error lake-refused']);
    expect(await poller.call()).toMatchObject({ end: 'finished', written: 15 });
  });

  it('rejects where the lake is of another network, and writes nothing there', async () => {
    await poller.call();
    const keys = await keysIn(s3(), bucket);
    const other = calledPoller(
      { ...environmentFor(simulator.url, endpoint(), bucket), BITCOIN_PIPELINE_NETWORK: 'signet' },
      Date.now,
    );
    await expect(other.call()).rejects.toThrow(/holds real data of regtest/);
    expect(await keysIn(s3(), bucket)).toStrictEqual(keys);
  });

  it('rejects where the configuration is wrong, with everything that is', async () => {
    const wrong = calledPoller({ BITCOIN_PIPELINE_NETWORK: 'moon' }, Date.now);
    await expect(wrong.call()).rejects.toThrow(
      /BITCOIN_PIPELINE_BUCKET[^]*BITCOIN_PIPELINE_NETWORK/,
    );
    expect(wrong.logged()).toMatchObject([
      {
        level: 'error',
        code: 'configuration-refused',
        reasons: [expect.any(String) as unknown, expect.any(String) as unknown],
      },
    ]);
  });
});
