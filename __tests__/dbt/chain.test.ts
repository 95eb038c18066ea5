import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openDbtWarehouse,
  wentWell,
  type DbtWarehouse,
  dbtProject,
} from '../support/dbt-warehouse.ts';
import { blockOf, filledIn, holdings, polled } from '../support/chain/holdings.ts';
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

const canonical = async (network: string): Promise<ReadonlyArray<unknown>> =>
  (
    await dbt.rows(
      `select block_hash from silver.blocks where network = '${network}' and is_canonical order by height`,
    )
  ).map(({ block_hash }) => block_hash);

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

/** The query of a test of the data, as dbt made it. */
const compiledTest = (name: string): string =>
  readFileSync(path.join(folder, 'dbt/compiled/bitcoin_pipeline/tests', `${name}.sql`), 'utf8');

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
    await wentWell(dbt.worker.build(ofBlocks));
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
    expect(await canonical('mainnet')).toEqual(['a9', 'a10', 'a11']);
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
  /** After each of the two loads: the tests that failed, the networks that one found holes in, and what is held where. */
  const builds: Array<{
    readonly failing: ReadonlyArray<string>;
    readonly holed: ReadonlyArray<unknown>;
    readonly blocksOnTheirWay: ReadonlyArray<unknown>;
  }> = [];

  beforeAll(async () => {
    dbt.empty();
    for (const load of ['first', 'later'] as const) {
      await dbt.load(
        load,
        Object.values(holdings).flatMap((told) => told[load] ?? []),
      );
      // a lake is of one network: here the rows of each history are given one
      for (const table of ['block_metadata', 'feed_health'])
        await dbt.change(`update raw.${table} set network = split_part(epoch_id, ' ', 1)`);
      builds.push({
        failing: await failing(),
        holed: (await dbt.rows(compiledTest('whole_segments_have_no_holes')))
          .map(({ network }) => network as string)
          .sort((one, other) => one.localeCompare(other)),
        blocksOnTheirWay: await dbt.rows(
          "select blocks from silver.chain_segments where network = 'on-its-way'",
        ),
      });
    }
  });

  it('is its newest statement, whatever came last, with stretches pending beside the whole ones', async () => {
    expect(
      await dbt.rows(
        "select * from silver.chain_segments where network = 'newest' order by from_height",
      ),
    ).toEqual(
      [
        ['whole', '0', '3', '4'],
        ['pending', '4', '5', '2'],
        ['whole', '8', '9', '2'],
      ].map(([kind, from, to, blocks]) => ({
        network: 'newest',
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

  it('counts once the blocks that it speaks of are loaded, not before', () => {
    expect(builds.map(({ blocksOnTheirWay }) => blocksOnTheirWay)).toEqual([[], [{ blocks: '3' }]]);
  });

  it.each([
    ['where blocks are missing at its lower end', 'lower-end'],
    ['where blocks are missing at its upper end', 'upper-end'],
    ['where blocks are missing anywhere', 'anywhere'],
    ['where two of its blocks are not parent and child', 'strangers'],
  ])('is doubted %s', (_, network) => {
    for (const { holed } of builds) expect(holed).toContain(network);
  });

  it('is doubted where a height it calls whole has no block, and not where it is pending', () => {
    expect(builds.map(({ holed }) => holed.includes('pending-then-whole'))).toEqual([false, true]);
  });

  it('is doubted by that test alone, and nowhere else', () => {
    const always = ['anywhere', 'lower-end', 'strangers', 'upper-end'];
    expect(builds.map(({ holed }) => holed)).toEqual([
      always,
      [...always, 'pending-then-whole'].sort(),
    ]);
    for (const build of builds) expect(build.failing).toEqual(['whole_segments_have_no_holes']);
  });

  it('stays whole over a reorg deeper than a page, and over older blocks filled in late', async () => {
    const chain = await canonical('reorganised');
    const branches = [98, 99, 100, 101, 102].map((height) => `reorganised${height}`);
    expect(chain.slice(98, 108)).toEqual([...branches, 'b103', 'b104', 'b105', 'b106', 'b107']);
    expect(chain).toHaveLength(120);
  });
});

it('ends where a block names itself as its parent, or one above it: no chain has such', async () => {
  dbt.empty();
  const liar = new HandEpoch('liar');
  liar.opened('05:00:00');
  liar.block('05:00:01', { ...blockOf(8), parent: 'a9' });
  liar.block('05:00:02', { ...blockOf(9), parent: 'a9' });
  liar.block('05:00:03', blockOf(10));
  liar.block('05:00:04', { ...blockOf(10, 'b', 'a'), stale: true });
  await dbt.load('liar', liar.lines);
  await wentWell(dbt.worker.build({ select: ['+blocks'], exclude: ['resource_type:test'] }));
  expect(await canonical('mainnet')).toEqual(['a9', 'a10']);
});
