import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { gunzipSync } from 'node:zlib';
import * as E from 'fp-ts/lib/Either.js';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  startDashboard,
  type Dashboard,
  type DashboardOptions,
} from '../../../dashboard/server/index.ts';
import { readEvents } from '../../support/event-stream.ts';
import { drivenPort, everything, fixedHistory, minedBlocks } from '../../support/live-port.ts';
import { buildPage } from '../../support/page-build.ts';

const at = '2026-09-19T12:00:00.000Z';
const token = 'correct-horse-battery-staple-42-xyz';
const running: Dashboard[] = [];
let distDir: string;

const started = async (options: Partial<DashboardOptions> = {}): Promise<string> => {
  const result = await startDashboard(
    { live: drivenPort(everything(at)), history: fixedHistory(minedBlocks([4, 5, 7], at)) },
    { port: 0, distDir, flushMs: 5, ...options },
  );
  if (E.isLeft(result)) throw new Error(result.left.message);
  running.push(result.right);
  return result.right.url;
};

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

const ask = (url: string, path: string, { method, headers, body }: Asked = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { path, method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks),
        }),
      );
    });
    asked.on('error', reject).end(body);
  });

/** What comes back for bytes that no client library would send. */
const say = (url: string, bytes: string): Promise<string> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    let heard = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on('data', (data) => (heard += data.toString('latin1')));
    socket.on('error', () => undefined).on('close', () => resolve(heard));
  });

const form = (given: string): Asked => ({
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({ token: given }).toString(),
});

beforeAll(async () => {
  distDir = await buildPage();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((dashboard) => dashboard.stop()));
});

describe('a dashboard with a token', () => {
  it.each(['/', '/api/state', '/events', '/view/block', '/nothing', '/assets', '/login/x'])(
    'tells nothing at %s to who does not have it',
    async (path) => {
      const url = await started({ token });
      const answer = await ask(url, path);
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
      expect(answer.body.toString()).not.toContain('mempool');
      const page = await ask(url, path, { headers: { accept: 'text/html' } });
      expect([page.status, page.headers.location]).toEqual([303, '/login']);
    },
  );

  it('takes it as a bearer, and nothing that is only like it', async () => {
    const url = await started({ token });
    const bearing = async (authorization: string): Promise<number> =>
      (await ask(url, '/api/state', { headers: { authorization } })).status;
    expect(await bearing(`Bearer ${token}`)).toBe(200);
    for (const wrong of [
      `Bearer ${token}x`,
      `Bearer ${token.slice(1)}`,
      `Bearer ${token.toUpperCase()}`,
      `Basic ${token}`,
      'Bearer ',
      token,
    ]) {
      expect(await bearing(wrong)).toBe(401);
    }
    expect((await ask(url, `/api/state?token=${token}`)).status).toBe(401);
  });

  it('gives a cookie for it at the form, which scripts and other sites never see and which is not the token', async () => {
    const url = await started({ token });
    const shown = await ask(url, '/login');
    expect(shown.status).toBe(200);
    expect(shown.headers['content-security-policy']).toContain("form-action 'self'");
    const styles = [...shown.body.toString().matchAll(/href="(\/assets\/[^"]+)"/g)];
    expect(styles.length).toBeGreaterThan(0);
    for (const [, path] of styles) expect((await ask(url, path ?? '')).status).toBe(200);

    const refused = await ask(url, '/login', form('something else that is as long as that'));
    expect([refused.status, refused.headers['set-cookie']]).toEqual([401, undefined]);
    const opened = await ask(url, '/login', form(token));
    expect([opened.status, opened.headers.location]).toEqual([303, '/']);
    const cookie = opened.headers['set-cookie']?.[0] ?? '';
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Strict');
    expect(cookie).not.toContain(token);
    const [pair = ''] = cookie.split(';');
    expect((await ask(url, '/api/state', { headers: { cookie: pair } })).status).toBe(200);
    const forged = `${pair.slice(0, -1)}${pair.endsWith('A') ? 'B' : 'A'}`;
    expect((await ask(url, '/api/state', { headers: { cookie: forged } })).status).toBe(401);
  });

  it('lets the cookie of another token open nothing', async () => {
    const mine = await started({ token });
    const other = await started({ token: `${token}-of-another-machine` });
    const opened = await ask(mine, '/login', form(token));
    const [, value = ''] = /=([^;]+)/.exec(opened.headers['set-cookie']?.[0] ?? '') ?? [];
    const cookie = `bitcoin_pipeline_${new URL(other).port}=${value}`;
    expect((await ask(other, '/api/state', { headers: { cookie } })).status).toBe(401);
  });

  it('slows down who guesses, and takes no long form', async () => {
    const limits = { logins: { capacity: 3, perSecond: 0.01 } };
    const url = await started({ token, limits });
    const guesses = [];
    for (let guess = 0; guess < 5; guess += 1)
      guesses.push((await ask(url, '/login', form(`guess ${guess}`))).status);
    expect(guesses).toEqual([401, 401, 401, 429, 429]);
    const other = await started({ token });
    expect((await ask(other, '/login', form('x'.repeat(5000)))).status).toBe(413);
  });

  it('refuses a form that another page sends', async () => {
    const url = await started({ token });
    const asked = form(token);
    const headers = { ...asked.headers, origin: 'https://elsewhere.example' };
    expect((await ask(url, '/login', { ...asked, headers })).status).toBe(403);
  });
});

