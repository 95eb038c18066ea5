import { describe, expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../../simulator/index.ts';
import { getJson, getRaw } from '../support/raw-http.ts';
import { connect } from '../support/socket-client.ts';

interface Block {
  readonly id: string;
  readonly height: number;
  readonly previousblockhash: string;
  readonly stale: boolean | number;
  readonly canonical?: string;
  readonly extras: {
    readonly feePercentiles: unknown;
    readonly similarity?: number;
    readonly orphans: ReadonlyArray<{
      readonly height: number;
      readonly hash: string;
      readonly branchlen: number;
      readonly status: string;
      readonly prevhash: string;
    }>;
  };
}

const START = 900_000;

const start = async () => {
  const simulator = await startSimulator({
    seed: 'reorgs',
    tickMs: 0,
    rows: 50,
    startTimeMs: 1_795_239_437_000,
    startHeight: START,
    pastBlocks: 60,
  });
  onTestFinished(() => simulator.stop());
  const get = (path: string) => getJson(`${simulator.url}/api/v1/${path}`);
  return {
    simulator,
    page: async (height?: number) =>
      (await get(height === undefined ? 'blocks' : `blocks/${height}`)) as ReadonlyArray<Block>,
    block: async (id: string) => (await get(`block/${id}`)) as Block,
    tip: async () => ({
      height: await get('blocks/tip/height'),
      id: (await getRaw(`${simulator.url}/api/v1/blocks/tip/hash`)).body.toString(),
    }),
  };
};

const ids = (blocks: ReadonlyArray<Block>) => blocks.map(({ id }) => id);
const heights = (blocks: ReadonlyArray<Block>) => blocks.map(({ height }) => height);
const standing = ({ stale, canonical }: Block) => ({ stale, canonical });
/** How many neighbours of a falling page do not link. */
const breaks = (falling: ReadonlyArray<Block>) =>
  falling.slice(1).filter(({ id }, place) => falling[place]?.previousblockhash !== id).length;
const falling = (height: number, count = 15) =>
  Array.from({ length: count }, (_, place) => height - place);

describe('a reorganisation in REST', () => {
  it.each([
    [1, 1],
    [3, 1],
    [3, 0],
    [1, 0],
    [2, 4],
    [20, 1],
  ])('of %i blocks with %i on top shows both branches', async (depth, onTop) => {
    const { simulator, page, block, tip } = await start();
    const before = [...(await page()), ...(await page(START - 15))];
    simulator.reorg(depth, onTop);
    expect((await tip()).height).toBe(START + onTop);
    const now = [...(await page()), ...(await page(START + onTop - 15))];
    expect(heights(now)).toEqual(falling(START + onTop, 30));
    expect(breaks(now)).toBe(0);
    expect(now[0]?.id).toBe((await tip()).id);
    const byHeight = new Map(now.map((each) => [each.height, each]));
    for (const old of before) {
      const inPlace = byHeight.get(old.height);
      const isReplaced = old.height > START - depth;
      if (!inPlace) continue;
      expect(inPlace.id === old.id).toBe(!isReplaced);
      expect(Number(inPlace.stale)).toBe(0);
      expect(inPlace).not.toHaveProperty('canonical');
      expect(inPlace.extras.orphans).toEqual(
        isReplaced
          ? [
              {
                height: old.height,
                hash: old.id,
                branchlen: old.height - (START - depth),
                status: 'valid-fork',
                prevhash: old.previousblockhash,
              },
            ]
          : [],
      );
      const kept = await block(old.id);
      expect({ ...standing(kept), stale: Number(kept.stale) }).toEqual({
        stale: Number(isReplaced),
        canonical: isReplaced ? inPlace.id : undefined,
      });
    }
    expect(simulator.truth().staleBlocks).toHaveLength(depth);
  });

  it('over one before leaves three blocks of one height', async () => {
    const { simulator, page, block } = await start();
    const first = (await page())[0];
    simulator.reorg(1, 0);
    const second = (await page())[0];
    simulator.reorg(1, 0);
    const third = (await page())[0];
    expect(third?.height).toBe(START);
    expect(third?.extras.orphans.map(({ hash }) => hash)).toEqual([first?.id, second?.id]);
    for (const old of [first, second])
      expect(standing(await block(old?.id ?? ''))).toEqual({ stale: 1, canonical: third?.id });
  });

  it('can be taken back: what was stale is canonical, and stale again after another', async () => {
    const { simulator, page, block } = await start();
    const client = await connect(simulator.url);
    client.send({ action: 'want', data: ['blocks'] });
    const before = await page();
    simulator.reorg(2);
    const between = await page();
    simulator.reorgBack();
    const after = await page();
    expect(heights(after)).toEqual(falling(START + 2));
    expect(breaks(after)).toBe(0);
    expect(ids(after).slice(2)).toEqual(ids(before).slice(0, 13));
    for (const [place, old] of between.slice(0, 3).entries())
      expect(standing(await block(old.id))).toEqual({ stale: 1, canonical: after[place + 1]?.id });
    expect(simulator.truth().staleBlocks).toHaveLength(3);
    simulator.reorgBack();
    const last = await page();
    expect(heights(last)[0]).toBe(START + 3);
    expect(ids(last).slice(2, 5)).toEqual(ids(between).slice(0, 3));
    expect(standing(await block(before[0]?.id ?? '')).stale).toBe(1);
    await client.settled();
    expect(client.frames().map((frame) => Object.keys(frame).join())).toEqual(
      'blocks,blocks,block,blocks,block,block,blocks,block,block,pong'.split(','),
    );
  });

  it('can not be taken back where there was none', async () => {
    const { simulator, page } = await start();
    const before = await page();
    simulator.reorgBack();
    expect(await page()).toEqual(before);
  });
});

describe('many blocks at once', () => {
  it('link, take ten minutes each, and leave the mempool as it is', async () => {
    const { simulator, page } = await start();
    const before = simulator.truth();
    simulator.mineBlocks(500);
    const now = simulator.truth();
    expect(now.nextBlock).toEqual(before.nextBlock);
    expect(now.minedBlocks.length - before.minedBlocks.length).toBe(500);
    // 500 waits of 600 s: their sum deviates by 13,400 s
    const tookS = (now.nowMs - before.nowMs) / 1000;
    expect(Math.abs(tookS - 300_000)).toBeLessThan(50_000);
    const all: Block[] = [];
    for (let top = START + 500; all.length < 500; top -= 15) all.push(...(await page(top)));
    expect(heights(all)).toEqual(falling(START + 500, all.length));
    expect(breaks(all)).toBe(0);
    // the time of the next block moved along
    simulator.tick();
    expect(simulator.truth().minedBlocks.length - now.minedBlocks.length).toBeLessThan(2);
  });

  it.each([
    [16, 16],
    [17, 8],
    [2_000, 8],
  ])('%i are told to sockets as %i, one under each number', async (count, told) => {
    const { simulator } = await start();
    const client = await connect(simulator.url);
    client.send({ action: 'want', data: ['blocks'] });
    client.send({ 'track-mempool-txids': true });
    await client.settled();
    simulator.mineBlocks(count);
    await client.settled();
    const frames = client.frames().filter((frame) => 'block' in frame);
    expect(frames.map(({ block }) => (block as Block).height)).toEqual(
      falling(START + count, told).toReversed(),
    );
    const txids = frames.map((frame) => frame['mempool-txids'] as { sequence: number; mined: [] });
    expect(txids.map(({ sequence }) => sequence)).toEqual(falling(told, told).toReversed());
    for (const { mined } of txids) expect(mined).toHaveLength(1);
  });

  it('are the same with the same seed', async () => {
    const [one, again] = [await start(), await start()];
    for (const { simulator } of [one, again]) {
      simulator.mineBlocks(20);
      simulator.mineBlock();
    }
    expect(await one.page()).toEqual(await again.page());
  });
});

describe('a server that lags', () => {
  it('rest-behind: has the chain of two blocks ago, and knows nothing of those since', async () => {
    const { simulator, page, tip } = await start();
    const before = await page();
    simulator.mineBlock();
    simulator.mineBlock();
    const now = await page();
    simulator.fault('rest-behind', 5);
    expect(ids(await page())).toEqual(ids(before));
    expect(await tip()).toEqual({ height: START, id: before[0]?.id });
    expect(heights(await page(START + 2))).toEqual(falling(START, 13));
    const unknown = await getRaw(`${simulator.url}/api/v1/block/${now[0]?.id}`);
    expect([unknown.status, unknown.body.toString()]).toEqual([
      500,
      '{"error":"Failed to get block"}',
    ]);
    expect(await page()).toEqual(now);
  });

  it('rest-behind: is on the old branch after a reorganisation, which it takes for the chain', async () => {
    const { simulator, page, block } = await start();
    const before = await page();
    simulator.reorg(3);
    const now = await page();
    simulator.fault('rest-behind', 2);
    const behind = await page();
    expect(ids(behind)).toEqual(ids(before));
    expect(behind.map((each) => [Number(each.stale), each.extras.orphans])).toEqual(
      before.map(() => [0, []]),
    );
    expect(standing(await block(before[0]?.id ?? '')).canonical).toBeUndefined();
    expect(standing(await block(before[0]?.id ?? '')).canonical).toBe(now[1]?.id);
  });

  it('rest-behind: knows an older fork, and the branch that came back', async () => {
    const { simulator, page, block } = await start();
    simulator.reorg(1);
    const fork = await page();
    simulator.reorgBack();
    // two blocks came after the branch was back
    simulator.fault('rest-behind', 2);
    const behind = await page();
    const known = await block(behind[0]?.id ?? '');
    expect(heights(behind)).toEqual(falling(START));
    expect(behind[0]?.id).not.toBe(fork[1]?.id);
    expect(breaks(behind)).toBe(0);
    expect(known.extras.orphans.map(({ hash }) => hash)).toEqual([fork[1]?.id]);
  });

  it('rest-moves: begins a page on one branch and goes on with the other', async () => {
    const { simulator, page } = await start();
    const before = await page();
    simulator.fault('rest-moves');
    const torn = await page();
    const after = await page();
    expect(heights(torn)).toEqual(falling(START));
    expect(torn[0]).toEqual(before[0]);
    expect(ids(torn).slice(1, 14)).toEqual(ids(after).slice(2));
    expect(breaks(torn)).toBe(1);
    expect(torn[0]?.previousblockhash).toBe(before[1]?.id);
    expect(breaks(after)).toBe(0);
    expect(heights(after)).toEqual(falling(START + 1));
  });
});

describe('a cache before the server', () => {
  it('rest-cached: keeps each block as it was when it was the newest, until rest-uncached', async () => {
    const { simulator, page, block } = await start();
    simulator.mineBlock();
    const newest = (await page())[0];
    simulator.reorg(2);
    simulator.fault('rest-cached');
    const frozen = await block(newest?.id ?? '');
    expect(frozen).toEqual(newest);
    expect(frozen).toMatchObject({ stale: false, extras: { feePercentiles: null, orphans: [] } });
    expect(frozen).not.toHaveProperty('canonical');
    expect(frozen.extras.similarity).toBeGreaterThan(0.9);
    const old = (await page(START - 40))[0];
    expect(old?.stale).toBe(0);
    expect(standing(await block(old?.id ?? ''))).toEqual({ stale: false, canonical: undefined });
    simulator.fault('rest-uncached');
    const fresh = await block(newest?.id ?? '');
    expect(standing(fresh)).toEqual({ stale: 1, canonical: (await page())[1]?.id });
    expect(fresh.extras.feePercentiles).toHaveLength(7);
  });
});
