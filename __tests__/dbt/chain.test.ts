import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  openDbtWarehouse,
  untested,
  wentWell,
  type DbtWarehouse,
  dbtProject,
} from '../support/dbt-warehouse.ts';
import { HandEpoch } from '../support/hand-lines.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
let dbt: DbtWarehouse;
beforeAll(async () => {
  dbt = await openDbtWarehouse(folder);
});
afterAll(async () => {
  await dbt.stop();
  rmSync(folder, { recursive: true });
});

/** A block of a chain whose hashes are the branch and the height. */
const blockOf = (height: number, branch = 'a', parent = branch) => ({
  hash: `${branch}${height}`,
  height,
  parent: height === 0 ? null : `${parent}${height - 1}`,
  minedAt: '04:00:00',
  extras: {},
});

const polled = { path: '/api/v1/blocks', origin: 'recording' };
const filledIn = { path: '/api/v1/blocks', origin: 'backfill' };

/** The blocks of these heights as a page of the poller shows them. */
const page = (epoch: HandEpoch, time: string, from: number, to: number): void => {
  for (let height = from; height <= to; height += 1)
    epoch.block(time, { ...blockOf(height), onMainChain: true, came: polled });
};

const canonical = async (): Promise<ReadonlyArray<unknown>> =>
  (await dbt.rows('select block_hash from silver.blocks where is_canonical order by height')).map(
    ({ block_hash }) => block_hash,
  );

const testsOfBlocks = [
  'whole_segments_have_no_holes',
  'one_canonical_block_per_height',
  'canonical_blocks_link_to_their_parents',
];
/** They ask for tables that are not made here. */
const otherTests = readdirSync(path.join(dbtProject, 'tests'))
  .filter((file) => file.endsWith('.sql'))
  .map((file) => path.basename(file, '.sql'))
  .filter((name) => !testsOfBlocks.includes(name));
/** What is made of blocks, with all its tests. */
const ofBlocks = {
  select: testsOfBlocks.map((name) => `+${name}`),
  exclude: ['stg_mempool__next_block_snapshot_taken+', ...otherTests],
};

/** Builds; the tests of the data that do not pass, by name. */
const failing = async (): Promise<ReadonlyArray<string>> => {
  const done = await dbt.worker.build(ofBlocks);
  return E.isRight(done) ? [] : done.left.failed.map(({ name }) => name).sort();
};

describe('observations of a block', () => {
  const socket = new HandEpoch('e1');
  const poller = new HandEpoch('e2');
  const late = new HandEpoch('e3');
  beforeAll(async () => {
    dbt.empty();
    socket.opened('05:00:00');
    socket.block('05:00:01', { ...blockOf(9), came: { path: 'blocks' } });
    socket.block('05:00:02', { ...blockOf(10), stale: false, came: { path: 'block' } });
    socket.block('05:00:03', { ...blockOf(10, 'b', 'a'), stale: false });
    poller.opened('05:01:00', 'poller');
    poller.block('05:01:00', { ...blockOf(10), stale: false, onMainChain: true, came: polled });
    poller.block('05:02:00', { ...blockOf(10), stale: false, onMainChain: false }); // a cache froze stale
    poller.block('05:02:00', {
      ...blockOf(10, 'b', 'a'),
      onMainChain: true,
      extras: { matchRate: null },
    });
    poller.block('05:03:00', { ...blockOf(10), stale: false, onMainChain: true });
    poller.block('05:03:00', { ...blockOf(10, 'b', 'a'), stale: false, onMainChain: false });
    poller.block('05:04:00', { ...blockOf(11), onMainChain: true, extras: { matchRate: 99.5 } });
    // it was killed: no EpochClosed
    late.opened('06:00:00', 'poller');
    late.block('06:00:01', { ...blockOf(9), onMainChain: true, came: filledIn });
    late.block('06:00:01', { ...blockOf(11), onMainChain: true, extras: { matchRate: null } });
    late.closed('06:00:02', 'failed');
    await dbt.load('late', late.lines);
    await wentWell(dbt.worker.build(ofBlocks));
    await dbt.load('earlier', [...socket.lines, ...poller.lines]);
    await wentWell(dbt.worker.build(untested));
  });

  const seen = async (hash: string) =>
    (
      await dbt.rows(
        `select is_stale, on_main_chain, lines_seen, path, origin from silver.block_observations
         where block_hash = '${hash}' order by observation_no`,
      )
    ).map(Object.values);

  it('are three when it was replaced and came back, though the bytes are the same', async () => {
    expect(await seen('a10')).toEqual([
      [false, true, '2', 'block', 'recording'],
      [true, false, '1', 'somewhere', 'recording'],
      [false, true, '1', 'somewhere', 'recording'],
    ]);
  });

  it('are one by socket and backfill with the same bytes, which keeps the first one’s way', async () => {
    expect(await seen('a9')).toEqual([[false, true, '2', 'blocks', 'recording']]);
  });

  it('tell the canonical block, of two that both say they are not stale', async () => {
    expect(await canonical()).toEqual(['a9', 'a10', 'a11']);
    expect(
      await dbt.rows(
        `select block_hash, stale, on_main_chain, is_stale, observations from silver.blocks
         where height = 10 order by 1`,
      ),
    ).toEqual([
      {
        block_hash: 'a10',
        stale: false,
        on_main_chain: true,
        is_stale: false,
        observations: '3',
      },
      {
        block_hash: 'b10',
        stale: false,
        on_main_chain: false,
        is_stale: true,
        observations: '3',
      },
    ]);
  });

  it('leave a figure that came late, when a later one lacks it', async () => {
    expect(
      await dbt.rows(`select match_rate_percent from silver.blocks where block_hash = 'a11'`),
    ).toEqual([{ match_rate_percent: '99.50000000' }]);
  });
});

