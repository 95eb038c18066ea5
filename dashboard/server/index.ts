import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import * as E from 'fp-ts/lib/Either.js';
import { Hono } from 'hono';
import { createBroadcast, type Broadcast } from './broadcast.ts';
import { followPorts, type Feed } from './feed.ts';
import { readPageFiles, type PageFiles } from './page-files.ts';
import type { HistoryPort, LivePort } from './ports.ts';
import { guard } from './security.ts';

/** Why no dashboard was started; the message names the thing and the way out. */
export interface DashboardError {
  readonly tag: 'port-in-use' | 'cannot-listen' | 'page-not-built';
  readonly message: string;
}

/** A dashboard that is being served. */
export interface Dashboard {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Ends every open stream and frees the port. */
  readonly stop: () => Promise<void>;
}

/** How the dashboard is served. */
export interface DashboardOptions {
  /** 0 lets the system choose. */
  readonly port: number;
  /** Where the page was built to. */
  readonly distDir: string;
  /** @default 200, so at most five events of a kind in a second */
  readonly flushMs?: number;
  /** @default 15,000 */
  readonly heartbeatMs?: number;
}

/** Serves page, stream and state on 127.0.0.1 until it is stopped. */
export const startDashboard = async (
  ports: { readonly live: LivePort; readonly history: HistoryPort },
  options: DashboardOptions,
): Promise<E.Either<DashboardError, Dashboard>> => {
  const files = await readPageFiles(options.distDir)();
  if (E.isLeft(files)) {
    return failed('page-not-built', 'The page is not built; run `npm run page` first.');
  }
  const broadcast = createBroadcast(options.heartbeatMs ?? 15_000);
  const feed = followPorts(ports.live, ports.history, options.flushMs ?? 200, broadcast.send);
  const answer = getRequestListener(routes(files.right, feed, broadcast).fetch);
  const server = createServer((request, response) => void answer(request, response));
  const close = async (): Promise<void> => {
    feed.stop();
    broadcast.stop();
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  };

  const listening = await listen(server, options.port);
  if (E.isLeft(listening)) await close();
  return E.map((url: string): Dashboard => ({ url, stop: close }))(listening);
};

const routes = (
  files: PageFiles,
  feed: Feed,
  broadcast: Broadcast,
): Hono<{ Bindings: HttpBindings }> => {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(guard);
  app.get('/events', (context) => {
    broadcast.join(context.env.outgoing, [{ name: 'state', json: JSON.stringify(feed.view()) }]);
    return RESPONSE_ALREADY_SENT;
  });
  app.get('/api/state', (context) => {
    context.header('cache-control', 'no-store');
    return context.json(feed.view());
  });
  app.get('*', (context) => {
    const file = files.get(context.req.path);
    if (file === undefined) return context.text('There is nothing here.', 404);
    // the build puts a hash of the content into each asset's name
    const lasting = context.req.path.startsWith('/assets/');
    context.header('cache-control', lasting ? 'max-age=31536000, immutable' : 'no-cache');
    return context.body(file.body, 200, { 'content-type': file.type });
  });
  return app;
};

const listen = (server: Server, port: number): Promise<E.Either<DashboardError, string>> =>
  new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(refusal(port, error)));
    server.listen(port, '127.0.0.1', () => {
      const { port: taken } = server.address() as AddressInfo; // an address of TCP, as asked for
      resolve(E.right(`http://127.0.0.1:${taken}`));
    });
  });

const refusal = (port: number, error: NodeJS.ErrnoException): E.Either<DashboardError, never> =>
  error.code === 'EADDRINUSE'
    ? failed('port-in-use', `Port ${port} is in use; choose another with \`--port\`.`)
    : failed(
        'cannot-listen',
        `Cannot listen on port ${port} (${error.message}); choose another with \`--port\`.`,
      );

const failed = (tag: DashboardError['tag'], message: string): E.Either<DashboardError, never> =>
  E.left({ tag, message });
