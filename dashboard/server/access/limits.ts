import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import { buckets, type Rate } from './bucket.ts';

type Handler = MiddlewareHandler<{ Bindings: HttpBindings }>;

/** What is refused for being too much. */
export interface Limits {
  /** Requests of one address. */
  readonly requests: Rate;
  /** Attempts of one address to sign in. */
  readonly logins: Rate;
  /** Open event streams: of all, and of one address. One browser has one, however many tabs. */
  readonly streams: number;
  readonly streamsOfAddress: number;
  /** Characters of path and query together. */
  readonly urlChars: number;
}

/** A page asks some ten times when it is opened and a few times a second while its past is scrubbed. */
export const usualLimits: Limits = {
  requests: { capacity: 400, perSecond: 40 },
  logins: { capacity: 10, perSecond: 0.2 },
  streams: 128,
  streamsOfAddress: 32,
  urlChars: 2048,
};

const addressOf = (context: Context<{ Bindings: HttpBindings }>): string =>
  context.env.incoming.socket.remoteAddress ?? '';

/** Refuses who asks too often, and says when to come back. */
export const atRate = (rate: Rate): Handler => {
  const ask = buckets(rate);
  return async (context, next) => {
    const waitSeconds = ask(addressOf(context), performance.now());
    if (waitSeconds === 0) return next();
    context.header('retry-after', String(waitSeconds));
    return context.text(`Too many requests; come back in ${waitSeconds} s.`, 429);
  };
};

/** Refuses what no page of ours asks: other methods, endless addresses. */
export const inShape =
  (urlChars: number): Handler =>
  async (context, next) => {
    const { method, path } = context.req;
    if ((context.env.incoming.url ?? '').length > urlChars)
      return context.text(`An address may have ${urlChars} characters.`, 414);
    const mayPost = path === '/login';
    if (method === 'GET' || method === 'HEAD' || (mayPost && method === 'POST')) return next();
    context.header('allow', mayPost ? 'GET, HEAD, POST' : 'GET, HEAD');
    return context.text('Only reading is possible here.', 405);
  };

/** A seat for each open stream, given back when its connection ends. */
export const withSeats = ({ streams, streamsOfAddress }: Limits): Handler => {
  const taken = new Map<string, number>();
  let all = 0;
  const change = (address: string, by: 1 | -1): void => {
    const count = (taken.get(address) ?? 0) + by;
    if (count === 0) taken.delete(address);
    else taken.set(address, count);
    all += by;
  };
  return async (context, next) => {
    const address = addressOf(context);
    if (all >= streams || (taken.get(address) ?? 0) >= streamsOfAddress) {
      context.header('retry-after', '10');
      return context.text('There are as many open streams as there may be.', 503);
    }
    change(address, 1);
    context.env.outgoing.once('close', () => change(address, -1));
    return next();
  };
};
