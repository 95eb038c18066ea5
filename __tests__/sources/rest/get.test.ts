import { getEventListeners } from 'node:events';
import { gzipSync } from 'node:zlib';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { nowhere, serve } from '../../support/http-server.ts';
import { PATH, HEAD, ask, fault, faultOf, serveRaw } from '../../support/rest-answers.ts';

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
      [(await serve(() => undefined)).replace('http:', 'https:'), /wrong version number/],
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
      expect(message).not.toContain('\n');
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
