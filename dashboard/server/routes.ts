import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono, type Context } from 'hono';
import { compress } from 'hono/compress';
import type { QueryPort } from '../../warehouse/query-port.ts';
import { atRate, inShape, withSeats, type Limits } from './access/limits.ts';
import { behindToken } from './access/sign-in.ts';
import type { Lock } from './access/token.ts';
import { streamHeaders, type Broadcast } from './broadcast.ts';
import type { Feed } from './feed.ts';
import { historyRoutes } from './history/index.ts';
import type { NextBlockHistory } from './next-block-history.ts';
import { nextBlockRoutes } from './next-block-routes.ts';
import { openApiDocument } from './openapi/document.ts';
import { stylesOf, type PageFiles } from './page-files.ts';
import { guard } from './security.ts';
import type { TilesFeed } from './tiles/index.ts';
import { tilesRoutes } from './tiles/routes.ts';

type Bound = { Bindings: HttpBindings };

/** Who may ask, from where, and how much. */
export interface Access {
  /** The address that is listened on. */
  readonly host: string;
  /** Null: whoever reaches the address may look. */
  readonly lock: Lock | null;
  readonly limits: Limits;
}

/** Every request passes here first. */
const guarded = ({ host, lock, limits }: Access, files: PageFiles): Hono<Bound> => {
  const app = new Hono<Bound>();
  app.use(guard(host));
  app.use(inShape(limits.urlChars));
  app.use(atRate(limits.requests));
  if (lock !== null) behindToken(app, lock, limits, stylesOf(files));
  app.use('/events', withSeats(limits));
  app.use('/api/*', compress());
  return app;
};

const pageFile = (files: PageFiles, context: Context<Bound>): Response => {
  const { path } = context.req;
  const file = files.get(path);
  if (file === undefined) return context.text('There is nothing here.', 404);
  // the build puts a hash of the content into each asset's name
  const lasting = path.startsWith('/assets/');
  context.header('cache-control', lasting ? 'max-age=31536000, immutable' : 'no-cache');
  context.header('content-type', file.type);
  context.header('vary', 'accept-encoding');
  const takesGzip = /\bgzip\b/.test(context.req.header('accept-encoding') ?? '');
  if (file.gzipped === null || !takesGzip) return context.body(file.body);
  context.header('content-encoding', 'gzip');
  return context.body(file.gzipped);
};

/**
 * The id of the last event that a reader had. A browser sends the header when it connects again by itself, and then it
 * is the newer one; a tab that takes over asks by the address.
 */
const lastOf = (context: Context<Bound>): string | null =>
  context.req.header('last-event-id') ?? context.req.query('after') ?? null;

/** What is told. */
export interface Served {
  readonly feed: Feed;
  readonly tiles: TilesFeed;
  readonly broadcast: Broadcast;
  readonly nextBlockHistory: NextBlockHistory;
  readonly tables: QueryPort;
}

/** Everything that is answered. */
export const routes = (
  access: Access,
  files: PageFiles,
  { feed, tiles, broadcast, nextBlockHistory, tables }: Served,
): Hono<Bound> => {
  const app = guarded(access, files);
  app.get('/events', (context) => {
    // no reader: it would be sent events that its answer may not have
    if (context.req.raw.method === 'HEAD') return context.body(null, 200, streamHeaders);
    const state = { name: 'state', json: JSON.stringify(feed.view()) };
    broadcast.join(context.env.outgoing, [state, ...tiles.join(lastOf(context))]);
    return RESPONSE_ALREADY_SENT;
  });
  app.get('/api/state', (context) => {
    context.header('cache-control', 'no-store');
    return context.json(feed.view());
  });
  app.route('/', tilesRoutes(tiles));
  app.route('/api/next-block', nextBlockRoutes(nextBlockHistory));
  app.route('/api/history', historyRoutes(tables));
  app.get('/api/openapi.json', (context) => context.json(openApiDocument));
  app.get('*', (context) => pageFile(files, context));
  return app;
};