describe('a dashboard that listens on every address', () => {
  it('answers to addresses and to its own names, never to a name that points at it', async () => {
    const url = await started({ host: '0.0.0.0', token });
    const { port } = new URL(url);
    const local = `http://127.0.0.1:${port}`;
    const named = async (host: string): Promise<number> =>
      (await ask(local, '/api/state', { headers: { host, authorization: `Bearer ${token}` } }))
        .status;
    expect(await named(`192.168.1.20:${port}`)).toBe(200);
    expect(await named(`[fe80::1]:${port}`)).toBe(200);
    expect(await named('localhost')).toBe(200);
    expect(await named(`rebound.example:${port}`)).toBe(403);
    expect(await named('192.168.1.20.rebound.example')).toBe(403);
    expect(await named('a b')).toBe(400);
  });

  it('is not listened on by default', async () => {
    expect(new URL(await started()).hostname).toBe('127.0.0.1');
    const { port } = new URL(await started());
    await expect(ask(`http://127.0.0.2:${port}`, '/')).rejects.toThrow('ECONNREFUSED');
  });

  it('says that an address is not one of this machine', async () => {
    const result = await startDashboard(
      { live: drivenPort(), history: fixedHistory([]) },
      { port: 0, host: '192.0.2.1', token, distDir },
    );
    expect(result).toMatchObject(E.left({ tag: 'no-such-host' }));
  });
});

describe('too much', () => {
  it('is answered with when to come back, and only to who asks it', async () => {
    const url = await started({ limits: { requests: { capacity: 5, perSecond: 0.5 } } });
    const statuses = [];
    for (let n = 0; n < 7; n += 1) statuses.push((await ask(url, '/api/state')).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    const refused = await ask(url, '/');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(2);
  });

  it('is not what our own page asks: a hundred requests at once are answered', async () => {
    const url = await started();
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask(url, '/api/state')));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });

  it('is a stream beyond the seats, until one is given back', async () => {
    const url = await started({ limits: { streamsOfAddress: 2 } });
    const first = await readEvents(`${url}/events`);
    const second = await readEvents(`${url}/events`);
    const third = await ask(url, '/events');
    expect([third.status, third.headers['retry-after']]).toEqual([503, '10']);
    first.close();
    await expect
      .poll(async () => {
        const again = await readEvents(`${url}/events`);
        again.close();
        return again.headers.get('content-type');
      })
      .toContain('text/event-stream');
    second.close();
  });

  it('is an address of endless length, a head of endless length, and a body', async () => {
    const url = await started();
    expect((await ask(url, `/${'a'.repeat(3000)}`)).status).toBe(414);
    expect((await ask(url, '/', { headers: { 'x-long': 'a'.repeat(20_000) } })).status).toBe(431);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const answer = await ask(url, '/api/state', { method });
      expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
    }
  });
});

describe('a malformed request', () => {
  it.each([
    ['/%', 404],
    ['/%00', 404],
    ['/%c0%ae%c0%ae/etc/passwd', 404],
    ['/../../etc/passwd', 404],
    ['/assets/..%2f..%2fpackage.json', 404],
    ['/assets//index.html', 404],
    ['//elsewhere.example/', 404],
    ['/api/state%2f..', 404],
  ])('gets nothing: %s', async (path, status) => {
    const url = await started();
    const answer = await ask(url, path);
    expect(answer.status).toBe(status);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it('that is no HTTP ends its own connection and no other', async () => {
    const url = await started();
    const { host } = new URL(url);
    expect(await say(url, 'hello\r\n\r\n')).toContain('400 Bad Request');
    expect(await say(url, 'GET / HTTP/1.1\r\n\r\n')).toContain('400 Bad Request');
    const two = `GET / HTTP/1.1\r\nHost: ${host}\r\nHost: rebound.example\r\nConnection: close\r\n\r\n`;
    expect(await say(url, two)).toContain('403');
    const none = 'GET /api/state HTTP/1.0\r\n\r\n';
    expect(await say(url, none)).toContain('400');
    const absolute = `GET http://rebound.example/api/state HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n`;
    expect(await say(url, absolute)).toContain('403');
    expect((await ask(url, '/api/state')).status).toBe(200);
  });
});

describe('compression', () => {
  const zipped = { headers: { 'accept-encoding': 'gzip' } };

  it('makes page files and JSON smaller for who takes it, and leaves them as they are for others', async () => {
    const url = await started();
    for (const path of ['/', '/api/state']) {
      const plain = await ask(url, path);
      const small = await ask(url, path, zipped);
      expect(plain.headers['content-encoding']).toBeUndefined();
      expect(small.headers['content-encoding']).toBe('gzip');
      expect(gunzipSync(small.body).toString()).toBe(plain.body.toString());
    }
  });

  it('does not hold the stream back', async () => {
    const url = await started();
    const reader = await readEvents(`${url}/events`);
    await reader.until(() => reader.events.length >= 1);
    expect(reader.headers.get('content-encoding')).toBeNull();
    reader.close();
  });
});
