import { request, type IncomingHttpHeaders } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import * as E from 'fp-ts/lib/Either.js';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  startDashboard,
  type Dashboard,
  type DashboardOptions,
} from '../../../dashboard/server/index.ts';
import type { HistoryPort, LiveState } from '../../../dashboard/server/ports.ts';
import { readEvents } from '../../support/event-stream.ts';
import {
  beforeAnything,
  drivenPort,
  everything,
  failingHistory,
  fixedHistory,
  full,
  minedBlocks,
} from '../../support/live-port.ts';
import { buildPage } from '../../support/page-build.ts';

const at = '2026-09-19T12:00:00.000Z';
const running: Dashboard[] = [];
let distDir: string;

const started = async (
  live = drivenPort(everything(at)),
  history: HistoryPort = fixedHistory([]),
  options: Partial<DashboardOptions> = {},
): Promise<Dashboard> => {
  const result = await startDashboard(
    { live, history },
    { port: 0, distDir, flushMs: 5, ...options },
  );
  if (E.isLeft(result)) throw new Error(result.left.message);
  running.push(result.right);
  return result.right;
};

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request with headers of our choice; `fetch` sets its own host. */
const ask = (url: string, path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request(`${url}${path}`, { headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body }),
      );
    });
    asked.on('error', reject).end();
  });

const heightsOf = (data: unknown): ReadonlyArray<number> =>
  (data as { rows: ReadonlyArray<{ height: number }> }).rows.map(({ height }) => height);

const builtAt = (moment: string): LiveState['warehouse'] => ({
  ...beforeAnything.warehouse,
  builtAt: moment,
});

beforeAll(async () => {
  distDir = await buildPage();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((dashboard) => dashboard.stop()));
});

describe('the stream', () => {
  it('begins with the whole state, then sends the parts that changed and no others', async () => {
    const live = drivenPort(everything(at));
    const { url } = await started(live);
    const reader = await readEvents(`${url}/events`);
    await reader.until(() => reader.events.length === 1);
    expect(reader.events[0]).toMatchObject({
      name: 'state',
      data: {
        source: { ...everything(at).source, openGap: null },
        'next-block': everything(at).nextBlock,
        conversions: everything(at).conversions,
        counts: everything(at).counts,
        delivery: everything(at).delivery,
        warehouse: everything(at).warehouse,
      },
    });

    const counts = { ...everything(at).counts, framesIn: 12_807 };
    live.set({ counts });
    await reader.until(() => reader.events.length === 2);
    expect(reader.events[1]).toMatchObject({ name: 'counts', data: counts });
    live.set({ delivery: full });
    await reader.until(() => reader.events.length === 3);
    expect(reader.events[2]).toMatchObject({ name: 'delivery', data: full });
    live.set({ nextBlock: null, openGap: { cause: 'socket', since: at } });
    await reader.until(() => reader.events.length === 5);
    expect(reader.events.slice(3).map(({ name }) => name)).toEqual(['source', 'next-block']);
    reader.close();
  });

  it('puts many changes into one event, and ends with the last of them', async () => {
    const live = drivenPort(everything(at));
    const { url } = await started(live, fixedHistory([]), { flushMs: 100 });
    const reader = await readEvents(`${url}/events`);
    await reader.until(() => reader.events.length === 1);
    for (let framesIn = 1; framesIn <= 500; framesIn += 1) {
      live.set({ counts: { ...everything(at).counts, framesIn } });
    }
    await reader.until(() => reader.events.length === 2);
    expect(reader.events[1]).toMatchObject({ name: 'counts', data: { framesIn: 500 } });
    live.set({ conversions: null });
    await reader.until(() => reader.events.length === 3);
    expect(reader.events[2]?.name).toBe('conversions');
    reader.close();
  });

  it('shows with a comment that it is alive', async () => {
    const { url } = await started(drivenPort(), fixedHistory([]), { heartbeatMs: 20 });
    const reader = await readEvents(`${url}/events`);
    await reader.until(() => reader.comments.length >= 2);
    expect(reader.comments[0]).toBe('alive');
    reader.close();
  });

  it('has a head that can be asked for alone, which makes no reader and no complaint', async () => {
    const complained = vi.spyOn(console, 'error').mockReturnValue();
    const dashboard = await started();
    const answer = await fetch(`${dashboard.url}/events`, { method: 'HEAD' });
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(dashboard.readers()).toBe(0);
    expect(complained).not.toHaveBeenCalled();
    complained.mockRestore();
  });

  it('ends when the dashboard stops, and the port and the live port are free again', async () => {
    const live = drivenPort();
    const dashboard = await started(live);
    const reader = await readEvents(`${dashboard.url}/events`);
    expect(live.listeners()).toBe(1);
    await dashboard.stop();
    await reader.ended;
    expect(live.listeners()).toBe(0);
    await expect(fetch(dashboard.url)).rejects.toThrow();
  });
});

describe('the state', () => {
  it('is the same JSON that the stream begins with', async () => {
    const { url } = await started();
    const reader = await readEvents(`${url}/events`);
    await reader.until(() => reader.events.length === 1);
    const answer = await fetch(`${url}/api/state`);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(await answer.json()).toEqual(reader.events[0]?.data);
    reader.close();
  });
});

