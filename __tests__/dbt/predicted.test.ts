import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { streams, type Line } from '@bitcoin-pipeline/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Session } from '../../listener/session.ts';
import { predictedByModel } from '../support/predicted-by-model.ts';
import { openDbtWarehouse, wentWell, type DbtWarehouse } from '../support/dbt-warehouse.ts';
import { HandEpoch, type HandLine, type HandRow } from '../support/hand-lines.ts';
import { countedIds, producer } from '../support/lines.ts';
import { recordedEvents } from '../support/recordings.ts';

interface Projected {
  readonly blockTransactions?: ReadonlyArray<readonly [string]>;
  readonly delta?: {
    readonly added: ReadonlyArray<readonly [string]>;
    readonly removed: ReadonlyArray<string>;
  };
  readonly sequence: number;
}

const madeUp = (name: string): string => createHash('sha256').update(name).digest('hex');

/** Adds to each message of a new block what was mined, which was not recorded: the coinbase, what left, and strangers. */
const tellingWhatWasMined = (): ((raw: string) => string) => {
  let held = new Set<string>();
  return (raw) => {
    const frame = JSON.parse(raw) as {
      readonly block?: { readonly id: string; readonly tx_count: number };
      readonly 'projected-block-transactions'?: Projected;
    };
    const projected = frame['projected-block-transactions'];
    if (projected === undefined) return raw;
    const before = held;
    held = new Set(projected.blockTransactions?.map(([txid]) => txid) ?? before);
    projected.delta?.removed.forEach((txid) => held.delete(txid));
    projected.delta?.added.forEach(([txid]) => held.add(txid));
    const { block } = frame;
    if (block === undefined) return raw;
    const left = [...before].filter((txid) => !held.has(txid)).slice(0, block.tx_count - 1);
    const strangers = Array.from({ length: block.tx_count - left.length }, (_, index) =>
      madeUp(`${block.id} ${index}`),
    );
    const mined = [...strangers, ...left];
    const moved = { sequence: projected.sequence, added: [], removed: [], mined, replaced: [] };
    return `${raw.slice(0, -1)},"mempool-txids":${JSON.stringify(moved)}}`;
  };
};

const inLake = ({ stream, bytes }: Line): HandLine => ({
  prefix: streams[stream].prefix,
  text: Buffer.from(bytes).toString().trimEnd(),
});

const recorded = (name: string): ReadonlyArray<HandLine> => {
  let ids = 0;
  const ports = { ...countedIds(), newId: () => `${name}-${(ids += 1)}` };
  const session = new Session({ ...producer, network: 'mainnet' }, ports, 'ws://127.0.0.1:1');
  const telling = tellingWhatWasMined();
  return recordedEvents(name)
    .flatMap(({ ev, t, raw = '' }) => {
      if (ev === 'open') return session.opened('ws://127.0.0.1:1', t);
      if (ev === 'recv') return session.frame(Buffer.from(telling(raw)), t).lines;
      return ev === 'close' ? session.closed('recording-ended', 1000, t) : [];
    })
    .map(inLake);
};

/** [txid, fee, vsize, value, rate, flags, time] */
const A: HandRow = [madeUp('a'), 1000, 100, 5, 10, 1, 0];
const B: HandRow = [madeUp('b'), 400, 200, 6, 2, 1, 0];
const C: HandRow = [madeUp('c'), 900, 300, 7, 3, 1, 0];

const block = (name: string, height: number, parent: string, frame_no: number, from = 'block') => ({
  hash: name,
  height,
  parent,
  feesSats: 1200,
  came: { path: from, frame_no },
});

/** With a hash for each name of a block, as a line that is read back must have. */
const hashed = ({ prefix, text }: HandLine): HandLine => ({
  prefix,
  text: text.replace(
    /"(block_hash|previous_block_hash|payload_sha256)":"((?:[^"\\]|\\.)*)"/g,
    (_, key: string, name: string) => `"${key}":"${madeUp(name)}"`,
  ),
});

