import { CreateBucketCommand, PutBucketVersioningCommand } from '@aws-sdk/client-s3';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import type { ChainState } from '../../poller/chain/state.ts';
import type { Simulator } from '../../simulator/index.ts';
import { linesInBucket, textIn, textsIn } from '../support/aws/bucket-lines.ts';
import { startFaultProxy, type ProxyRequest } from '../support/aws/fault-proxy.ts';
import type { Fault } from '../support/aws/faults.ts';
import { withLakeBucket } from '../support/aws/lake-bucket.ts';
import { calledPoller, environmentFor, type CalledPoller } from '../support/aws/poller-calls.ts';
import { mainIn, wholenessOf } from '../support/chain/folder-poller.ts';
import { FIRST_HEIGHT, simulate, tipOf } from '../support/chain/simulated.ts';

const SEED = Number(process.env['POLLERS_SEED'] ?? Math.floor(Math.random() * 1e9));
const ROUNDS = Number(process.env['POLLERS_ROUNDS'] ?? 10);
const STATE = 'mempool-data/state/regtest.json';
/** An answer that is late is let go after this; one in a while is later than anyone waits. */
const LATE_MS = 30;

const { s3, endpoint } = withLakeBucket();

/** Numbers in [0, 1) that follow from a seed. */
const randomOf = (seed: number): (() => number) => {
  let at = seed >>> 0;
  return () => {
    at = (Math.imul(at, 1_664_525) + 1_013_904_223) >>> 0;
    return at / 2 ** 32;
  };
};

const chainIn = (text: string): ChainState =>
  (JSON.parse(text) as { readonly chain: ChainState }).chain;

/** Moves the chain as a number says: blocks, a reorganisation, both, or nothing. */
const move = (simulator: Simulator, random: () => number): void => {
  const dice = random();
  if (dice < 0.7) simulator.mineBlocks(1 + Math.floor(random() * 20));
  if (dice > 0.4 && dice < 0.9)
    simulator.reorg(1 + Math.floor(random() * 6), Math.floor(random() * 2));
};

/** What goes wrong with a request: answers lost, cut, late or refused. */
const trouble = (random: () => number): Fault => {
  const dice = random();
  if (dice < 0.04) return { kind: 'lose-answer' };
  if (dice < 0.06) return { kind: 'cut-answer' };
  if (dice < 0.07) return { kind: 'throttle' };
  if (dice < 0.08) return { kind: 'drop' };
  if (dice < 0.09) return { kind: 'internal' };
  return dice < 0.2 ? { kind: 'hang-after' } : { kind: 'pass' };
};

/** Calls until it finds nothing new. */
const settle = async (poller: CalledPoller): Promise<void> => {
  for (let quiet = 0, calls = 0; quiet < 2; calls += 1) {
    expect(calls, 'it settles').toBeLessThan(20);
    const { end, written, pendingBlocks } = await poller.call();
    quiet = end === 'finished' && written === 0 && pendingBlocks === 0 ? quiet + 1 : 0;
  }
};

it(`two pollers at once lose nothing of each other's, whatever answers are lost or late (seed ${SEED}, ${ROUNDS} rounds)`, async () => {
  const random = randomOf(SEED);
  const simulator = await simulate();
  const proxy = await startFaultProxy(endpoint());
  onTestFinished(proxy.stop);
  for (const Bucket of ['shared', 'alone']) await s3().send(new CreateBucketCommand({ Bucket }));
  await s3().send(
    new PutBucketVersioningCommand({
      Bucket: 'shared',
      VersioningConfiguration: { Status: 'Enabled' },
    }),
  );
  let calls = 0;
  const nowMs = (): number => Math.floor(simulator.truth().nowMs) + (calls += 1);
  const shared = environmentFor(simulator.url, proxy.url, 'shared');
  const pollers = [calledPoller(shared, nowMs), calledPoller(shared, nowMs)];
  const alone = calledPoller(environmentFor(simulator.url, endpoint(), 'alone'), nowMs);

  const held = async (): Promise<ChainState> => chainIn(await textIn(s3(), 'shared', STATE));
  /** Nothing is held that is not in the lake. */
  const checkHeld = async (): Promise<void> => {
    const heights = new Set(
      (await linesInBucket(s3(), 'shared')).flatMap((line) =>
        line.type === 'BlockObserved' ? [line.fields.height] : [],
      ),
    );
    for (const { from, to } of (await held()).segments)
      for (let height = from; height <= to; height += 1)
        expect(heights.has(height), `height ${height} is held and in the lake`).toBe(true);
  };

  await settle(alone);
  await pollers[0]?.call();
  let rejected = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    move(simulator, random);
    proxy.faults.decide((_request: ProxyRequest) => {
      const fault = trouble(random);
      if (fault.kind === 'hang-after') void wait(LATE_MS * random()).then(proxy.faults.release);
      return fault;
    });
    const moved = wait(100 * random()).then(() => random() < 0.3 && move(simulator, random));
    const [outcomes] = await Promise.all([
      Promise.allSettled(pollers.map(({ call }) => call())),
      moved,
    ]);
    rejected += outcomes.filter(({ status }) => status === 'rejected').length;
    proxy.faults.decide(() => ({ kind: 'pass' }));
    await checkHeld();
    await alone.call();
  }
  for (const poller of [...pollers, alone]) await settle(poller);

  await checkHeld();
  const lines = await linesInBucket(s3(), 'shared');
  expect(wholenessOf(lines)).toMatchObject({
    to: tipOf(simulator).height,
    odd: [],
    unlinked: [],
  });
  const main = mainIn(lines);
  const { minedBlocks, staleBlocks } = simulator.truth();
  for (const { id } of minedBlocks) expect(main.get(id), `${id} is on the main chain`).toBe(true);
  for (const { id } of staleBlocks)
    expect(main.get(id) ?? false, `${id} is replaced, where it was ever seen`).toBe(false);

  const revisions = (await textsIn(s3(), 'shared', STATE)).map((text) => chainIn(text).revision);
  expect(
    revisions.toSorted((a, b) => a - b),
    'each write follows the one before',
  ).toStrictEqual(revisions.map((_, index) => index + 1));

  const { segments, pending, newest, followedHeight } = await held();
  expect(segments[0]?.from).toBeLessThanOrEqual(FIRST_HEIGHT); // a reorganisation may have led further down
  const lone = chainIn(await textIn(s3(), 'alone', STATE));
  const which = (blocks: ChainState['newest']) => blocks.map(({ height, hash }) => [height, hash]);
  const tops = (of: ChainState['segments']) => of.map(({ to, topHash }) => [to, topHash]);
  expect({
    tops: tops(segments),
    pending,
    followedHeight,
    newest: which(newest).slice(0, 15),
  }).toStrictEqual({
    tops: tops(lone.segments),
    pending: lone.pending,
    followedHeight: lone.followedHeight,
    newest: which(lone.newest).slice(0, 15),
  });

  const events = pollers.flatMap(({ logged }) => logged().map(({ code }) => code));
  const races = events.filter((code) => code === 'race-lost').length;
  expect(races, 'they met').toBeGreaterThan(0);
  expect(staleBlocks.length).toBeGreaterThan(0);
  process.stdout.write(
    `two pollers, seed ${SEED}: ${revisions.length} writes, ${races} races lost, ${rejected} of ${2 * ROUNDS} calls rejected, ${staleBlocks.length} blocks replaced, ${JSON.stringify(proxy.seen().byFault)}\n`,
  );
});
