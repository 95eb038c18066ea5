import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Hono } from 'hono';
import { accepts } from 'hono/accepts';
import type { TilesFeed } from './index.ts';
import { onceFor } from './once-for.ts';

const compress = promisify(gzip);

/** What can be asked of the tiles besides the stream. */
export const tilesRoutes = (tiles: TilesFeed): Hono => {
  // nine tabs that open at once are one text and one turn of compressing
  const text = onceFor(() => tiles.recent());
  const compressed = onceFor(() => compress(text(tiles.newest())));
  const app = new Hono();
  app.get('/api/next-block/recent', async (context) => {
    context.header('content-type', 'application/json');
    context.header('cache-control', 'no-store');
    context.header('vary', 'accept-encoding');
    const encoding = accepts(context, {
      header: 'Accept-Encoding',
      supports: ['gzip', 'identity'],
      default: 'identity',
    });
    if (encoding === 'identity') return context.body(text(tiles.newest()));
    context.header('content-encoding', 'gzip');
    return context.body(await compressed(tiles.newest()));
  });
  return app;
};
