import { getEventListeners, once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { restGet, type RestOptions } from '../../../sources/rest/get.ts';
import type { RestFault } from '../../../sources/rest/ports.ts';
import { nowhere, serve } from '../../support/http-server.ts';

const PATH = '/api/v1/blocks';

/** A server that writes what it is told as soon as somebody asks; resolves to its address. */
const serveRaw = async (answer: (socket: Socket) => void): Promise<string> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => answer(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

const ask = (url: string, options: Partial<RestOptions> = {}, signal?: AbortSignal) =>
  restGet({ url, userAgent: 'us/1', ...options })(PATH, signal);

const faultOf = async (url: string, options: Partial<RestOptions> = {}): Promise<RestFault> => {
  const answer = await ask(url, options);
  if (E.isRight(answer))
    throw new Error(`a body of ${answer.right.length} bytes where a fault should be`);
  return { ...answer.left, message: answer.left.message.replaceAll(url, 'BASE') };
};

const faultOfAnswer = async (answer: RequestListener): Promise<RestFault> =>
  faultOf(await serve(answer));

const fault = (
  code: RestFault['code'],
  status: number | null,
  isTransient: boolean,
  message: string,
  retryAfterMs = 0,
): RestFault => ({ code, status, isTransient, message, retryAfterMs });

describe('a request', () => {
  it('goes below the base, with or without a path and a slash, and says who asks for what', async () => {
    const seen: Array<string> = [];
    const url = await serve((request, response) => {
      seen.push(`${request.url} ${request.headers['user-agent']} ${request.headers.accept}`);
      response.end('[1]');
    });
    for (const base of [url, `${url}/`, `${url}/signet`, `${url}/signet//`])
      expect(await ask(base)).toStrictEqual(E.right(Buffer.from('[1]')));
    expect(seen).toStrictEqual([
      '/api/v1/blocks us/1 application/json',
      '/api/v1/blocks us/1 application/json',
      '/signet/api/v1/blocks us/1 application/json',
      '/signet/api/v1/blocks us/1 application/json',
    ]);
  });

  it.each([
    ['blanks around', ' \r\n\t[1] \n'],
    ['an object', '{"prices":[]}'],
    ['an empty list', '[]'],
    ['what only a decoder sees', '[1,,]'],
  ])('gives a body byte for byte: %s', async (_what, body) => {
    const url = await serve((_request, response) => response.end(body));
    expect(await ask(url)).toStrictEqual(E.right(Buffer.from(body)));
  });

  it('takes JSON of any content type, in pieces and packed', async () => {
    const list = Buffer.from(JSON.stringify(Array.from({ length: 999 }, (_, at) => at)));
    const typed = await serve((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end(list),
    );
    expect(await ask(typed)).toStrictEqual(E.right(list));
    const packed = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(list)),
    );
    expect(await ask(packed)).toStrictEqual(E.right(list));
    const pieces = await serve((_request, response) => {
      response.write('[1,');
      setImmediate(() => response.end('2]'));
    });
    expect(await ask(pieces)).toStrictEqual(E.right(Buffer.from('[1,2]')));
  });
});

describe('a refusal', () => {
  const failed = (text: string) => JSON.stringify({ error: text });

  it.each([
    [400, 'refused', false, 'Invalid block hash'],
    [403, 'refused', false, 'Forbidden'],
    [404, 'not-found', false, 'Block not found'],
    [408, 'timeout', true, 'Too slow'],
    [429, 'throttled', true, 'Too many requests'],
    [500, 'server-error', true, 'Failed to get block'],
    [502, 'server-error', true, 'Bad gateway'],
    [503, 'syncing', true, 'Service Unavailable'],
    [524, 'server-error', true, 'A timeout occurred'],
  ] as const)('of %i is %s, with the words of the source', async (status, code, passes, text) => {
    const message = `BASE${PATH} answered ${status}: ${text}`;
    for (const body of [failed(text), text])
      expect(
        await faultOfAnswer((_request, response) => response.writeHead(status).end(body)),
      ).toStrictEqual(fault(code, status, passes, message));
    expect(
      await faultOfAnswer((_request, response) => response.writeHead(status).end()),
    ).toStrictEqual(fault(code, status, passes, `BASE${PATH} answered ${status}`));
  });

  it.each([
    [203, 'deprecated', 'deprecated path'],
    [204, 'unexpected-status', ''],
    [206, 'unexpected-status', '[1'],
  ] as const)('can have a status of success: %i is %s', async (status, code, body) => {
    const { message, ...rest } = await faultOfAnswer((_request, response) =>
      response.writeHead(status).end(body),
    );
    expect(rest).toStrictEqual({ code, status, isTransient: false, retryAfterMs: 0 });
    expect(message).toContain(`answered ${status}`);
  });

  it('can be a redirect, which is named and not followed', async () => {
    let asked = 0;
    const elsewhere = await serve((_request, response) => {
      asked += 1;
      response.end('[1]');
    });
    expect(
      await faultOfAnswer((_request, response) =>
        response.writeHead(301, { location: elsewhere }).end(),
      ),
    ).toStrictEqual(
      fault(
        'unexpected-status',
        301,
        false,
        `BASE${PATH} answered 301 and points to ${elsewhere}, which is not followed`,
      ),
    );
    expect(asked).toBe(0);
  });

  it('tells the start of long words only, on one line, without control characters', async () => {
    const text = `No\r\n\u001B[31m such\u0000\u202Eblock ${'🧱'.repeat(9000)}`;
    for (const body of [failed(text), text]) {
      const { message } = await faultOfAnswer((_request, response) =>
        response.writeHead(404).end(body),
      );
      expect(message).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\uFFFD]/u);
      const words = message.replace(`BASE${PATH} answered 404: `, '');
      expect(Array.from(words)).toHaveLength(120);
      expect(words).toMatch(/🧱…$/u);
      if (body === text) expect(words).toMatch(/^No \[31m such block 🧱/u);
    }
  });

  it('in HTML is named, not told', async () => {
    const html = '\n<!DOCTYPE html><pre>Cannot GET</pre>';
    const answered = (status: number) =>
      faultOfAnswer((_request, response) => response.writeHead(status).end(html));
    const url = `BASE${PATH}`;
    expect((await answered(404)).message).toBe(
      `${url} answered 404 with HTML; is BASE a mempool backend? (expected a list of blocks)`,
    );
    expect((await answered(502)).message).toBe(`${url} answered 502 with HTML, not JSON`);
  });

  it.each([429, 503, 500])(
    'of %i says how long to wait, in seconds or as a date',
    async (status) => {
      const after = async (value: string): Promise<number> =>
        (
          await faultOfAnswer((_request, response) =>
            response.writeHead(status, { 'retry-after': value }).end(),
          )
        ).retryAfterMs;
      expect(await after('7')).toBe(7000);
      expect(await after('999999')).toBe(3_600_000);
      expect(await after('soon')).toBe(0);
      const inAMinute = await after(new Date(Date.now() + 600_000).toUTCString());
      expect(inAMinute).toBeGreaterThan(300_000);
      expect(inAMinute).toBeLessThanOrEqual(600_000);
    },
  );

  it('keeps its status when its text breaks off, hangs or never ends, and lets go of the connection', async () => {
    const left: Array<Promise<number>> = [];
    const answer =
      (rest: (socket: Socket) => void) =>
      (socket: Socket): void => {
        left.push(new Promise((resolve) => socket.on('close', () => resolve(socket.bytesWritten))));
        socket.write('HTTP/1.1 503 No\r\nContent-Length: 99999999999\r\n\r\nsyncing');
        rest(socket);
      };
    const flood = (socket: Socket): void => {
      while (socket.write(' x'.repeat(9999)));
      socket.once('drain', () => flood(socket));
    };
    for (const rest of [(socket: Socket) => socket.end(), () => undefined, flood]) {
      const url = await serveRaw(answer(rest));
      const { message, code } = await faultOf(url, { timeoutMs: 3_600_000 });
      expect(code).toBe('syncing');
      expect(message).toContain(`answered 503: syncing`);
    }
    expect(Math.max(...(await Promise.all(left)))).toBeLessThan(32 * 1024 * 1024); // what the system's own buffers take
  });
});

