import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { get } from '../../../sources/mempool/rest.ts';
import { nowhere, serve } from '../../support/http-server.ts';

describe('a request', () => {
  it('goes below the base, with or without a path and a slash, and says who asks', async () => {
    const seen: Array<string> = [];
    const url = await serve((request, response) => {
      seen.push(`${request.url} ${request.headers['user-agent']} ${request.headers.accept}`);
      response.end('[1]');
    });
    for (const base of [url, `${url}/`, `${url}/signet`, `${url}/signet//`])
      expect(await get(base, '/api/v1/blocks', 'us/1')).toStrictEqual(E.right(Buffer.from('[1]')));
    expect(seen).toStrictEqual([
      '/api/v1/blocks us/1 application/json',
      '/api/v1/blocks us/1 application/json',
      '/signet/api/v1/blocks us/1 application/json',
      '/signet/api/v1/blocks us/1 application/json',
    ]);
  });

  it.each([404, 429, 500, 503])('answered %i is a fault with the number', async (status) => {
    const url = await serve((_request, response) => response.writeHead(status).end('{}'));
    expect(await get(url, '/x', 'us')).toStrictEqual(
      E.left({ code: 'status', message: `${url}/x answered ${status}` }),
    );
  });

  it('lets go of the connection of an answer that it does not read', async () => {
    let gone: () => void = () => undefined;
    const left = new Promise<void>((resolve) => (gone = resolve));
    const url = await serve((_request, response) => {
      response.writeHead(503).write('never ends');
      response.on('close', gone);
    });
    expect(await get(url, '/x', 'us')).toMatchObject({ left: { code: 'status' } });
    await left;
  });

  it('without an answer, or with half of one, ends after its time', async () => {
    const silent = await serve(() => undefined);
    expect(await get(silent, '/x', 'us', 100)).toStrictEqual(
      E.left({ code: 'timeout', message: `${silent}/x did not answer within 0.1 s` }),
    );
    const half = await serve((_request, response) => response.write('['));
    expect(await get(half, '/x', 'us', 100)).toMatchObject({ left: { code: 'timeout' } });
  });

  it('answered by nothing, by too much, or by nobody is a fault of its own', async () => {
    const empty = await serve((_request, response) => response.end());
    expect(await get(empty, '/x', 'us')).toMatchObject({ left: { code: 'empty' } });
    const flood = await serve((_request, response) => response.end(Buffer.alloc(9 * 1024 * 1024)));
    expect(await get(flood, '/x', 'us')).toMatchObject({ left: { code: 'too-large' } });
    const cut = await serve((_request, response) => response.socket?.destroy());
    expect(await get(cut, '/x', 'us')).toMatchObject({ left: { code: 'unreachable' } });
    const url = await nowhere();
    expect(await get(url, '/x', 'us')).toMatchObject({
      left: {
        code: 'unreachable',
        message: expect.stringMatching(/can't be reached: .*ECONNREFUSED/),
      },
    });
  });
});
