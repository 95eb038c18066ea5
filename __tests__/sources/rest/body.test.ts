import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { restGet } from '../../../sources/rest/get.ts';
import { serve } from '../../support/http-server.ts';
import {
  PATH,
  HEAD,
  ask,
  fault,
  faultOf,
  faultOfAnswer,
  serveRaw,
} from '../../support/rest-answers.ts';

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