describe('an answer of 200 that is none', () => {
  it('is empty without a byte, or with blanks only', async () => {
    for (const body of ['', ' \r\n'])
      expect(await faultOfAnswer((_request, response) => response.end(body))).toStrictEqual(
        fault('empty', 200, false, `BASE${PATH} answered with an empty body`),
      );
  });

  it('is not JSON where it is HTML or text, and says what was expected', async () => {
    const of = (type: string, body: string) =>
      faultOfAnswer((_request, response) =>
        response.writeHead(200, { 'content-type': type }).end(body),
      );
    const doubt = 'not JSON; is BASE a mempool backend? (expected a list of blocks)';
    expect(await of('text/html', '<html>Just a moment…</html>')).toStrictEqual(
      fault('not-json', 200, false, `BASE${PATH} answered HTML (text/html), ${doubt}`),
    );
    expect(await of('application/json', 'Backend is\nsyncing')).toStrictEqual(
      fault(
        'not-json',
        200,
        false,
        `BASE${PATH} answered "Backend is syncing" (application/json), ${doubt}`,
      ),
    );
    expect((await of('text/plain', `"${'x'.repeat(9999)}"`)).message.length).toBeLessThan(300);
  });

  it.each([
    ['/api/v1/blocks/967728', 'a list of blocks'],
    [`/api/v1/block/${'0f'.repeat(32)}`, 'a block'],
    ['/api/v1/historical-price?timestamp=1', 'a list of prices'],
    ['/api/v1/backend-info', 'JSON'],
  ])('at %s: %s was expected', async (path, expected) => {
    const url = await serve((_request, response) => response.end('<html>'));
    expect(await restGet({ url, userAgent: 'us' })(path)).toMatchObject({
      left: { message: expect.stringContaining(`(expected ${expected})`) },
    });
  });

  it('is too large by its length alone, before a byte of it comes', async () => {
    const url = await serveRaw((socket) => socket.write(`${HEAD}Content-Length: 9000000\r\n\r\n`));
    expect(await faultOf(url)).toStrictEqual(
      fault('too-large', 200, false, `BASE${PATH} answered more than 8388608 bytes`),
    );
  });

  it('is too large as it is read, packed or in pieces without an end', async () => {
    const bomb = gzipSync(`[${' '.repeat(100_000)}]`);
    const packed = await serve((_request, response) =>
      response
        .writeHead(200, { 'content-encoding': 'gzip', 'content-length': bomb.length })
        .end(bomb),
    );
    expect(bomb.length).toBeLessThan(10_000);
    expect(await faultOf(packed, { maxBodyBytes: 10_000 })).toMatchObject({ code: 'too-large' });
    expect(E.isRight(await ask(packed, { maxBodyBytes: 100_002 }))).toBe(true);
    expect(await faultOf(packed, { maxBodyBytes: 100_001 })).toMatchObject({ code: 'too-large' });
    let left: Promise<unknown> | undefined;
    const endless = await serve((_request, response) => {
      left = once(response, 'close');
      const more = (): void => {
        while (response.write('[1,2,3,4,5,6,7,8,9]'));
        response.once('drain', more);
      };
      more();
    });
    expect(await faultOf(endless, { maxBodyBytes: 10_000 })).toMatchObject({ code: 'too-large' });
    await left;
  });

  const cut = gzipSync(JSON.stringify(Array.from({ length: 9999 }, (_, at) => at))).subarray(
    0,
    999,
  );
  it.each([
    ['shorter than announced', `${HEAD}Content-Length: 100\r\n\r\n[1]`, /broke off its answer: ./],
    [
      'without its last piece',
      `${HEAD}Transfer-Encoding: chunked\r\n\r\n3\r\n[1]\r\n`,
      /broke off/,
    ],
    ['without a length', `${HEAD}Connection: close\r\n\r\n[1,{"a":[`, /9 bytes without an end$/],
    ['an object', `${HEAD}Connection: close\r\n\r\n{"a":[1]`, /8 bytes without an end$/],
    [
      'packed',
      Buffer.concat([
        Buffer.from(`${HEAD}Content-Encoding: gzip\r\nContent-Length: 999\r\n\r\n`),
        cut,
      ]),
      /bytes without an end$/,
    ],
  ])('is cut off: %s', async (_what, bytes, message) => {
    const url = await serveRaw((socket) => socket.end(bytes));
    expect(await faultOf(url)).toStrictEqual({
      ...fault('truncated', 200, true, ''),
      message: expect.stringMatching(message),
    });
  });
});

