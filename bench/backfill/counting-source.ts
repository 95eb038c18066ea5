import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that came to the source. */
export interface SourceRequest {
  /** Monotonic. */
  readonly atMs: number;
  readonly path: string;
  /** Of a page that was asked for by its height; null: of anything else. */
  readonly height: number | null;
  /** Its answer has gone out whole. */
  answered: boolean;
}

export interface CountingSource {
  readonly url: string;
  readonly requests: ReadonlyArray<SourceRequest>;
  /** Called with each request, before and after its answer. */
  watch: (request: SourceRequest) => void;
  readonly stop: () => Promise<void>;
}

const heightOf = (path: string): number | null => {
  const [, height] = /\/blocks\/(\d+)$/.exec(path) ?? [];
  return height === undefined ? null : Number(height);
};

const passOn = async (from: string, response: ServerResponse): Promise<void> => {
  const answer = await fetch(from, { redirect: 'manual' });
  const body = Buffer.from(await answer.arrayBuffer());
  const retryAfter = answer.headers.get('retry-after');
  response.writeHead(answer.status, {
    'content-type': answer.headers.get('content-type') ?? 'text/plain',
    ...(retryAfter === null ? {} : { 'retry-after': retryAfter }),
  });
  await new Promise<void>((resolve) => response.end(body, resolve));
};

/** Stands before a backend, on 127.0.0.1, and keeps count; what breaks behind it breaks off here. */
export const countingSource = async (backendUrl: string): Promise<CountingSource> => {
  const requests: Array<SourceRequest> = [];
  const answer = async (asked: SourceRequest, response: ServerResponse): Promise<void> => {
    try {
      await passOn(`${backendUrl}${asked.path}`, response);
      asked.answered = true;
      source.watch(asked);
    } catch {
      response.destroy();
    }
  };
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const asked = { atMs: performance.now(), path, height: heightOf(path), answered: false };
    requests.push(asked);
    source.watch(asked);
    void answer(asked, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const source: CountingSource = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    watch: () => undefined,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return source;
};
