import { readFileSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ChainState } from '../../../poller/chain/state.ts';
import { decodeState, type PollerState } from '../../../poller/state/codec.ts';
import { Rebuilding } from '../../../poller/state/rebuild.ts';
import { stateStore } from '../../../poller/state/store.ts';
import { fileDocument } from '../../../lake/documents/file.ts';
import { identity, wholenessOf, type FolderPoller } from '../../support/chain/folder-poller.ts';
import {
  begin,
  checkWhole,
  FIRST_HEIGHT,
  START_HEIGHT,
  tipOf,
} from '../../support/chain/simulated.ts';
import { right } from '../../support/warehouse.ts';

const held = ({ stateFile }: FolderPoller): PollerState =>
  right(decodeState(readFileSync(stateFile, 'utf8'), stateFile, identity));

/** The state as it was, and as it is after it was lost and made anew. */
const rebuilt = async (poller: FolderPoller) => {
  const before = held(poller);
  rmSync(poller.stateFile);
  const rebuilding = new Rebuilding();
  for (const line of await poller.lines()) rebuilding.add(line);
  const state = rebuilding.state();
  if (state === null) throw new Error('nothing is held');
  right(await stateStore(fileDocument(poller.stateFile), identity).write(state, null));
  return { before: before.chain, after: state.chain };
};

/** What a state says of the chain, whatever else it remembers. */
const chainOf = ({ segments, pending, followedHeight, newest }: ChainState) => ({
  segments,
  pending,
  followedHeight,
  hashes: newest.map(({ height, hash, awaitsLook }) => [height, hash, awaitsLook]),
});

describe('a state made anew from the lake', () => {
  it('says the same as the one that was lost, and goes on from there', async () => {
    const { simulator, poller } = await begin();
    simulator.mineBlocks(20);
    await poller.turn();
    const { before, after } = await rebuilt(poller);
    expect(chainOf(after)).toStrictEqual(chainOf(before));
    expect(after.revision).toBeGreaterThan(before.revision);
    expect(await poller.turn()).toMatchObject({ end: 'finished', requests: 1, written: 0 });
    await checkWhole(simulator, poller);
  });

  it('with an outage pending and a reorganisation behind asks for nothing that it holds', async () => {
    const { simulator, poller } = await begin();
    simulator.mineBlocks(40);
    await poller.turn();
    simulator.reorg(3);
    await poller.turn();
    simulator.mineBlocks(200);
    await poller.turn({ blocks: 100 });
    const { before, after } = await rebuilt(poller);
    expect(before.pending).toHaveLength(1);
    expect(chainOf(after)).toStrictEqual(chainOf(before));
    const asked = poller.asked.length;
    expect(await poller.turn()).toMatchObject({ end: 'finished', fault: null });
    const [{ from, to }] = before.pending as readonly [{ from: number; to: number }];
    const pages = poller.asked.slice(asked).map((path) => Number(path.split('/').at(-1)));
    expect(pages[0]).toBeNaN(); // the tip
    expect(pages.slice(1, 1 + Math.ceil((to - from + 1) / 15))).toStrictEqual(
      Array.from({ length: Math.ceil((to - from + 1) / 15) }, (_, index) => to - 15 * index),
    );
    expect(held(poller).chain).toMatchObject({ pending: [] });
    expect(held(poller).chain.segments).toHaveLength(1);
    await checkWhole(simulator, poller);
  });

  it('after a run that was killed before it said what it holds declares the rest all the same', async () => {
    const { simulator, poller } = await begin();
    simulator.mineBlocks(100);
    let puts = 0;
    const killed = poller.turn({
      blocks: 60,
      ports: {
        told: ({ event }) => {
          puts += event === 'blocks-written' ? 1 : 0;
          if (puts === 3) throw new Error('killed');
        },
      },
    });
    await expect(killed).rejects.toThrow('killed');
    const { after } = await rebuilt(poller);
    expect(after.segments.map(({ from, to }) => [from, to])).toStrictEqual([
      [START_HEIGHT + 56, START_HEIGHT + 100],
      [FIRST_HEIGHT, START_HEIGHT],
    ]);
    await poller.turn();
    expect(held(poller).chain.segments).toHaveLength(1);
    // a killed epoch has no end, so that only the chain is compared
    expect(wholenessOf(await poller.lines())).toStrictEqual({
      from: FIRST_HEIGHT,
      to: START_HEIGHT + 100,
      odd: [],
      unlinked: [],
    });
  });

  it('still has the replaced block looked at that the source did not know', async () => {
    const { simulator, poller } = await begin();
    simulator.mineBlock();
    await poller.turn();
    const old = tipOf(simulator);
    simulator.reorg(1);
    await poller.turn({
      asks: (path) => path.startsWith('/api/v1/block/') && simulator.fault('rest-500'),
    });
    const { before, after } = await rebuilt(poller);
    expect(before.replaced).toMatchObject([{ height: old.height, hash: old.id, looks: 1 }]);
    expect(after.replaced).toMatchObject([{ height: old.height, hash: old.id, looks: 0 }]);
    await poller.turn();
    await checkWhole(simulator, poller);
  });

  it('is none where nothing was written', () => {
    expect(new Rebuilding().state()).toBeNull();
  });
});
