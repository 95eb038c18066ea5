import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usualLimits } from '../../../dashboard/server/access/limits.ts';
import { startDashboard, type Dashboard } from '../../../dashboard/server/index.ts';
import type { NextBlockHistory } from '../../../dashboard/server/next-block-history.ts';
import { openApiDocument } from '../../../dashboard/server/openapi/document.ts';
import { jsonRoutes } from '../../../dashboard/server/openapi/routes.ts';
import { schemaOf } from '../../../dashboard/server/openapi/schema.ts';
import type { NextBlockRow } from '../../../dashboard/server/ports.ts';
import { routes, type Served } from '../../../dashboard/server/routes.ts';
import {
  fewBlocks,
  fewFacts,
  fewPredictions,
  fewPrices,
  historyTables,
  openHistoryWarehouse,
  type HistoryWarehouse,
} from '../../support/history-tables.ts';
import { drivenPort, everything, fixedHistory, minedBlocks } from '../../support/live-port.ts';
import { notAsDocumented } from '../../support/openapi/validate.ts';
import { right } from '../../support/warehouse.ts';

const at = '2026-11-21T06:00:00.000Z';
const row: NextBlockRow = {
  txid: 'ab'.repeat(32),
  feeSats: 1000,
  vsizeVbytes: 250.25,
  valueSats: 5000,
  rate: 4,
};
const standing = { level: 'verified', cause: null } as const;

const then: NextBlockHistory = {
  at: (atMs) =>
    Promise.resolve(
      E.right(
        atMs % 2 === 0
          ? {
              level: 'contiguous' as const,
              sequence: 7,
              totals: {
                transactions: 1,
                feeSats: 1000,
                weight: 1001,
                lowestRate: 4,
                medianRate: 4,
              },
              rows: [row],
            }
          : { level: 'unknown' as const, cause: 'socket' },
      ),
    ),
  minutes: () =>
    Promise.resolve(
      E.right([
        {
          at,
          minutes: 2,
          unknownMinutes: 1,
          cause: 'socket',
          isVerified: false,
          lowestRate: 1,
          p10Rate: 1.5,
          medianRate: null,
          p90Rate: null,
          vsizeVbytes: 100,
        },
      ]),
    ),
};

describe('the OpenAPI document', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'openapi-'));
  const live = drivenPort(everything(at));
  let warehouse: HistoryWarehouse;
  let dashboard: Dashboard;

  beforeAll(async () => {
    mkdirSync(path.join(folder, 'assets'));
    writeFileSync(path.join(folder, 'index.html'), '<!doctype html>');
    warehouse = await openHistoryWarehouse(folder);
    await warehouse.build([...historyTables, fewBlocks, fewPredictions, fewPrices, ...fewFacts]);
    dashboard = right(
      await startDashboard(
        {
          live,
          history: fixedHistory(minedBlocks([905_142], at)),
          nextBlockHistory: then,
          tables: warehouse.port,
        },
        { port: 0, distDir: folder },
      ),
    );
    live.tellNextBlock({ tag: 'snapshot', ...standing, at, sequence: 1, rows: [row] });
    live.tellNextBlock({
      tag: 'delta',
      ...standing,
      at,
      sequence: 2,
      removed: [[row.txid, 'pushed-out']],
      added: [{ ...row, txid: 'cd'.repeat(32) }],
      repriced: [],
    });
    live.tellNextBlock({ tag: 'standing', level: 'unknown', cause: 'socket', at });
    live.tellNextBlock({ tag: 'mined', at, height: 905_145, hash: 'ef'.repeat(32) });
  });
  afterAll(async () => {
    await dashboard.stop();
    await warehouse.close();
    rmSync(folder, { recursive: true });
  });

  const ask = async (address: string) => {
    const response = await fetch(`${dashboard.url}${address}`);
    const [asked = ''] = address.split('?');
    return { path: asked, status: response.status, body: (await response.json()) as unknown };
  };

  it('names every address that gives JSON, and none that is not there', () => {
    const access = { host: '127.0.0.1', lock: null, limits: usualLimits };
    const nothing = {} as unknown as Served; // no request is made
    const served = routes(access, new Map(), { ...nothing, tiles: {} as Served['tiles'] }).routes;
    const paths = served
      .filter(({ method, path: at_ }) => method === 'GET' && at_.startsWith('/api/'))
      .map(({ path: at_ }) => at_);
    expect(new Set(paths)).toEqual(
      new Set([...jsonRoutes.map((route) => route.path), '/api/openapi.json']),
    );
  });

  it('is what is served, and describes what every address answers, mistakes too', async () => {
    const { body: document } = await ask('/api/openapi.json');
    expect(document).toEqual(JSON.parse(JSON.stringify(openApiDocument)));
    const answers = [
      await ask('/api/state'),
      await ask('/api/next-block/recent'),
      await ask('/api/next-block/at?at=2026-11-21T05:00:00.000Z'),
      await ask('/api/next-block/at?at=2026-11-21T05:00:00.001Z'),
      await ask('/api/next-block/at?at=soon'),
      await ask('/api/next-block/minutes?from=2026-11-21T05:00:00Z&to=2026-11-21T06:00:00Z'),
      await ask('/api/history/blocks?range=all'),
      await ask('/api/history/blocks?range=2h'),
      await ask('/api/history/pools?range=1w'),
      await ask('/api/history/predicted'),
      await ask('/api/history/prices'),
      await ask('/api/history/pipeline'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([
      200, 200, 200, 200, 400, 200, 200, 400, 200, 200, 200, 200,
    ]);
    const recent = answers[1]?.body as { events: ReadonlyArray<{ tag: string }> } | undefined;
    expect(recent?.events.map(({ tag }) => tag)).toEqual([
      'snapshot',
      'delta',
      'standing',
      'mined',
    ]);
    expect(await notAsDocumented(document, answers)).toEqual([]);
    // and a wrong answer is noticed
    const [state] = answers;
    const spoiled = { ...(state?.body as object), counts: { framesIn: 'many' } };
    expect(
      await notAsDocumented(document, [{ path: '/api/state', status: 200, body: spoiled }]),
    ).toContain("/api/state $.counts.framesIn: 'many' is not of type 'number'");
  });

  it.each([
    ['at?at=2026-11-21T05:00:00Z&to=2026-11-21T06:00:00Z', '“at”, given once'],
    ['at?at=2026-11-21T05:00:00Z&at=2026-11-21T06:00:00Z', '“at”, given once'],
    [
      'minutes?from=2026-11-21T05:00:00Z&to=2026-11-21T06:00:00Z&step=5',
      '“from” and “to”, each given once',
    ],
    [
      'minutes?from=2026-11-21T05:00:00Z&to=2026-11-21T06:00:00Z&to=2026-11-21T05:30:00Z',
      '“from” and “to”, each given once',
    ],
  ])('has no more to a moment or minutes than it says: %s is refused', async (address, takes) => {
    const { status, body } = await ask(`/api/next-block/${address}`);
    expect(status).toBe(400);
    expect(body).toEqual({ error: `This address takes ${takes}, and nothing else.` });
  });

  it('is refused where a codec is of a kind that it has no words for', () => {
    expect(() => schemaOf(t.type({ any: t.unknown }))).toThrow('no JSON Schema is made of unknown');
  });
});