const feed = new HandEpoch('feed');
feed.opened('15:00:00'); // 1
feed.block('15:00:01', block('h1', 1, 'h0', 1, 'blocks')); // 2: the answer to the subscription
feed.block('15:00:01', block('h2', 2, 'h1', 1, 'blocks')); // 3
feed.snapshot('15:00:02', [A, B], { sequence: 5 }); // 4
feed.block('15:10:00', block('h3', 3, 'h2', 10)); // 5: frames of blocks have round numbers
feed.snapshot('15:10:00', [B, C], { sequence: 6 }); // 6
feed.moved('15:10:00', 6, { mined: ['coinbase', 'a'].map(madeUp), frameNo: 10 }); // 7
feed.block('15:20:00', { ...block('h4', 4, 'h3', 20), extras: { pool: { name: 'P', slug: 'p' } } }); // 8
feed.moved('15:20:00', 7, {
  mined: ['coinbase'].map(madeUp),
  frameNo: 20,
  part: { part: 1, parts: 2 },
}); // 9
feed.moved('15:20:00', 7, { mined: ['b'].map(madeUp), frameNo: 20, part: { part: 2, parts: 2 } }); // 10
const secondPart = feed.lines.slice(-1).map(hashed);
feed.snapshot('15:20:01', [C], { sequence: 8 }); // 11
feed.block('15:30:00', block('h5', 5, 'h4', 30)); // 12
feed.moved('15:30:00', 9, { mined: ['coinbase', 'b', 'c'].map(madeUp), frameNo: 30 }); // 13: longer than the block
feed.snapshot('15:30:01', [A], { sequence: 10 }); // 14
const gap = feed.gapFound('15:35:00', { from: 15 }); // 15
feed.block('15:40:00', block('h6', 6, 'h5', 40)); // 16
feed.moved('15:40:00', 20, { mined: ['coinbase', 'a'].map(madeUp), frameNo: 40 }); // 17
feed.snapshot('15:40:01', [A, C], { sequence: 21 }); // 18
feed.gapClosed('15:40:01', gap, 18); // 19
feed.block('15:50:00', block('h5x', 5, 'h4', 50, 'blocks')); // 20: a reorganisation
feed.block('15:50:01', block('h6x', 6, 'h5x', 60)); // 21
feed.block('15:50:02', block('h7x', 7, 'h6x', 70)); // 22
feed.moved('15:50:02', 22, { mined: ['coinbase'].map(madeUp), frameNo: 70 }); // 23
feed.snapshot('15:50:03', [], { sequence: 23 }); // 24
feed.block('15:55:00', block('h8x', 8, 'h7x', 80)); // 25
feed.moved('15:55:00', 24, { mined: ['coinbase'].map(madeUp), frameNo: 80 }); // 26
feed.counted('15:55:30'); // 27
feed.gapFound('15:55:40', { from: 11, cause: 'self-check' }); // 28: in doubt all from 15:20:01 on
const doubt = feed.lines.slice(-1).map(hashed);
feed.counted('15:56:00'); // 29
feed.closed('15:56:10');

/** Told of h3 later than the first, and of h2 in its first list. */
const other = new HandEpoch('other');
other.opened('15:05:00');
other.block('15:05:01', block('h2', 2, 'h1', 1, 'blocks'));
other.block('15:10:02', block('h3', 3, 'h2', 10));
other.closed('15:10:03');

const recordings = [...recorded('session-a'), ...recorded('session-d-large')];
const without = (lines: ReadonlyArray<HandLine>, missing: ReadonlyArray<HandLine>) =>
  lines.filter(({ text }) => !missing.some((line) => line.text === text));

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
let dbt: DbtWarehouse;
beforeAll(async () => {
  dbt = await openDbtWarehouse(folder);
});
afterAll(async () => {
  await dbt.stop();
  rmSync(folder, { recursive: true });
});

const ofThese = { select: ['+predicted_against_mined_by_pool'] };
const others = ['next_block_by_minute+', 'chain_segments+'];
/** Tests of the whole project ask for tables that these do without. */
const built = () =>
  wentWell(dbt.worker.build({ ...ofThese, exclude: [...others, 'test_type:singular'] }));
const refreshed = () =>
  wentWell(
    dbt.worker.build({
      ...ofThese,
      exclude: ['resource_type:test', 'config.materialized:view'],
    }),
  );

const told = async () =>
  dbt.rows(
    `select block_hash, arrived_by, level, cause, gap_id, projected_epoch_id, projected_ordinal,
       projected_transactions, mined_transactions, projected_fee_sats, projected_weight,
       matched_transactions, missed_transactions, surprising_transactions, matched_fee_sats, matched_weight
     from gold.predicted_against_mined order by block_hash`,
  );
const byHand = async (hash: string) => {
  const [row] = await dbt.rows(
    `select level, cause, projected_transactions::integer as projected, matched_transactions::integer as matched,
       missed_transactions::integer as missed, surprising_transactions::integer as surprising, is_canonical
     from gold.predicted_against_mined where block_hash = '${madeUp(hash)}'`,
  );
  return row && Object.values(row);
};
const asBuilt = () =>
  dbt.rows('select * exclude (built_at) from silver.block_projections order by all');

