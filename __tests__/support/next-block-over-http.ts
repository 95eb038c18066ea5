import { mkdir, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { documentOf } from '../../cli/state-document.ts';
import type { StateDocument } from '../../cli/state-figures.ts';
import { lakeAnswer } from '../../cli/state-in-lake.ts';
import { nextBlockThen } from '../../cli/next-block-then.ts';
import { tilesIn } from '../../dashboard/layout/tiles/columns.ts';
import { isDrawn } from '../../dashboard/layout/tiles/tile.ts';
import type { TilesSnapshot } from '../../dashboard/layout/tiles/wire.ts';
import { startDashboard, type Dashboard } from '../../dashboard/server/index.ts';
import type { NextBlockMinutes } from '../../dashboard/server/next-block-history.ts';
import { serveFileOf } from '../../warehouse/publish.ts';
import { openReader, type Reader } from '../../warehouse/reader.ts';
import { drivenPort, fixedHistory } from './live-port.ts';
import { emptyFolder } from './program.ts';
import { recordedEvents } from './recordings.ts';
import { heldByAnother, right } from './warehouse.ts';

/** A recorded session in a lake, and the tables that a run made of it. */
interface Taken {
  readonly session: string;
  readonly network: string;
  readonly lake: () => string;
}

/** That the page is told of older moments what the lake says of them, over HTTP, from finished tables. */
export const describeNextBlockOverHttp = ({ session, network, lake }: Taken): void => {
  const times = recordedEvents(session).map(({ t }) => t);
  const [openedMs = 0, closedMs = 0] = [times[0], times.at(-1)];

  /** Whole seconds spread over the session, from before its first line to after its last. */
  const moments = [-5, 1, 2, 9, 33, 61, 90]
    .map((seconds) => Math.floor(openedMs / 1000 + seconds) * 1000)
    .concat(closedMs + 1000);
  const tablesFile = () => `${lake()}.duckdb`;

  let folder: string;
  let reader: Reader;
  let dashboard: Dashboard;

  beforeAll(async () => {
    folder = await emptyFolder();
    reader = openReader(serveFileOf(tablesFile()));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html>');
    const nextBlockHistory = nextBlockThen(
      tablesFile(),
      { network, originClass: 'recording' },
      reader,
    );
    dashboard = right(
      await startDashboard(
        { live: drivenPort(), history: fixedHistory([]), nextBlockHistory },
        { port: 0, distDir: folder },
      ),
    );
  });
  afterAll(async () => {
    await dashboard.stop();
    await reader.close();
    await rm(folder, { recursive: true, force: true });
  });

  const asked = async (path: string) => {
    const answer = await fetch(`${dashboard.url}/api/next-block/${path}`);
    return {
      status: answer.status,
      headers: answer.headers,
      body: (await answer.json()) as unknown,
    };
  };
  const at = (ms: number) => asked(`at?at=${new Date(ms).toISOString()}`);

  /** `state --at`, from the files by the model. */
  const stateAt = async (ms: number): Promise<StateDocument> => {
    const { figures, reach } = right(await lakeAnswer(lake(), ms, true));
    return documentOf(figures, reach, new Date().toISOString());
  };

  it('has the rows and totals that `state --at` has, and every drawn one a place of its own', async () => {
    const levels = new Set<string>();
    for (const ms of moments) {
      const [state, { status, body }] = [await stateAt(ms), await at(ms)];
      expect(status).toBe(200);
      levels.add(state.level);
      if (state.level === 'unknown') {
        expect(body).toEqual({ level: 'unknown', cause: state.cause });
        continue;
      }
      const snapshot = body as TilesSnapshot;
      const { level, sequence, transactions, feeSats, weight, lowestRate, medianRate } = state;
      expect(snapshot).toMatchObject({
        tag: 'snapshot',
        level,
        cause: null,
        at: new Date(ms).toISOString(),
        sequence,
        totals: { transactions, feeSats, weight, lowestRate, medianRate },
      });
      const tiles = tilesIn(snapshot.tiles);
      const rows = tiles.map((tile) => [
        tile.txid,
        tile.feeSats,
        tile.vsizeVbytes,
        tile.valueSats,
        tile.rate,
      ]);
      expect(rows).toEqual(
        state.rows?.map((row) => [row.txid, row.feeSats, row.vsizeVbytes, row.valueSats, row.rate]),
      );
      const cells = tiles
        .filter(isDrawn)
        .flatMap(({ left, top, width, height }) =>
          Array.from({ length: width * height }, (_, cell) =>
            String([left + (cell % width), top + Math.floor(cell / width)]),
          ),
        );
      expect(new Set(cells).size).toBe(cells.length);
    }
    expect(levels).toEqual(new Set(['unknown', 'contiguous', 'verified']));
  });

  it('has each minute as `state --at` has it at the minute’s end', async () => {
    const fromMs = Math.floor(openedMs / 60_000) * 60_000;
    const [from, to] = [fromMs, fromMs + 10 * 60_000].map((ms) => new Date(ms).toISOString());
    const { status, body } = await asked(`minutes?from=${from}&to=${to}`);
    expect(status).toBe(200);
    const { stepMinutes, points } = body as {
      readonly stepMinutes: number;
      readonly points: ReadonlyArray<NextBlockMinutes>;
    };
    expect(stepMinutes).toBe(1);
    expect(points.length).toBeGreaterThan(0);
    for (const point of points) {
      const state = await stateAt(Date.parse(point.at) + 60_000);
      expect(point).toEqual({
        at: point.at,
        minutes: 1,
        unknownMinutes: state.level === 'unknown' ? 1 : 0,
        cause: state.cause,
        isVerified: state.level === 'verified',
        lowestRate: state.lowestRate,
        p10Rate: state.p10Rate,
        medianRate: state.medianRate,
        p90Rate: state.p90Rate,
        vsizeVbytes: state.weight === null ? null : state.weight / 4,
      });
    }
  });

  it('answers what can’t be a moment with the valid range, and asks nothing', async () => {
    const { status, body } = await asked(`at?at=${encodeURIComponent("2026-01-01' or 1=1")}`);
    expect(status).toBe(400);
    expect(body).toEqual({
      error:
        'at must be a moment in UTC from 2009-01-03T18:15:05Z to now, such as 2026-11-21T05:20:00Z',
    });
    const minutes = await asked('minutes?from=2026-01-01T00:00:00Z&to=2026-01-04T00:00:00Z');
    expect(minutes.status).toBe(400);
    expect(JSON.stringify(minutes.body)).toContain('at most 48 hours after from');
    expect((await asked('at')).status).toBe(400);
    expect((await asked('minutes')).status).toBe(400);
  });

  it('says to try again while another program holds the tables, and knows what it was asked before', async () => {
    const known = moments[3] ?? 0;
    const other = known + 1000;
    const before = await at(known);
    const holder = await heldByAnother(tablesFile(), 'hold', network);
    const busy = await at(other);
    expect(busy.status).toBe(503);
    expect(busy.headers.get('retry-after')).toBe('2');
    expect(busy.body).toEqual({
      error: 'The tables are in use, by a build as a rule; try again in a moment.',
    });
    expect(await at(known).then(({ body }) => body)).toEqual(before.body);
    holder.stdin?.end();
    await once(holder, 'exit');
    expect((await at(other)).status).toBe(200);
  });
};
