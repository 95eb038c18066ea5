import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../simulator/index.ts';
import {
  emptyFolder,
  runProgram,
  startProgram,
  type Ended,
  type Running,
} from '../support/program.ts';

interface Shown {
  readonly source: { readonly origin: string; readonly connection: string };
  readonly 'next-block': {
    readonly level: string;
    readonly sequence: number;
    readonly transactions: number;
    readonly feeSats: number;
    readonly weight: number;
    readonly lowestRate: number;
  } | null;
  readonly conversions: { readonly prices: Readonly<Record<string, number | null>> } | null;
  readonly blocks: {
    readonly rows: ReadonlyArray<{ readonly height: number; readonly hash: string }>;
  };
  readonly counts: {
    readonly quarantined: number;
    readonly gaps: number;
    readonly framesIn: number;
  };
  readonly warehouse: {
    readonly status: string;
    readonly message: string | null;
    readonly tables: Readonly<Record<string, number>>;
  };
}

/** Asks until the answer is there; bounded. */
const until = async <A>(ask: () => Promise<A | null> | A | null, what: string): Promise<A> => {
  for (let tries = 0; tries < 600; tries += 1) {
    const answer = await ask();
    if (answer !== null) return answer;
    await sleep(100);
  }
  throw new Error(`waited in vain for ${what}`);
};