describe('the projection before each block, beside the block', () => {
  const all = [...recordings, ...[...feed.lines, ...other.lines].map(hashed)];
  const early = without(all, [...secondPart, ...doubt]);

  it('is the model’s own, row by row and txid by txid, while lines are on their way', async () => {
    await dbt.load('early', early);
    await built();
    expect(await told()).toEqual(predictedByModel(early));
    expect(await byHand('h4')).toEqual(['contiguous', null, 2, null, null, null, true]);
  });

  it('is so when the rest has come late', async () => {
    await dbt.load('second part', secondPart);
    await refreshed();
    expect(await told()).toEqual(predictedByModel(without(all, doubt)));
    const rows = await dbt.rows(
      `select count(*)::integer as blocks, count(matched_transactions)::integer as matched,
         count(*) filter (missed_transactions > 0)::integer as missing,
         count(*) filter (surprising_transactions > 0)::integer as surprising
       from gold.predicted_against_mined
       where projected_epoch_id like 'session%' and arrived_by = 'block'`,
    );
    expect(rows).toEqual([{ blocks: 6, matched: 6, missing: 6, surprising: 6 }]);
  });

  it('counts of the 32 blocks that tell of a recorded reorganisation only the one that is new', async () => {
    expect(
      await dbt.rows(
        `select height::integer as height, is_canonical from gold.predicted_against_mined
         where projected_epoch_id like 'session%' and arrived_by = 'blocks' order by height`,
      ),
    ).toEqual([
      { height: 369, is_canonical: true },
      { height: 387, is_canonical: true },
    ]);
  });

  it.each([
    [
      'is compared by txid with what the same message tells',
      'h3',
      ['contiguous', null, 2, 1, 1, 0],
    ],
    ['joins the parts of a long list', 'h4', ['contiguous', null, 2, 1, 1, 0]],
    [
      'takes no list that is longer than the block',
      'h5',
      ['contiguous', null, 1, null, null, null],
    ],
    [
      'is unknown in a gap, by the gap’s cause',
      'h6',
      ['unknown', 'sequence', null, null, null, null],
    ],
    [
      'has no list where a reorganisation tells of several',
      'h5x',
      ['contiguous', null, 2, null, null, null],
    ],
    ['surprises with what was never seen', 'h8x', ['contiguous', null, 0, 0, 0, 1]],
  ])('%s', async (_, hash, expected) => {
    expect((await byHand(hash))?.slice(0, 6)).toEqual(expected);
  });

  it('has no row for a block that was there when the listener came, and one for a stale block', async () => {
    expect([await byHand('h1'), await byHand('h2')]).toEqual([undefined, undefined]);
    expect((await byHand('h5'))?.at(-1)).toBe(false);
  });

  it('is summed up by pool, without blocks that are stale or came with a reorganisation', async () => {
    expect(
      await dbt.rows(
        `select pool_slug, blocks, projected_blocks, matched_blocks, average_share_matched, max_share_surprising
         from gold.predicted_against_mined_by_pool where pool_slug = 'p'`,
      ),
    ).toEqual([
      {
        pool_slug: 'p',
        blocks: '1',
        projected_blocks: '1',
        matched_blocks: '1',
        average_share_matched: '0.50000000',
        max_share_surprising: '0.00000000',
      },
    ]);
  });

  it('becomes unknown by a doubt that comes late, and is the same built at once', async () => {
    const before = await byHand('h3');
    await dbt.load('doubt', doubt);
    await refreshed();
    expect(await told()).toEqual(predictedByModel(all));
    expect(await byHand('h3')).toEqual(before);
    expect((await byHand('h5'))?.slice(0, 3)).toEqual(['unknown', 'self-check', null]);
    const inPieces = await asBuilt();
    await dbt.change('drop table silver.block_projections');
    await refreshed();
    expect(await asBuilt()).toEqual(inPieces);
  });

  it('stands as it was found where its transactions are no longer kept', async () => {
    const before = await asBuilt();
    await dbt.change(`
      update silver.next_block_rows_kept set kept_from_at = timestamp '2030-01-01';
      delete from silver.next_block_changes; delete from silver.mined_transactions;
      update silver.lines set counted_at = now()::timestamp + interval 1 hour where epoch_id = 'feed' and ordinal = 1`);
    await refreshed();
    expect(await asBuilt()).toEqual(before);
  });
});
