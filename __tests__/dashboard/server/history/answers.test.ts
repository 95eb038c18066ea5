import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { historyRoutes } from '../../../../dashboard/server/history/index.ts';
import { noTables } from '../../../../warehouse/no-tables.ts';
import type { QueryPort } from '../../../../warehouse/query-port.ts';
import { openSnowflake } from '../../../../warehouse/snowflake/reader.ts';
import {
  fewBlocks,
  fewFacts,
  fewPredictions,
  fewPrices,
  historyTables,
  openHistoryWarehouse,
} from '../../../support/history-tables.ts';
import { startAccount } from '../../../support/snowflake/account.ts';

interface Engine {
  readonly port: QueryPort;
  readonly stop: () => Promise<void>;
}

const rows = [...historyTables, fewBlocks, fewPredictions, fewPrices, ...fewFacts];
const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'answers-'));
  folders.push(folder);
  return folder;
};

const duckDb = async (): Promise<Engine> => {
  const warehouse = await openHistoryWarehouse(newFolder());
  await warehouse.build(rows);
  return { port: warehouse.port, stop: warehouse.close };
};

const snowflake = async (): Promise<Engine> => {
  const { emulator, config } = await startAccount(newFolder());
  const mark = "comment = '2026-11-21T07:00:00.000000Z run'";
  await emulator.run([...rows, `create or replace table gold._build ${mark} as select 1 as a`]);
  return { port: openSnowflake(config, { pausesMs: [] }), stop: emulator.stop };
};

const ask = async (port: QueryPort, address: string): Promise<Record<string, unknown>> => {
  const response = await historyRoutes(port).request(address);
  const body = (await response.json()) as Record<string, unknown>;
  if (response.status !== 200) throw new Error(JSON.stringify(body));
  const { builtAt, ...answer } = body;
  expect(builtAt).toMatch(/^20\d\d-\d\d-\d\dT.*Z$/);
  return answer;
};

const nothing = {
  blocks: 0,
  minedAt: null,
  feeSats: null,
  p10Rate: null,
  medianRate: null,
  p90Rate: null,
  sizeBytes: null,
  weight: null,
  transactions: null,
  intervalSeconds: null,
};
const at = (height: number) => ({ fromHeight: height, toHeight: height });

/** Worked out by hand from the rows. */
const of905000 = {
  ...at(905_000),
  blocks: 1,
  minedAt: '2026-11-20T06:10:00.000Z',
  feeSats: 4_000_000,
  p10Rate: 1.5,
  medianRate: 2,
  p90Rate: 4,
  sizeBytes: 1_500_000,
  weight: 3_990_000,
  transactions: 2000,
  intervalSeconds: null,
};
const of905001 = {
  ...at(905_001),
  blocks: 1,
  minedAt: '2026-11-20T06:20:00.000Z',
  feeSats: 6_000_000,
  p10Rate: 2,
  medianRate: 3,
  p90Rate: 6,
  sizeBytes: 1_600_000,
  weight: 3_991_000,
  transactions: 3000,
  intervalSeconds: 600,
};
const of905002 = {
  ...at(905_002),
  blocks: 1,
  minedAt: '2026-11-20T06:19:50.000Z',
  feeSats: 0,
  p10Rate: 0,
  medianRate: 0,
  p90Rate: 0,
  sizeBytes: 285,
  weight: 1140,
  transactions: 1,
  intervalSeconds: -10,
};
const of905005 = {
  ...at(905_005),
  ...nothing,
  blocks: 1,
  minedAt: '2026-11-21T06:00:00.000Z',
  sizeBytes: 1_550_000,
  weight: 3_992_000,
  transactions: 2500,
};
const of905006 = {
  ...at(905_006),
  blocks: 1,
  minedAt: '2026-11-21T06:10:00.000Z',
  feeSats: 5_000_000,
  p10Rate: 1,
  medianRate: 2.25,
  p90Rate: 9.5,
  sizeBytes: 1_560_000,
  weight: 3_992_500,
  transactions: 2600,
  intervalSeconds: 600,
};