describe('a source', () => {
  it('that is not there, leaves or speaks something else is unreachable, and why is told', async () => {
    const reset = await serveRaw((socket) => socket.resetAndDestroy());
    const halfAHead = await serveRaw((socket) => socket.end('HTTP/1.1 200 OK\r\nConte'));
    const other = await serveRaw((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    const cases = [
      [await nowhere(), /ECONNREFUSED/],
      [(await nowhere()).replace('127.0.0.1', 'localhost'), /ECONNREFUSED 127\.0\.0\.1/],
      ['http://no-such-host.invalid', /ENOTFOUND|EAI_AGAIN/],
      [reset, /ECONNRESET/],
      [halfAHead, /closed/],
      [other, /HTTP/],
    ] as const;
    for (const [url, why] of cases) {
      const { message, ...rest } = await faultOf(url);
      expect(rest).toStrictEqual({
        code: 'unreachable',
        status: null,
        isTransient: true,
        retryAfterMs: 0,
      });
      expect(message).toMatch(/^BASE\/api\/v1\/blocks can't be reached: ./);
      expect(message).toMatch(why);
    }
  });

  it('that hangs or trickles has its time, head and body together', async () => {
    const silent = await serve(() => undefined);
    expect(await faultOf(silent, { timeoutMs: 100 })).toStrictEqual(
      fault('timeout', null, true, `BASE${PATH} did not answer within 0.1 s`),
    );
    /** Has its end after many times the client's. */
    const trickle = await serve((_request, response) => {
      response.write('[');
      let beats = 0;
      const beat = setInterval(() => {
        beats += 1;
        if (beats < 200) response.write(' ');
        else response.end(']');
      }, 10);
      response.on('close', () => clearInterval(beat));
    });
    expect(await faultOf(trickle, { timeoutMs: 200 })).toStrictEqual(
      fault('timeout', 200, true, `BASE${PATH} did not answer in full within 0.2 s`),
    );
  });

  it('is not asked, or not waited for, by who stops', async () => {
    let met: (() => void) | undefined;
    let asked = 0;
    const answer = (begin: string) =>
      serveRaw((socket) => {
        asked += 1;
        socket.write(begin);
        met?.();
      });
    for (const begin of ['HTTP/1.1 ', `${HEAD}Content-Length: 100\r\n\r\n[1`]) {
      const url = await answer(begin);
      const stop = new AbortController();
      const meeting = new Promise<void>((resolve) => (met = resolve));
      const answered = ask(url, {}, stop.signal);
      await meeting;
      stop.abort();
      expect(await answered).toMatchObject({ left: { code: 'stopped', isTransient: false } });
      expect(await ask(url, {}, stop.signal)).toMatchObject({ left: { code: 'stopped' } });
    }
    expect(asked).toBe(2);
  });

  it('keeps nothing on a signal that lives longer than its requests', async () => {
    const url = await serve((_request, response) => response.end('[]'));
    const { signal } = new AbortController();
    for (let count = 0; count < 3; count += 1) await ask(url, {}, signal);
    expect(getEventListeners(signal, 'abort')).toStrictEqual([]);
  });
});
