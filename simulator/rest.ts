import type { IncomingMessage, RequestListener } from 'node:http';
import type { ChainView } from './chain-view.ts';
import { extendedBlock } from './block.ts';
import { preciseFees, wholeFees } from './fees.ts';
import { historicalPrice } from './historical-price.ts';
import { BACKEND_INFO, present } from './parts.ts';
import type { Ready } from './ready.ts';
import type { AnswerFault, RestFaults, Subject } from './rest-faults.ts';
import { empty, failed, json, jsonText, notFound, send, text, type Reply } from './rest-reply.ts';
import { sendSpoiled } from './rest-spoil.ts';
import { initFrame } from './subscriptions.ts';
import type { World } from './world.ts';

/** What REST answers from. */
export interface RestBackend {
  readonly world: World;
  readonly ready: Ready;
  readonly faults: RestFaults;
  /** Replaces the newest two blocks, and finds one on top. */
  readonly reorg: () => void;
}

/** One request, read. */
interface Asked {
  readonly request: IncomingMessage;
  readonly path: string;
  /** What stands behind the prefix, '' for any other path. */
  readonly route: string;
  readonly query: URLSearchParams;
  readonly chain: ChainView;
  /** Comes between the first lookup of a page and the second. */
  readonly afterFirst: () => void;
}

/** The HTTP side of the backend, under `/api/v1/`. */
export const serveRest =
  (backend: RestBackend): RequestListener =>
  (request, response) => {
    const [path = '/', ...query] = (request.url ?? '/').split('?');
    const route = path.startsWith(PREFIX) ? path.slice(PREFIX.length).replace(/\/$/, '') : '';
    const fault = backend.faults.take(subjectOf(route, backend.world.chain.tip().height));
    const right = () =>
      reply(backend, {
        request,
        path,
        route,
        query: new URLSearchParams(query.join('?')),
        ...surroundings(backend, fault),
      });
    if (fault === undefined || fault === 'rest-behind' || fault === 'rest-moves')
      return send(response, right());
    return sendSpoiled(fault, request, response, right);
  };

const surroundings = ({ world, reorg }: RestBackend, fault: AnswerFault | undefined) => ({
  chain: fault === 'rest-behind' ? world.chain.behind(BEHIND_CHANGES) : world.chain,
  afterFirst: fault === 'rest-moves' ? reorg : () => undefined,
});

const subjectOf = (route: string, tipHeight: number): Subject => {
  const height = /^blocks(?:\/(\d+))?$/.exec(route);
  if (height && Number(height[1] ?? tipHeight) >= tipHeight) return 'page with the tip';
  return /^blocks?(\/|$)/.test(route) ? 'blocks' : 'anything else';
};

const reply = (backend: RestBackend, asked: Asked): Reply => {
  const { world } = backend;
  const { request, path, route, chain } = asked;
  const [first, second, third] = route.split('/');
  const totals = () => world.projected().map((block) => block.totals);
  if (request.method !== 'GET' && request.method !== 'HEAD') return notFound(request.method, path);
  switch (route) {
    case 'blocks':
      return json(page(asked, chain.tip().height));
    case 'blocks/tip/height':
      return text(String(chain.tip().height));
    case 'blocks/tip/hash':
      return text(chain.tip().id);
    case 'prices':
      return json(world.conversions());
    case 'historical-price':
      return pricesOf(world, asked);
    case 'init-data':
      return jsonText(initFrame(world, backend.ready));
    case 'fees/recommended':
      return json(wholeFees(totals()));
    case 'fees/precise':
      return json(preciseFees(totals()));
    case 'fees/mempool-blocks':
      return json(totals());
    case 'difficulty-adjustment':
      return json(present(world).da());
    case 'backend-info':
      return json(BACKEND_INFO);
  }
  if (third === undefined && first === 'blocks' && second !== undefined)
    return json(/^\d+$/.test(second) ? page(asked, Number(second)) : []);
  if (third === undefined && first === 'block' && second !== undefined)
    return oneBlock(asked, second, backend.faults.isCached());
  return notFound(request.method, path);
};

/** Up to fifteen blocks, falling, looked up height by height; above the tip and below the first there is none. */
const page = ({ chain, afterFirst }: Asked, height: number): ReadonlyArray<unknown> => {
  const found: unknown[] = [];
  for (let below = 0; below < PAGE_BLOCKS; below += 1) {
    const block = chain.at(height - below);
    if (!block) continue;
    found.push(chain.extended(block));
    if (found.length === 1) afterFirst();
  }
  return found;
};

const oneBlock = ({ chain, request }: Asked, hash: string, isCached: boolean): Reply => {
  if (!/^[0-9a-f]{64}$/i.test(hash)) return failed(400, 'Invalid block hash', request);
  const block = chain.byId(hash.toLowerCase());
  if (!block) return failed(500, 'Failed to get block', request);
  return json(isCached ? extendedBlock(block, AS_THE_NEWEST) : chain.extended(block));
};

const pricesOf = (world: World, { query }: Asked): Reply => {
  const answer = historicalPrice(world.priceHistory, world.conversions(), query);
  return answer === null ? empty(200) : json(answer);
};

const PREFIX = '/api/v1/';
const PAGE_BLOCKS = 15;
const BEHIND_CHANGES = 2;
const AS_THE_NEWEST = { shape: 'memory', canonical: null, orphans: [] } as const;