describe.each([
  ['DuckDB', duckDb],
  ['Snowflake', snowflake],
] as const)('what %s answers', (_, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(async () => {
    await engine?.stop();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  it('of blocks is a point a height, back from the newest, and an empty one where none is held', async () => {
    expect(await ask(engine.port, '/blocks')).toEqual({
      range: '24h',
      fromHeight: 905_000,
      toHeight: 905_006,
      heightsPerPoint: 1,
      points: [
        of905000,
        of905001,
        of905002,
        { ...at(905_003), ...nothing },
        { ...at(905_004), ...nothing },
        of905005,
        of905006,
      ],
    });
    expect(await ask(engine.port, '/blocks?range=1w')).toMatchObject({
      fromHeight: 904_990,
      toHeight: 905_006,
    });
  });

  it('of what was projected stands at the same heights, null where it is not known', async () => {
    const unknown = {
      blocks: 0,
      unknownBlocks: 0,
      shareMatched: null,
      shareSurprising: null,
      sourceShareMatched: null,
    };
    expect(await ask(engine.port, '/predicted?range=24h')).toEqual({
      range: '24h',
      fromHeight: 905_000,
      toHeight: 905_006,
      heightsPerPoint: 1,
      points: [
        { ...at(905_000), ...unknown },
        {
          ...at(905_001),
          blocks: 1,
          unknownBlocks: 0,
          shareMatched: 0.98,
          shareSurprising: 0.01,
          sourceShareMatched: 0.995,
        },
        { ...at(905_002), ...unknown, blocks: 1, unknownBlocks: 1 },
        { ...at(905_003), ...unknown },
        { ...at(905_004), ...unknown },
        { ...at(905_005), ...unknown },
        {
          ...at(905_006),
          blocks: 1,
          unknownBlocks: 0,
          shareMatched: 0.75,
          shareSurprising: 0.5,
          sourceShareMatched: null,
        },
      ],
    });
  });

  it('of pools is most blocks first, what a stranger wrote as it stands', async () => {
    expect(await ask(engine.port, '/pools?range=3d')).toEqual({
      range: '3d',
      blocks: 5,
      pools: [
        { pool: 'OCEAN', blocks: 3, share: 0.6, feeSats: 15_000_000 },
        { pool: '=1+1', blocks: 1, share: 0.2, feeSats: 0 },
        { pool: null, blocks: 1, share: 0.2, feeSats: null },
      ],
    });
  });

  it('of prices is the last of each five minutes, and no price where there is none any more', async () => {
    const { currencies, ...rest } = await ask(engine.port, '/prices');
    expect(rest).toEqual({
      from: '2026-11-20T06:58:00.000Z',
      to: '2026-11-21T06:58:00.000Z',
      secondsPerPoint: 300,
    });
    expect(currencies).toEqual([
      {
        currency: 'JPY',
        price: null,
        quotedAt: '2026-11-20T06:55:00.000Z',
        changeShare: null,
        points: [
          { at: '2026-11-20T07:00:00.000Z', price: 15_000_000 },
          { at: '2026-11-21T06:55:00.000Z', price: null },
        ],
      },
      {
        currency: 'USD',
        price: 102_000.5,
        quotedAt: '2026-11-21T06:55:00.000Z',
        changeShare: expect.closeTo(0.020005, 10) as number,
        points: [
          { at: '2026-11-20T06:55:00.000Z', price: 100_000 },
          { at: '2026-11-21T06:55:00.000Z', price: 102_000.5 },
        ],
      },
    ]);
  });

  it('of the pipeline is coverage of 24 hours, and what was missed and written on the newest day', async () => {
    expect(await ask(engine.port, '/pipeline')).toEqual({
      coverageFrom: '2026-11-20T07:00:00.000Z',
      coverageTo: '2026-11-21T07:00:00.000Z',
      coverage: [
        {
          stream: 'conversions',
          seconds: 4000,
          verifiedSeconds: 0,
          contiguousSeconds: 4000,
          unknownSeconds: 0,
          shareKnown: 1,
        },
        {
          stream: 'mempool-block',
          seconds: 4000,
          verifiedSeconds: 3100,
          contiguousSeconds: 700,
          unknownSeconds: 200,
          shareKnown: 0.95,
        },
      ],
      shareKnown: 0.975,
      day: '2026-11-21',
      gaps: [
        { cause: 'socket', gaps: 2, open: 0, seconds: 120 },
        { cause: 'sequence', gaps: 1, open: 1, seconds: 0 },
      ],
      files: [
        { stream: 'all', files: 40, lines: 9000, payloadBytes: 7_000_000 },
        { stream: 'conversions', files: 10, lines: 100, payloadBytes: 50_000 },
      ],
      quarantined: [
        { reason: 'codec', fragments: 2 },
        { reason: 'not-json', fragments: 1 },
      ],
    });
  });
});

describe('an answer', () => {
  it('says in words that nothing is built yet', async () => {
    for (const address of ['/blocks', '/pools', '/predicted', '/prices', '/pipeline']) {
      const response = await historyRoutes(noTables).request(address);
      expect(response.status).toBe(503);
      expect(await response.json()).toEqual({
        error: 'No answer yet: the tables are not built yet.',
      });
    }
  });

  it('is refused with the valid range in words where the address asks for another', async () => {
    for (const address of [
      '/blocks?range=2h',
      '/pools?range=',
      '/predicted?range=24h&range=all',
      "/blocks?range=1w'--",
    ]) {
      const response = await historyRoutes(noTables).request(address);
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({
        error: '“range” is one of 24h, 3d, 1w, 1m, all, given once.',
      });
    }
    const other = await historyRoutes(noTables).request('/blocks?from=1');
    expect(await other.json()).toEqual({ error: 'This address takes “range” and nothing else.' });
    const none = await historyRoutes(noTables).request('/prices?range=24h');
    expect([none.status, await none.json()]).toEqual([
      400,
      { error: 'This address takes no parameters.' },
    ]);
  });

  it('is empty where the tables are, and an error in words where one is missing', async () => {
    const warehouse = await openHistoryWarehouse(newFolder());
    await warehouse.build(historyTables);
    expect(await ask(warehouse.port, '/blocks?range=all')).toEqual({
      range: 'all',
      fromHeight: null,
      toHeight: null,
      heightsPerPoint: 1,
      points: [],
    });
    expect(await ask(warehouse.port, '/pools')).toEqual({ range: '24h', blocks: 0, pools: [] });
    expect(await ask(warehouse.port, '/predicted')).toMatchObject({ points: [] });
    expect(await ask(warehouse.port, '/prices')).toMatchObject({
      from: null,
      to: null,
      currencies: [],
    });
    expect(await ask(warehouse.port, '/pipeline')).toMatchObject({
      coverage: [],
      shareKnown: null,
      gaps: [],
      files: [],
      quarantined: [],
    });
    await warehouse.build(['drop table gold.predicted_against_mined', fewBlocks]);
    const response = await historyRoutes(warehouse.port).request('/predicted');
    expect(response.status).toBe(500);
    expect(response.headers.get('etag')).toBeNull();
    expect(await response.json()).toEqual({
      error: expect.stringMatching(
        /^No answer: the query failed: .*predicted_against_mined/,
      ) as string,
    });
    await warehouse.close();
  });

  it('is told by its build and its program: the same again is not sent, the next one is', async () => {
    const warehouse = await openHistoryWarehouse(newFolder());
    await warehouse.build([...historyTables, fewBlocks]);
    const app = historyRoutes(warehouse.port);
    const tag = (await app.request('/blocks')).headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[\w-]{22}"$/);
    for (const held of [tag, `W/${tag}`, `"x", ${tag}`]) {
      const again = await app.request('/blocks', { headers: { 'if-none-match': held } });
      expect([again.status, await again.text()]).toEqual([304, '']);
    }
    const newer = historyRoutes(warehouse.port, 'the answers of a newer program');
    const other = await newer.request('/blocks', { headers: { 'if-none-match': tag } });
    expect(other.status).toBe(200);
    await warehouse.build([]);
    const next = await app.request('/blocks', { headers: { 'if-none-match': tag } });
    expect(next.status).toBe(200);
    expect(next.headers.get('etag')).not.toBe(tag);
    await warehouse.close();
  });
});