describe('mined blocks', () => {
  it('come from the socket at once, and from the warehouse as soon as it was built', async () => {
    const [, live8] = minedBlocks([7, 8], at);
    const live = drivenPort({ ...beforeAnything, blocks: live8 === undefined ? [] : [live8] });
    const { url } = await started(live, fixedHistory(minedBlocks([4, 5, 7], at)));
    const reader = await readEvents(`${url}/events`);
    await reader.until(() => reader.events.length === 1);
    expect(reader.events[0]).toMatchObject({ data: { blocks: { rows: [{ height: 8 }] } } });

    live.set({ warehouse: { status: 'ready', builtAt: at, message: null, tables: {} } });
    await reader.until(() => reader.events.some(({ name }) => name === 'blocks'));
    const told = reader.events.find(({ name }) => name === 'blocks');
    expect(heightsOf(told?.data)).toEqual([8, 7, 5, 4]);
    reader.close();
  });

  it('are asked for once after each build', async () => {
    let asked = 0;
    const history: HistoryPort = {
      recentBlocks: () => {
        asked += 1;
        return Promise.resolve(E.right([]));
      },
    };
    const live = drivenPort();
    await started(live, history);
    expect(asked).toBe(0);
    live.set({ warehouse: builtAt(at) });
    live.set({ warehouse: { ...builtAt(at), status: 'building' } });
    expect(asked).toBe(1);
    live.set({ warehouse: builtAt('2026-09-19T12:01:00.000Z') });
    expect(asked).toBe(2);
  });

  it('that cannot be read say why, and the live ones stay', async () => {
    const live = drivenPort({ ...everything(at), warehouse: beforeAnything.warehouse });
    const { url } = await started(live, failingHistory('the file is gone'));
    const reader = await readEvents(`${url}/events`);
    live.set({ warehouse: builtAt(at) }); // asked for now, so that what comes of it is told to who listens
    await reader.until(() => reader.events.some(({ name }) => name === 'blocks'));
    const told = reader.events.find(({ name }) => name === 'blocks');
    expect(told?.data).toMatchObject({ historyError: 'the file is gone' });
    expect(heightsOf(told?.data)).toEqual([905_144, 905_143]);
    reader.close();
  });
});

describe('every answer', () => {
  it.each(['/', '/api/state', '/nothing-here', '/events'])(
    'carries the security headers: %s',
    async (path) => {
      const { url } = await started();
      const answer = await fetch(`${url}${path}`);
      const policy = answer.headers.get('content-security-policy') ?? '';
      for (const rule of [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
      ]) {
        expect(policy).toContain(rule);
      }
      expect(policy).not.toContain('unsafe');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      await answer.body?.cancel();
    },
  );

  it('is a refusal when the request was meant for another host', async () => {
    const { url } = await started();
    for (const path of ['/', '/events', '/api/state']) {
      const answer = await ask(url, path, { host: 'rebound.example:80' });
      expect([answer.status, answer.body]).toEqual([
        403,
        'This page is served to 127.0.0.1 and localhost only.',
      ]);
    }
    const lookalike = await ask(url, '/api/state', { host: 'localhost.example' });
    expect(lookalike.status).toBe(403);
  });

  it('is a refusal when another page asks', async () => {
    const { url } = await started();
    const { host } = new URL(url);
    const from = (origin: string) => ask(url, '/api/state', { host, origin });
    expect((await from('https://elsewhere.example')).status).toBe(403);
    expect((await from('null')).status).toBe(403);
    expect((await from('http://localhost:1')).status).toBe(403);
    expect((await from(url)).status).toBe(200);
  });

  it('is given to localhost under any port, as through a tunnel', async () => {
    const { url } = await started();
    expect((await ask(url, '/api/state', { host: 'localhost:9000' })).status).toBe(200);
    expect((await ask(url, '/api/state', { host: '127.0.0.1' })).status).toBe(200);
  });
});

describe('the page', () => {
  it('is served with its assets, which last, and nothing besides', async () => {
    const { url } = await started();
    const page = await ask(url, '/');
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    const assets = [...page.body.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(
      ([, path]) => path ?? '',
    );
    expect(assets.length).toBeGreaterThanOrEqual(3); // script, style, icon
    for (const asset of assets) {
      const answer = await ask(url, asset);
      expect(answer.status).toBe(200);
      expect(answer.headers['cache-control']).toContain('immutable');
    }
    for (const path of ['/assets/..%2f..%2fpackage.json', '/package.json', '/assets/']) {
      expect((await ask(url, path)).status).toBe(404);
    }
  });
});

describe('a dashboard that cannot start', () => {
  it('names the port that is taken and the way out, and holds on to nothing', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    const { port } = squatter.address() as AddressInfo;
    const live = drivenPort();
    const result = await startDashboard({ live, history: fixedHistory([]) }, { port, distDir });
    expect(result).toEqual(
      E.left({
        tag: 'port-in-use',
        message: `Port ${port} is in use; choose another with \`--port\`.`,
      }),
    );
    expect(live.listeners()).toBe(0);
    await new Promise((resolve) => squatter.close(resolve));
  });

  it('says how to build the page where it was not built', async () => {
    const result = await startDashboard(
      { live: drivenPort(), history: fixedHistory([]) },
      { port: 0, distDir: '/nowhere' },
    );
    expect(result).toEqual(
      E.left({
        tag: 'page-not-built',
        message: 'The page is not built; run `npm run page` first.',
      }),
    );
  });
});