describe('what the poller holds', () => {
  beforeEach(() => dbt.empty());

  it('is its newest statement, whatever came last, with stretches pending beside the whole ones', async () => {
    const poller = new HandEpoch('e1');
    poller.opened('05:00:00', 'poller');
    page(poller, '05:00:01', 0, 3);
    page(poller, '05:00:01', 8, 9);
    poller.covered(
      '05:00:02',
      3,
      [
        [0, 3],
        [8, 9],
      ],
      [[4, 5]],
    );
    poller.covered('05:00:03', 2, [[0, 100]]);
    await dbt.load('all', poller.lines);
    expect(await failing()).toEqual([]);
    expect(await dbt.rows('select * from silver.chain_segments order by from_height')).toEqual(
      [
        ['whole', '0', '3', '4'],
        ['pending', '4', '5', '2'],
        ['whole', '8', '9', '2'],
      ].map(([kind, from, to, blocks]) => ({
        network: 'mainnet',
        source: 'mempool.space',
        kind,
        from_height: from,
        to_height: to,
        blocks,
        revision: '3',
        stated_at: '2026-11-21 05:00:02',
      })),
    );
  });

  it('counts once the blocks that it speaks of are loaded, not before', async () => {
    const poller = new HandEpoch('e1');
    poller.opened('05:00:00', 'poller');
    page(poller, '05:00:01', 1, 3);
    poller.covered('05:00:02', 1, [[1, 3]]);
    const [onItsWay] = poller.lines.splice(2, 1);
    await dbt.load('all', poller.lines);
    expect(await failing()).toEqual([]);
    expect(await dbt.rows('select * from silver.chain_segments')).toEqual([]);
    await dbt.load('late', onItsWay === undefined ? [] : [onItsWay]);
    expect(await failing()).toEqual([]);
    expect(await dbt.rows('select blocks from silver.chain_segments')).toEqual([{ blocks: '3' }]);
  });

  it('is doubted where a height it calls whole has no block, and not where it is pending', async () => {
    const poller = new HandEpoch('e1');
    poller.opened('05:00:00', 'poller');
    page(poller, '05:00:01', 1, 3);
    page(poller, '05:00:01', 5, 9);
    poller.covered(
      '05:00:02',
      1,
      [
        [1, 3],
        [5, 9],
      ],
      [[4, 4]],
    );
    await dbt.load('one', poller.lines);
    expect(await failing()).toEqual([]);
    poller.covered('05:01:02', 2, [[1, 9]]);
    await dbt.load('two', poller.lines.slice(-1));
    expect(await failing()).toEqual(['whole_segments_have_no_holes']);
  });

  it.each([
    ['at its lower end', [0, 5]],
    ['at its upper end', [1, 6]],
    ['anywhere', [20, 29]],
  ] as const)('is doubted where blocks are missing %s', async (_, stretch) => {
    const poller = new HandEpoch('e1');
    poller.opened('05:00:00', 'poller');
    page(poller, '05:00:01', 1, 5);
    poller.covered('05:00:02', 1, [stretch]);
    await dbt.load('all', poller.lines);
    expect(await failing()).toEqual(['whole_segments_have_no_holes']);
  });

  it('is doubted where two of its blocks are not parent and child', async () => {
    const poller = new HandEpoch('e1');
    poller.opened('05:00:00', 'poller');
    page(poller, '05:00:01', 1, 5);
    poller.block('05:00:01', { ...blockOf(6, 'b'), onMainChain: true }); // its parent is b5
    page(poller, '05:00:01', 7, 7);
    poller.covered('05:00:02', 1, [[1, 7]]);
    await dbt.load('all', poller.lines);
    expect(await failing()).toEqual(['whole_segments_have_no_holes']);
  });

  it('stays whole over a reorg deeper than a page, and over older blocks filled in late', async () => {
    const poller = new HandEpoch('e1');
    poller.opened('05:00:00', 'poller');
    page(poller, '05:00:01', 100, 120);
    poller.covered('05:00:02', 1, [[100, 120]]);
    await dbt.load('one', poller.lines);
    expect(await failing()).toEqual([]);

    const next = new HandEpoch('e2');
    next.opened('05:01:00', 'poller');
    for (let height = 103; height <= 120; height += 1)
      next.block('05:01:01', { ...blockOf(height), stale: false, onMainChain: false });
    next.block('05:01:01', { ...blockOf(103, 'b', 'a'), onMainChain: true });
    for (let height = 104; height <= 119; height += 1)
      next.block('05:01:01', { ...blockOf(height, 'b'), onMainChain: true }); // lower, and yet the chain
    next.covered('05:01:02', 2, [[100, 119]]);
    const filling = new HandEpoch('e3');
    filling.opened('05:02:00', 'poller');
    for (let height = 0; height <= 101; height += 1)
      filling.block('05:02:01', { ...blockOf(height), onMainChain: true, came: filledIn });
    filling.covered('05:02:02', 3, [[0, 119]]);
    await dbt.load('two', [...next.lines, ...filling.lines]);
    expect(await failing()).toEqual([]);
    expect((await canonical()).slice(98, 108)).toEqual([
      'a98',
      'a99',
      'a100',
      'a101',
      'a102',
      'b103',
      'b104',
      'b105',
      'b106',
      'b107',
    ]);
    expect(await canonical()).toHaveLength(120);
  });
});