describe('simulator → socket and REST → lake → DuckDB → dbt → page', () => {
  let folder = '';
  let simulator: Simulator;
  let program: Running;
  let page = '';
  let shown: Shown;
  let firstEvent = '';
  let ended: Ended;
  let loaded: Ended;
  let rows: (sql: string) => Promise<ReadonlyArray<Record<string, unknown>>>;
  let close: () => void = () => undefined;

  const state = async (): Promise<Shown> =>
    (await (await fetch(`${page}/api/state`)).json()) as Shown;

  beforeAll(async () => {
    folder = await emptyFolder();
    simulator = await startSimulator({ tickMs: 0, rows: 900, seed: 11, pastBlocks: 40 });
    const options = ['--network', 'regtest', '--lake', `${folder}/lake`, '--port', '0'];
    const env = { BITCOIN_PIPELINE_PYTHON: '' }; // as users have it, dbt and all
    program = startProgram(['run', '--url', simulator.url, ...options], { env });
    page = await until(
      () =>
        /http:\/\/127\.0\.0\.1:\d+/.exec(
          program
            .said()
            .split('\n')
            .find((line) => line.startsWith('page')) ?? '',
        )?.[0] ?? null,
      'the page',
    );
    await until(
      async () => ((await state())['next-block'] === null ? null : true),
      'the first snapshot',
    );

    const stream = await fetch(`${page}/events`);
    const reader = stream.body?.getReader();
    firstEvent = new TextDecoder().decode((await reader?.read())?.value);
    await reader?.cancel();

    for (let tick = 0; tick < 12; tick += 1) {
      simulator.tick();
      if (tick === 5) simulator.mineBlock();
      if (tick === 8) simulator.reorg(2);
      await sleep(20);
    }
    const { sequence } = simulator.truth();
    shown = await until(async () => {
      const now = await state();
      return now['next-block']?.sequence === sequence ? now : null;
    }, `sequence ${sequence}`);
    await until(async () => {
      const { warehouse } = await state();
      if (warehouse.status === 'failed') throw new Error(warehouse.message ?? '');
      return warehouse.status === 'ready' && (warehouse.tables['gold.block_statistics'] ?? 0) > 0
        ? true
        : null;
    }, 'tables');
    program.process.kill('SIGTERM');
    ended = await program.ended;
    loaded = await runProgram([
      'load',
      '--lake',
      `${folder}/lake`,
      '--network',
      'regtest',
      '--json',
    ]);

    const instance = await DuckDBInstance.create(`${folder}/lake.duckdb`, {
      access_mode: 'READ_ONLY',
    });
    const connection = await instance.connect();
    rows = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
    close = () => {
      connection.closeSync();
      instance.closeSync();
    };
  }, 180_000);

  afterAll(async () => {
    close();
    program.process.kill('SIGKILL');
    await simulator.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('shows the next block of the simulator, verified', () => {
    const { nextBlock, sequence } = simulator.truth();
    expect(shown['next-block']).toMatchObject({
      level: 'verified',
      sequence,
      transactions: nextBlock.transactions,
      feeSats: nextBlock.feeSats,
      weight: nextBlock.weight,
      lowestRate: Math.min(...nextBlock.rows.map((row) => row[4])),
    });
  });

  it('shows its prices and its newest blocks, the reorganised ones replaced', () => {
    const { conversions, minedBlocks } = simulator.truth();
    expect(shown.conversions?.prices).toMatchObject({ USD: conversions.USD });
    const byHeight = new Map(shown.blocks.rows.map(({ height, hash }) => [height, hash]));
    for (const { height, id } of minedBlocks) expect(byHeight.get(height)).toBe(id);
  });

  it('says that nothing was lost or refused, and sends its stream', () => {
    expect(shown.counts).toMatchObject({ quarantined: 0, gaps: 0 });
    expect(shown.source).toMatchObject({ origin: 'live', connection: 'open' });
    expect(firstEvent).toMatch(/^(retry: \d+\n)?(id: .*\n)?event: state\n/m);
  });

  it('ends in order when it is asked to stop', () => {
    expect(ended.code).toBe(0);
    expect(ended.out).toBe('');
  });

  it('has the same next block in its tables, transaction by transaction', async () => {
    expect(loaded.err).not.toContain('bitcoin-pipeline load:');
    expect(loaded.code).toBe(0);
    const { nextBlock, sequence } = simulator.truth();
    const [last] = await rows(
      `select max(observed_at)::varchar as at from raw.mempool_block where event_type = 'NextBlockChanged' or event_type = 'NextBlockSnapshotTaken'`,
    );
    const moment = `timestamp '${String(last?.['at'])}'`;
    const [answer] = await rows(
      `select level, sequence, transactions, fee_sats, weight from gold.next_block_at(${moment})`,
    );
    expect(answer).toStrictEqual({
      level: 'verified',
      sequence: String(sequence),
      transactions: String(nextBlock.transactions),
      fee_sats: String(nextBlock.feeSats),
      weight: String(nextBlock.weight),
    });
    const inTables = await rows(
      `select txid, fee_sats, weight, rate from gold.next_block_rows_at(${moment}) order by txid`,
    );
    const inTruth = nextBlock.rows
      .map((row) => ({
        txid: row[0],
        fee_sats: String(row[1]),
        weight: String(row[2] * 4),
        rate: row[4],
      }))
      .sort((a, b) => (a.txid < b.txid ? -1 : 1));
    expect(inTables.map((row) => ({ ...row, rate: Number(row['rate']) }))).toStrictEqual(inTruth);
  });

  it('has every mined block in its tables, one canonical per height, the replaced ones kept', async () => {
    const { minedBlocks, staleBlocks } = simulator.truth();
    const blocks = await rows('select height, block_hash, is_canonical from silver.blocks');
    const canonical = new Map(
      blocks
        .filter((block) => block['is_canonical'] === true)
        .map((block) => [Number(block['height']), block['block_hash']]),
    );
    for (const { height, id } of minedBlocks) expect(canonical.get(height)).toBe(id);
    const kept = new Map(blocks.map((block) => [block['block_hash'], block['is_canonical']]));
    const seen = staleBlocks.filter(({ id }) => kept.has(id));
    expect(seen.length).toBeGreaterThan(0);
    for (const { id } of seen) expect(kept.get(id)).toBe(false);
  });

  it('conserves: in = accepted + ignored + quarantined, and lines written = rows loaded', async () => {
    const [counts] = await rows(`
      select count(*) as epochs,
        sum((fragments_accepted + fragments_ignored + fragments_quarantined))::bigint as fragments,
        sum(lines_out)::bigint as lines
      from (select * from raw.feed_health where event_type = 'FeedCounted' qualify row_number() over (partition by epoch_id order by ordinal desc) = 1)`);
    const [loadedRows] = await rows(`
      select (select count(*) from raw.mempool_block) + (select count(*) from raw.conversions) + (select count(*) from raw.block_metadata)
        + (select count(*) from raw.feed_health) + (select count(*) from raw.quarantine) as lines`);
    expect(Number(counts?.['epochs'])).toBe(2);
    // each epoch's last count is followed by itself and by EpochClosed
    expect(Number(loadedRows?.['lines'])).toBe(
      Number(counts?.['lines']) + 2 * Number(counts?.['epochs']),
    );
  });
});
