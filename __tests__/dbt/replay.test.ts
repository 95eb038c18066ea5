import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  Change,
  DECODER_VERSION,
  NextBlock,
  Snapshot,
  catalogue,
  decodeFrame,
  historyOf,
  nextBlockAt,
  readLine,
  type Line,
  type ReadLine,
  type Row,
} from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../cli/program.ts';
import { linesOf } from '../../lake/read.ts';
import { replayLake, type ReplayReport } from '../../lake/replay.ts';
import {
  openDbtWarehouse,
  untested,
  wentWell,
  type DbtWarehouse,
} from '../support/dbt-warehouse.ts';
import { FormerEpoch, at, handLine, type StatedHere } from '../support/refused.ts';

const seed = 20_240_411;
const projected = 'projected-block-transactions';
const txid = (n: number): string => n.toString(16).padStart(64, '0');

interface RowObject {
  readonly txid: string;
  readonly fee: number;
  readonly vsize: number;
  readonly value: number;
  readonly rate?: number | null;
  readonly acc?: boolean | number;
  readonly flags?: number;
}
type Tuple = ReadonlyArray<string | number>;

const txids = fc.integer({ min: 0, max: 60 }).map(txid);
const rates = fc.oneof(
  fc.double({ min: 0, max: 500, noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: 0, max: 99_999 }).map((n) => n / 1000), // halves of a hundredth among them
);
const quarters = fc.integer({ min: 1, max: 40_000 }).map((weight) => weight / 4);
const acceleratedObject = fc.oneof(fc.boolean(), fc.integer({ min: 0, max: 9 }));
const objects: fc.Arbitrary<RowObject> = fc.record(
  {
    txid: txids,
    fee: fc.nat(1_000_000),
    vsize: quarters,
    value: fc.nat(),
    rate: fc.option(rates),
    acc: acceleratedObject,
    flags: fc.nat(),
  },
  { requiredKeys: ['txid', 'fee', 'vsize', 'value'] },
);
const changedObjects = fc.record(
  { txid: txids, rate: rates, acc: acceleratedObject },
  { requiredKeys: ['txid', 'rate'] },
);

/** Rows without time: the seventh place says accelerated. Rows with time: the eighth. */
const tuples = (withTime: boolean): fc.Arbitrary<Tuple> =>
  fc
    .tuple(
      txids,
      fc.nat(1_000_000),
      quarters,
      fc.nat(),
      fc.nat(99_999),
      fc.nat(2 ** 40),
      fc.integer({ min: 1_700_000_000, max: 1_711_000_000 }),
      fc.boolean(),
    )
    .map(([id, fee, vsize, value, cents, flags, time, isAccelerated]) => [
      id,
      fee,
      vsize,
      value,
      cents / 100,
      flags,
      ...(withTime ? [time] : []),
      ...(isAccelerated ? [1] : []),
    ]);
const changedTuples = fc
  .tuple(txids, fc.nat(99_999), fc.nat(2 ** 40), fc.constantFrom(0, 1))
  .map(([id, cents, flags, acc]) => [id, cents / 100, flags, acc]);

const many = <A>(arbitrary: fc.Arbitrary<A>, count: number, more: number): ReadonlyArray<A> =>
  fc.sample(arbitrary, { seed: seed + more, numRuns: count });
const unlike = <A extends { readonly txid: string } | Tuple>(
  rows: ReadonlyArray<A>,
): ReadonlyArray<A> => [
  ...new Map(rows.map((row) => ['txid' in row ? row.txid : row[0], row])).values(),
];

/** A layout's own rows, for a snapshot and three changes. */
const layouts = {
  '2022-06': {
    rows: (more: number) => unlike(many(objects, 60, more)),
    changed: (more: number) => unlike(many(changedObjects, 30, more)),
  },
  '2024-02': {
    rows: (more: number) => unlike(many(tuples(false), 60, more)),
    changed: (more: number) => unlike(many(changedTuples, 30, more)),
  },
  '2024-03': {
    rows: (more: number) => unlike(many(tuples(true), 60, more)),
    changed: (more: number) => unlike(many(changedTuples, 30, more)),
  },
} as const;

