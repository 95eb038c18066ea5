import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import * as E from 'fp-ts/lib/Either.js';
import { noTables } from '../../warehouse/no-tables.ts';
import type { QueryPort } from '../../warehouse/query-port.ts';
import { usualLimits, type Limits } from './access/limits.ts';
import { lockWith } from './access/token.ts';
import { createBroadcast } from './broadcast.ts';
import { followPorts, type Feed } from './feed.ts';
import { readPageFiles } from './page-files.ts';
import { noHistory, type NextBlockHistory } from './next-block-history.ts';
import type { HistoryPort, LivePort } from './ports.ts';
import { routes } from './routes.ts';
import { inUrl } from './security.ts';
import { followTiles } from './tiles/index.ts';

/** A request has this long to arrive; who dawdles holds no connection. */
const ARRIVES_WITHIN_MS = 15_000;
const HEAD_BYTES = 16 * 1024;
const CONNECTIONS = 512;

/** Why no dashboard was started; the message names the thing and the way out. */
export interface DashboardError {
  readonly tag: 'port-in-use' | 'no-such-host' | 'cannot-listen' | 'page-not-built';
  readonly message: string;
}

/** A dashboard that is being served. */
export interface Dashboard {
  /** `http://<host>:<port>` */
  readonly url: string;
  /** Event streams that are open now. */
  readonly readers: () => number;
  /** Ends every open stream and frees the port. */
  readonly stop: () => Promise<void>;
}

/** How the dashboard is served. */
export interface DashboardOptions {
  /** 0 lets the system choose. */
  readonly port: number;
  /**
   * The address to listen on; another than this machine's own wants a token.
   * @default 127.0.0.1
   */
  readonly host?: string;
  /**
   * What readers must know.
   * @default null: whoever reaches the address may look
   */
  readonly token?: string | null;
  /** @default `usualLimits` */
  readonly limits?: Partial<Limits>;
  /** Where the page was built to. */
  readonly distDir: string;
  /** @default 200, so at most five events of a kind in a second */
  readonly flushMs?: number;
  /** @default 15,000 */
  readonly heartbeatMs?: number;
}

/** What is served. */
interface Ports {
  readonly live: LivePort;
  readonly history: HistoryPort;
  /** @default none: the next block of older hours is told to be out of reach */
  readonly nextBlockHistory?: NextBlockHistory;
  /** @default none: history is told not to be built yet */
  readonly tables?: QueryPort;
}

/** Serves page, stream and state until it is stopped. */
export const startDashboard = async (
  ports: Ports,
  options: DashboardOptions,
): Promise<E.Either<DashboardError, Dashboard>> => {
  const files = await readPageFiles(options.distDir)();
  if (E.isLeft(files)) {
    return failed('page-not-built', 'The page is not built; run `npm run page` first.');
  }
  const broadcast = createBroadcast(options.heartbeatMs ?? 15_000);
  let feed: Feed | null = null;
  const tiles = followTiles(
    ports.live,
    (event) => broadcast.send([event]),
    () => feed?.lookAgain(),
  );
  feed = followPorts(
    ports.live,
    ports.history,
    tiles.brokenEvents,
    options.flushMs ?? 200,
    broadcast.send,
  );
  const { host = '127.0.0.1', token = null } = options;
  const access = {
    host,
    lock: token === null ? null : lockWith(token),
    limits: { ...usualLimits, ...options.limits },
  };
  const served = {
    feed,
    tiles,
    broadcast,
    nextBlockHistory: ports.nextBlockHistory ?? noHistory,
    tables: ports.tables ?? noTables,
  };
  const answer = getRequestListener(routes(access, files.right, served).fetch);
  const server = createServer(
    { maxHeaderSize: HEAD_BYTES, requestTimeout: ARRIVES_WITHIN_MS },
    (request, response) => void answer(request, response),
  );
  server.maxConnections = CONNECTIONS;
  const close = async (): Promise<void> => {
    tiles.stop();
    feed.stop();
    broadcast.stop();
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  };

  const listening = await listen(server, host, options.port);
  if (E.isLeft(listening)) await close();
  return E.map((url: string): Dashboard => ({ url, readers: broadcast.readers, stop: close }))(
    listening,
  );
};

const listen = (
  server: Server,
  host: string,
  port: number,
): Promise<E.Either<DashboardError, string>> =>
  new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(refusal(host, port, error)));
    server.listen(port, host, () => {
      const { port: taken } = server.address() as AddressInfo; // an address of TCP, as asked for
      resolve(E.right(`http://${inUrl(host)}:${taken}`));
    });
  });

const refusal = (
  host: string,
  port: number,
  { code, message }: NodeJS.ErrnoException,
): E.Either<DashboardError, never> => {
  if (code === 'EADDRINUSE')
    return failed('port-in-use', `Port ${port} is in use; choose another with \`--port\`.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return failed(
      'no-such-host',
      `${host} is no address of this machine; name one with \`--host\`.`,
    );
  return failed(
    'cannot-listen',
    `Cannot listen on port ${port} (${message}); choose another with \`--port\`.`,
  );
};

const failed = (tag: DashboardError['tag'], message: string): E.Either<DashboardError, never> =>
  E.left({ tag, message });
