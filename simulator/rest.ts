import type { IncomingMessage, RequestListener } from 'node:http';
import { preciseFees, wholeFees } from './fees.ts';
import { BACKEND_INFO, present } from './parts.ts';
import type { Ready } from './ready.ts';
import { initFrame } from './subscriptions.ts';
import type { World } from './world.ts';

interface Reply {
  readonly status: number;
  readonly type:
    'application/json; charset=utf-8' | 'text/plain; charset=utf-8' | 'text/html; charset=utf-8';
  readonly body: string;
}

/** The HTTP side of the backend, under `/api/v1/`. */
export const serveRest =
  (world: World, ready: Ready): RequestListener =>
  (request, response) => {
    const { status, type, body } = reply(world, ready, request);
    response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
    response.end(body);
  };

const reply = (world: World, ready: Ready, request: IncomingMessage): Reply => {
  const path = (request.url ?? '/').replace(/\?.*$/, '');
  const route = path.startsWith(PREFIX) ? path.slice(PREFIX.length).replace(/\/$/, '') : '';
  const [first, second, third] = route.split('/');
  const now = present(world);
  const totals = () => world.projected().map((block) => block.totals);
  if (request.method !== 'GET') return notFound(request.method, path);
  switch (route) {
    case 'blocks':
      return json(page(world, world.chain.tip().height));
    case 'blocks/tip/height':
      return text(String(world.chain.tip().height));
    case 'blocks/tip/hash':
      return text(world.chain.tip().id);
    case 'prices':
      return json(world.conversions());
    case 'init-data':
      return {
        status: 200,
        type: 'application/json; charset=utf-8',
        body: initFrame(world, ready),
      };
    case 'fees/recommended':
      return json(wholeFees(totals()));
    case 'fees/precise':
      return json(preciseFees(totals()));
    case 'fees/mempool-blocks':
      return json(totals());
    case 'difficulty-adjustment':
      return json(now.da());
    case 'backend-info':
      return json(BACKEND_INFO);
  }
  if (third === undefined && first === 'blocks' && second !== undefined)
    return json(/^\d+$/.test(second) ? page(world, Number(second)) : []);
  if (third === undefined && first === 'block' && second !== undefined)
    return oneBlock(world, second, request);
  return notFound(request.method, path);
};

/** Up to fifteen blocks, falling, looked up height by height; above the tip and below the first there is none. */
const page = (world: World, height: number): ReadonlyArray<unknown> =>
  Array.from({ length: PAGE_BLOCKS }, (_, place) => world.chain.at(height - place))
    .filter((block) => block !== undefined)
    .map(world.chain.extended);

const oneBlock = (world: World, hash: string, request: IncomingMessage): Reply => {
  if (!/^[0-9a-f]{64}$/i.test(hash)) return failed(400, 'Invalid block hash', request);
  const block = world.chain.byId(hash.toLowerCase());
  return block ? json(world.chain.extended(block)) : failed(500, 'Failed to get block', request);
};

const json = (value: unknown): Reply => ({
  status: 200,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});

const text = (body: string): Reply => ({ status: 200, type: 'text/plain; charset=utf-8', body });

/** An error as JSON, or as text to who does not take JSON. */
const failed = (status: number, message: string, { headers }: IncomingMessage): Reply =>
  /json|\*\/\*/.test(headers.accept ?? '*/*')
    ? { status, type: 'application/json; charset=utf-8', body: JSON.stringify({ error: message }) }
    : { status, type: 'text/plain; charset=utf-8', body: message };

/** What the web framework of the backend says to a path that it does not know. */
const notFound = (method: string | undefined, path: string): Reply => ({
  status: 404,
  type: 'text/html; charset=utf-8',
  body: `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Error</title>
</head>
<body>
<pre>Cannot ${method ?? 'GET'} ${escaped(path)}</pre>
</body>
</html>
`,
});

const escaped = (path: string): string =>
  path.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const PREFIX = '/api/v1/';
const PAGE_BLOCKS = 15;