/** A projected block as the model makes it of messages, and what the source would state of it. */
class Followed {
  readonly #block = new NextBlock();

  take(message: object): StatedHere {
    const [outcome] = decodeFrame(Buffer.from(JSON.stringify({ [projected]: message })), sha256);
    const value = outcome?.tag === 'accepted' ? outcome.value : null;
    if (Snapshot.is(value)) this.#block.add(value.blockTransactions);
    else if (Change.is(value)) this.#block.apply(value.delta);
    else throw new Error('it does not decode');
    const { transactions, feeSats, weight } = this.#block.totals;
    return { statedRows: transactions, statedFeeSats: feeSats, statedWeight: weight };
  }

  get rows(): ReadonlyMap<string, Row> {
    return new Map(this.#block.rows);
  }
}

/** Each layout in an epoch and an hour of its own, one message each second; the rows that the model has after each. */
const old = Object.entries(layouts).map(([layout, { rows, changed }], index) => {
  const hour = `0${index}`;
  const epoch = new FormerEpoch(`old-${layout}`);
  const followed = new Followed();
  const messages = [
    { index: 0, blockTransactions: rows(10 * index) },
    ...[1, 2, 3].map((n) => ({
      index: 0,
      delta: {
        added: rows(10 * index + n).slice(0, 20),
        removed: many(txids, 10, 100 + n),
        ...(layout === '2022-06' && n === 1 ? {} : { changed: changed(200 + n) }),
      },
    })),
  ];
  epoch.opened(`${hour}:00:00`);
  const states = messages.map((message, second) => {
    const time = `${hour}:00:0${second + 1}`;
    epoch.took(time, projected, message, followed.take(message));
    return { time, rows: followed.rows };
  });
  epoch.counted(`${hour}:00:09`);
  return { layout, epoch, states };
});

/** What was refused when it came and decodes today: a snapshot in parts, a change, a price, a block; and what does not. */
const fixed = new FormerEpoch('fixed');
const block = {
  id: txid(7),
  height: 1,
  version: 1,
  timestamp: 1_795_239_437,
  tx_count: 1,
  size: 285,
  weight: 1140,
  merkle_root: txid(8),
  nonce: 1,
  bits: 1,
  difficulty: 1,
  previousblockhash: txid(6),
};
const manyRows = Array.from({ length: 10_000 }, (_, n) => ({
  txid: txid(n),
  fee: 1000,
  vsize: 20,
  value: n,
}));
fixed.opened('06:00:00');
fixed.refused('06:00:10', projected, JSON.stringify({ index: 0, blockTransactions: manyRows }));
const afterSnapshot = fixed.ordinal;
fixed.refused(
  '06:00:20',
  projected,
  JSON.stringify({
    index: 0,
    delta: {
      added: [{ txid: txid(30_000), fee: 5, vsize: 5, value: 5 }],
      removed: [txid(0), txid(1)],
    },
  }),
);
fixed.refused('06:00:30', 'conversions', '{"time":1795239437,"USD":100000}');
fixed.refused('06:00:40', 'block', JSON.stringify(block));
fixed.refused('06:00:50', 'block', '{"id":1}');
fixed.took(
  '06:01:10',
  projected,
  { index: 0, delta: { added: [], removed: [txid(2)] } },
  {
    statedRows: 9_998,
    statedFeeSats: 9_997_005,
    statedWeight: 9_997 * 80 + 20,
  },
);
fixed.counted('06:03:01');

/** Two versions of the same: 10 is more than 9. */
const versions = (version: number, usd: number, reason: string): ReadonlyArray<Line> => {
  const epoch = new FormerEpoch('versions');
  epoch.opened('07:00:00');
  const price = epoch.took('07:00:01', 'conversions', { time: 1_795_250_000, USD: usd });
  const seen = epoch.took('07:00:02', 'block', { ...block, id: txid(9), size: usd });
  const bad = epoch.refused('07:00:03', null, 'x', reason as 'not-json');
  return [...price, ...seen, ...bad].map((line) => {
    const text = Buffer.from(line.bytes).toString();
    const id = `"versions-${line.ordinal}`;
    return {
      ...line,
      bytes: Buffer.from(
        text.replace(`${id}"`, `${id}.${version}"`).replace('"recording"', '"replay"'),
      ),
    };
  });
};

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
const lake = path.join(folder, 'lake');
let dbt: DbtWarehouse;
beforeAll(async () => {
  dbt = await openDbtWarehouse(folder);
  await dbt.load('old', [...old.flatMap(({ epoch }) => epoch.lines), ...fixed.lines].map(handLine));
  await wentWell(dbt.worker.build(untested));
});
afterAll(async () => {
  await dbt.stop();
  rmSync(folder, { recursive: true });
});

const linesIn = async (): Promise<ReadonlyArray<ReadLine>> => {
  const lines: Array<ReadLine> = [];
  for await (const { text } of linesOf(lake)) {
    const line = readLine(text);
    if (E.isLeft(line)) throw new Error(line.left);
    lines.push(line.right);
  }
  return lines;
};

const replay = async (): Promise<ReplayReport> => {
  const report = await replayLake(
    lake,
    { producerId: 'p2', producerVersion: '9.9.9', sha256 },
    () => undefined,
  );
  if (E.isLeft(report)) throw new Error(report.left.message);
  await dbt.load('nothing by hand', []);
  return report.right;
};

const inSql = async (time: string) => {
  const [answer] = await dbt.rows(
    `select level, cause, sequence, transactions, fee_sats, weight from gold.next_block_at(timestamp '2026-11-21 ${time}')`,
  );
  return answer;
};
const inModel = (lines: ReadonlyArray<ReadLine>, time: string) => {
  const answer = nextBlockAt(historyOf(lines), at(time));
  if (answer.tag === 'unknown')
    return {
      level: 'unknown',
      cause: answer.cause,
      sequence: null,
      transactions: null,
      fee_sats: null,
      weight: null,
    };
  const { transactions, feeSats, weight } = answer.block.totals;
  return {
    level: answer.level,
    cause: null,
    sequence: answer.sequence,
    transactions: String(transactions),
    fee_sats: String(feeSats),
    weight: String(weight),
  };
};

const rowsInSql = async (time: string): Promise<ReadonlyMap<string, object>> =>
  new Map(
    (await dbt.rows(`select * from gold.next_block_rows_at(timestamp '2026-11-21 ${time}')`)).map(
      (row) => [
        row['txid'] as string,
        {
          feeSats: Number(row['fee_sats']),
          weight: Number(row['weight']),
          valueSats: Number(row['value_sats']),
          rate: Number(row['rate']),
          flags: Number(row['flags']),
          accelerated: row['accelerated'],
        },
      ],
    ),
  );

describe.each(old)('an epoch of the layout $layout', ({ layout, epoch, states }) => {
  it('is told by SQL as by the model, row by row, after each message', async () => {
    for (const { time, rows } of states) {
      const wanted = new Map(
        [...rows].map(([id, { feeSats, weight, valueSats, rate, flags, accelerated }]) => [
          id,
          { feeSats, weight, valueSats, rate, flags, accelerated },
        ]),
      );
      expect(wanted.size).toBeGreaterThan(20);
      expect(await rowsInSql(time), time).toStrictEqual(wanted);
      const answer = inModel(await linesIn(), time);
      expect(answer, time).toMatchObject({ level: 'verified', sequence: null });
      expect(await inSql(time), time).toStrictEqual(answer);
    }
  });

  it('has a time first seen only where the wire had one', async () => {
    const [seen] = await dbt.rows(
      `select count(first_seen_at) as times, count(*) as places, count(*) filter (accelerated) as accelerated
       from silver.next_block_changes where change in ('snapshot', 'added') and epoch_id = 'old-${layout}'`,
    );
    expect(Number(seen?.['places'])).toBeGreaterThan(80);
    expect(Number(seen?.['accelerated'])).toBeGreaterThan(10);
    expect(seen?.['times']).toBe(layout === '2024-03' ? seen?.['places'] : '0');
    expect(epoch.ordinal).toBe(6);
  });
});

it('leaves out a rate of an object that the column can not hold, and the build goes on', async () => {
  const absurd = [1e12, 1e300];
  const epoch = new FormerEpoch('absurd');
  epoch.opened('05:30:00');
  epoch.took('05:30:01', projected, {
    index: 0,
    blockTransactions: absurd.map((rate, n) => ({
      txid: txid(n),
      fee: 1,
      vsize: 1,
      value: 1,
      rate,
    })),
  });
  epoch.took('05:30:02', projected, {
    index: 0,
    delta: { added: [], removed: [], changed: absurd.map((rate, n) => ({ txid: txid(n), rate })) },
  });
  await dbt.load('absurd', epoch.lines.map(handLine));
  await wentWell(dbt.worker.refresh());
  expect(
    await dbt.rows(
      `select change, rate from silver.next_block_changes where epoch_id = 'absurd' order by all`,
    ),
  ).toEqual(
    ['changed', 'changed', 'snapshot', 'snapshot'].map((change) => ({ change, rate: null })),
  );
});

/** Tables that replayed lines reach; without what each load and run adds. */
const contents = async (): Promise<Readonly<Record<string, unknown>>> => {
  const tables: Record<string, unknown> = {};
  for (const table of [
    'silver.lines',
    'silver.epochs',
    'silver.next_block_snapshots',
    'silver.next_block_deltas',
    'silver.next_block_changes',
    'silver.block_observations',
    'silver.conversions',
    'silver.quarantine',
    'gold.next_block_by_minute',
    'gold.conversion_rates',
    'gold.block_statistics',
  ])
    tables[table] = await dbt.rows(
      `select columns(c -> c not in ('_loaded_at', 'counted_at', 'built_at', '_file', '_file_row')) from ${table} order by all`,
    );
  return tables;
};

describe('a lake whose refused fragments are replayed', () => {
  const times = ['06:00:10', '06:00:15', '06:00:20', '06:00:30', '06:01:10', '06:02:00'];
  const quarantine = (epochId: string) =>
    dbt.rows(
      `select ordinal, reason, tried_decoder_version as tried, status from silver.quarantine where epoch_id = '${epochId}' order by ordinal`,
    );
  const minutes = () =>
    dbt.rows(
      `select minute_at, level, transactions from gold.next_block_by_minute where minute_at between timestamp '2026-11-21 06:01:00' and timestamp '2026-11-21 06:02:00' order by 1`,
    );
  const open = { tried: 0, status: 'rejected' };
  let before: ReadonlyArray<ReadLine>;

  it('knew nothing of them, and has them open in quarantine', async () => {
    before = await linesIn();
    for (const time of times) {
      expect(inModel(before, time), time).toMatchObject({ level: 'unknown' });
      expect(await inSql(time), time).toStrictEqual(inModel(before, time));
    }
    expect(await minutes()).toMatchObject([{ level: 'unknown' }, { level: 'unknown' }]);
    const rows = await quarantine('fixed');
    expect(rows.length).toBe(afterSnapshot - 1 + 4);
    for (const row of rows) expect(row).toMatchObject({ ...open, reason: 'does-not-decode' });
  });

  it('knows the next block afterwards, by SQL as by the model', async () => {
    expect(await replay()).toMatchObject({ found: 5, decoded: 4, stillRejected: 1 });
    await wentWell(dbt.worker.refresh());
    const lines = await linesIn();
    for (const time of times) expect(await inSql(time), time).toStrictEqual(inModel(lines, time));
    expect(await inSql('06:01:10')).toMatchObject({ level: 'verified', transactions: '9998' });
    expect(await inSql('06:00:30')).toMatchObject({ level: 'unknown', cause: 'no-sequence' });
  });

  it('takes back what it said of the minutes', async () => {
    expect(await minutes()).toStrictEqual([
      { minute_at: '2026-11-21 06:01:00', level: 'verified', transactions: '9998' },
      { minute_at: '2026-11-21 06:02:00', level: 'verified', transactions: '9998' },
    ]);
  });

  it('has the price and the block', async () => {
    expect(
      await dbt.rows(
        `select price from silver.conversions where currency = 'USD' and quoted_at = timestamp '2026-11-21 05:37:17'`,
      ),
    ).toStrictEqual([{ price: '100000.00000000' }]);
    expect(
      await dbt.rows(
        `select origin, lines_seen from silver.block_observations where block_hash = '${block.id}'`,
      ),
    ).toStrictEqual([{ origin: 'replay', lines_seen: '1' }]);
  });

  it('has in quarantine as open only what is still bad, every part of a decoded one as decoded', async () => {
    const rows = await quarantine('fixed');
    expect(rows.length).toBe(afterSnapshot - 1 + 4);
    const [bad, ...others] = rows.filter(({ status }) => status !== 'decoded');
    expect(others).toStrictEqual([]);
    expect(bad).toStrictEqual({
      ordinal: String(fixed.ordinal - 2),
      reason: 'does-not-decode',
      tried: DECODER_VERSION,
      status: 'rejected',
    });
    for (const { tried } of rows) expect(tried).toBe(DECODER_VERSION);
  });

  it('counts nothing twice, replayed and loaded twice, or written twice', async () => {
    const once = await contents();
    expect(await replay()).toMatchObject({
      found: 5,
      decoded: 0,
      stillRejected: 0,
      alreadyTried: 5,
      files: 0,
    });
    await wentWell(dbt.worker.refresh());
    expect(await contents()).toStrictEqual(once);

    const raw = 'select count(*) as rows from raw.mempool_block';
    const [rawOnce] = await dbt.rows(raw);
    const copies: Array<Line> = [];
    for await (const { text } of linesOf(lake)) {
      const line = readLine(text);
      if (E.isRight(line) && line.right.envelope.origin === 'replay')
        copies.push({
          stream: catalogue[line.right.type].stream,
          epochId: line.right.envelope.epochId,
          ordinal: line.right.envelope.ordinal,
          observedAt: line.right.envelope.observedAt,
          bytes: Buffer.from(`${text}\n`),
        });
    }
    expect(copies.length).toBeGreaterThan(5);
    await dbt.load('copies', copies.map(handLine));
    await wentWell(dbt.worker.build(untested));
    expect((await dbt.rows(raw))[0]?.['rows']).not.toBe(rawOnce?.['rows']);
    expect(await contents()).toStrictEqual(once);
  });

  it('lets the highest version stand, compared as a number, whatever is loaded last', async () => {
    await dbt.load('versions 10', versions(10, 1010, 'not-an-object').map(handLine));
    await dbt.load('versions 9', versions(9, 1009, 'not-json').map(handLine));
    await wentWell(dbt.worker.refresh());
    await dbt.load('versions 2', versions(2, 1002, 'not-json').map(handLine));
    await wentWell(dbt.worker.refresh());
    expect(
      await dbt.rows(
        `select price from silver.conversions where quoted_at = timestamp '2026-11-21 08:33:20'`,
      ),
    ).toStrictEqual([{ price: '1010.00000000' }]);
    expect(
      await dbt.rows(
        `select size_bytes, lines_seen from silver.block_observations where block_hash = '${txid(9)}'`,
      ),
    ).toStrictEqual([{ size_bytes: '1010', lines_seen: '1' }]);
    expect(await quarantine('versions')).toStrictEqual([
      { ordinal: '4', reason: 'not-an-object', tried: 10, status: 'rejected' },
    ]);
  });
});
