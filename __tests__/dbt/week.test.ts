import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dbtProject, wentWell } from '../support/dbt-warehouse.ts';
import { someOf } from '../support/histories/check.ts';
import { saidByModel, saidBySql } from '../support/two-answers.ts';
import { VirtualFeed } from '../support/week/feed.ts';
import { compressed, HeldObjects } from '../support/week/lake.ts';
import { HOUR_MS, MINUTE_MS } from '../support/week/plan.ts';
import { keepingForEver, WeekWarehouse } from '../support/week/warehouse.ts';
import { endOf, thinned } from '../support/week/week.ts';
import { isWhole } from '../support/whole.ts';

/** Each day has every mishap but a crash, which the odd ones have. The transactions of two are kept as long as they last. */
const DAYS = isWhole ? 7 : 2;
/** When files arrive: a day, half of it, or days later. */
const [EARLY_MS, MIDDLE_MS, LAST_MS] = isWhole
  ? [endOf(1), endOf(4), endOf(6)]
  : [endOf(0), endOf(0) + 12 * HOUR_MS, endOf(1)];
const MINUTES = (DAYS * 24 * HOUR_MS) / MINUTE_MS;

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
const held = new HeldObjects();
let warehouse: WeekWarehouse;

/** An event that a newer program may write. */
const asUnknownEvent = (line: string): string =>
  line.replace('"event_type":"ConversionsQuoted"', '"event_type":"ConversionsGuessed"');

/** What of the week lies in the lake under a key: the quotes of an hour of each day are of an unknown event. */
const linesOf = (key: string): ReadonlyArray<string> =>
  key.includes('/hr=01/') ? held.linesOf(key).map(asUnknownEvent) : held.linesOf(key);

/** An object of the first day that arrives on the last. */
const isLate = (key: string): boolean =>
  /^mempool-data\/(stream|conversions|feed-health)\/dt=2026-11-02\/hr=09\//.test(key);

/** Each tenth object comes again whole under another name, of others each third line. */
const repeatsOf = (key: string, index: number): ReadonlyArray<readonly [string, Buffer]> => {
  const lines = linesOf(key).filter((_, place) => index % 10 === 0 || place % 3 === 0);
  const repeated = index % 10 === 0 || index % 10 === 5;
  return repeated ? [[key.replace('.ndjson', '-again.ndjson'), compressed(lines)]] : [];
};

const arrive = async (keys: ReadonlyArray<string>, atMs: number): Promise<void> => {
  warehouse.put(keys.map((key) => [key, compressed(linesOf(key))] as const));
  warehouse.put(keys.flatMap(repeatsOf));
  await warehouse.load(atMs);
};

/** Every row of every table and view, but for when it was made. */
const contents = async (): Promise<Readonly<Record<string, unknown>>> => {
  const tables = await warehouse.names(`
    select table_schema || '.' || table_name
    from information_schema.tables
    where table_schema in ('silver', 'gold')
    order by 1`);
  const found: Record<string, unknown> = {};
  for (const table of tables)
    found[table] = await warehouse.rows(
      `select columns(name -> name not in ('counted_at', 'built_at')) from ${table} order by all`,
    );
  return found;
};

beforeAll(async () => {
  warehouse = await WeekWarehouse.open(folder, isWhole ? keepingForEver(folder) : dbtProject);
  const feed = new VirtualFeed(thinned(DAYS), held.store);
  await feed.until(EARLY_MS);
  const begun = held.keys;
  await arrive(
    begun.filter((key) => !isLate(key)),
    EARLY_MS,
  );
  await wentWell(warehouse.worker.refresh());

  await feed.until(MIDDLE_MS);
  const middle = held.keys.filter((key) => !begun.includes(key));
  await arrive(middle, MIDDLE_MS);

  await feed.until(LAST_MS);
  await feed.stop();
  const rest = held.keys.filter((key) => !begun.includes(key) && !middle.includes(key));
  await arrive([...rest, ...begun.filter(isLate)], LAST_MS);
});
afterAll(async () => {
  await warehouse.worker.stop();
  rmSync(folder, { recursive: true });
});

describe(`${DAYS} days with gaps, reorganisations, restarts, repeats and late files`, () => {
  it('is built and passes every test', async () => {
    await wentWell(warehouse.worker.build());
    const [found] = await warehouse.rows(`
      select
        (select list(distinct cause order by cause) from silver.gaps) as causes,
        (select count(*) from silver.blocks where not is_canonical) as replaced,
        (select count(*) from silver.quarantine) as quarantined,
        (select count(*) from silver.lines where event_type = 'ConversionsGuessed') > 0 as guessed,
        (select count(*) from silver.conversions where price is null) as unpriced`);
    expect(found).toEqual({
      causes: ['crash', 'restart', 'sequence', 'silence', 'socket'],
      replaced: String(DAYS + 2),
      quarantined: String(DAYS),
      guessed: true,
      unpriced: String(7 * DAYS),
    });
  });

  it('is answered as by the model, rows and all', async () => {
    const { lines } = held;
    const minutes = await warehouse.rows(
      'select epoch_ms(minute_at) as ms, level, cause, transactions, fee_sats from gold.next_block_by_minute order by 1',
    );
    expect(minutes.length).toBeGreaterThan(MINUTES - 80);
    const some = someOf(minutes, 300, 7);
    const asked = some.map(({ ms }) => Number(ms) + MINUTE_MS);
    const byModel = saidByModel(lines, asked);
    for (const { ms, level, cause, transactions, fee_sats: feeSats } of some) {
      const said = byModel.get(Number(ms) + MINUTE_MS);
      const rows = said?.cause === null ? String(said.rows.length) : null;
      const fees = said?.feeSats ?? null;
      expect({ ms, level, cause, transactions, feeSats }).toEqual({
        ms,
        level: said?.level,
        cause: said?.cause,
        transactions: rows,
        feeSats: fees === null ? null : String(fees),
      });
    }
    const moments = someOf(asked, 30, 3);
    const bySql = await saidBySql(warehouse, moments);
    for (const ms of moments) expect({ ms, ...bySql.get(ms) }).toEqual({ ms, ...byModel.get(ms) });
  });

  it('is the same when all files are there at once', async () => {
    const inPieces = await contents();
    await warehouse.loadAnew();
    // not a refresh: that leaves out the views, which a new warehouse has not
    const tests = ['resource_type:test'];
    await wentWell(warehouse.worker.build({ exclude: tests }));
    const atOnce = await contents();
    expect(Object.keys(atOnce)).toEqual(Object.keys(inPieces));
    for (const [table, rows] of Object.entries(inPieces)) {
      expect(rows, table).toEqual(atOnce[table]);
    }
  });
});
