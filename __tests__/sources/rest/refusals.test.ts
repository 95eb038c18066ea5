import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { serve } from '../../support/http-server.ts';
import { PATH, fault, faultOf, faultOfAnswer, serveRaw } from '../../support/rest-answers.ts';

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
