import { describe, expect, it } from 'vitest';
import { observedIn } from '../../support/chain/folder-poller.ts';
import { begin, checkWhole, START_HEIGHT, tipOf } from '../../support/chain/simulated.ts';

describe('a reorganisation', () => {
  it.each([
    ['of the same height', 1, 0],
    ['one deep', 1, 1],
    ['six deep', 6, 1],
    ['deeper than the window', 20, 2],
  ])('%s: both branches are written, deepest first, and told', async (_what, depth, onTop) => {
    const { simulator, poller } = await begin();
    simulator.mineBlocks(30);
    await poller.turn();
    const before = (await poller.lines()).length;
    simulator.reorg(depth, onTop);
    expect(await poller.turn()).toMatchObject({ end: 'finished', fault: null });
    const { staleBlocks, minedBlocks } = simulator.truth();
    const forkHeight = START_HEIGHT + 30 - depth;
    const expected = minedBlocks
      .filter(({ height }) => height > forkHeight)
      .flatMap(({ height, id }) => {
        const stale = staleBlocks.find((old) => old.height === height);
        return [...(stale === undefined ? [] : [[height, stale.id, false]]), [height, id, true]];
      });
    expect(expected).toHaveLength(2 * depth + onTop);
    const written = observedIn((await poller.lines()).slice(before));
    expect(
      written.map(({ height, blockHash, onMainChain }) => [height, blockHash, onMainChain]),
    ).toStrictEqual(expected);
    expect(poller.told).toContainEqual({ event: 'chain-reorganised', forkHeight, depth });
    await checkWhole(simulator, poller);
    expect(await poller.turn()).toMatchObject({ written: 0, requests: 1 });
  });

  it('that is undone leaves three observations of the blocks that came back', async () => {
    const { simulator, poller } = await begin();
    simulator.mineBlock();
    const { id } = tipOf(simulator);
    await poller.turn();
    simulator.reorg(1);
    await poller.turn();
    simulator.reorgBack();
    await poller.turn();
    const seen = observedIn(await poller.lines()).filter(({ blockHash }) => blockHash === id);
    expect(seen.map(({ onMainChain }) => onMainChain)).toStrictEqual([true, false, true]);
    await checkWhole(simulator, poller);
  });

  it('shows the replaced block as off the main chain also where a cache calls it no such thing', async () => {
    const { simulator, poller } = await begin();
    simulator.mineBlock();
    await poller.turn();
    const old = tipOf(simulator);
    simulator.fault('rest-cached');
    simulator.reorg(1);
    await poller.turn();
    const seen = observedIn(await poller.lines()).filter(({ blockHash }) => blockHash === old.id);
    expect(seen.map(({ onMainChain, stale }) => [onMainChain, stale])).toStrictEqual([
      [true, false],
      [false, false],
    ]);
    await checkWhole(simulator, poller);
  });

  it('whose replaced block the source does not know holds up nothing, and is asked for again', async () => {
    const { simulator, poller } = await begin();
    simulator.mineBlock();
    await poller.turn();
    const old = tipOf(simulator);
    simulator.reorg(1);
    const report = await poller.turn({
      asks: (path) => path.startsWith('/api/v1/block/') && simulator.fault('rest-500'),
    });
    expect(report).toMatchObject({ end: 'finished', fault: null, written: 2 });
    expect(report.state?.replaced).toMatchObject([{ height: old.height, hash: old.id, looks: 1 }]);
    const unknown = poller.told.filter(({ event }) => event === 'replaced-block-unknown');
    expect(unknown).toMatchObject([{ blockHash: old.id, fault: { code: 'server-error' } }]);
    const again = await poller.turn();
    expect(again).toMatchObject({ end: 'finished', fault: null, written: 1 });
    expect(again.state?.replaced).toStrictEqual([]);
    expect(observedIn(await poller.lines()).at(-1)).toMatchObject({
      blockHash: old.id,
      onMainChain: false,
    });
    await checkWhole(simulator, poller);
  });
});
