import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';

const policy = (formAction: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    `form-action ${formAction}`,
    "frame-ancestors 'none'",
  ].join('; ');

/** Sent with every answer. No inline code or style, nothing from elsewhere, no frame around the page. */
export const securityHeaders = {
  'content-security-policy': policy("'none'"),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/**
 * Of the one page with a form, which it sends to us. A page that gives no referrer to anybody sends its form without
 * its origin too, and that is refused.
 */
export const formHeaders = {
  'content-security-policy': policy("'self'"),
  'referrer-policy': 'same-origin',
} as const;

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
const everyAddress: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** An address as it stands in a URL. */
export const inUrl = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host);

/** Whether an address reaches this machine alone. */
export const isLoopback = (host: string): boolean =>
  loopback.has(inUrl(host)) || /^127\.\d+\.\d+\.\d+$/.test(host);

/** `host:port` → `host`; any port, so that a forwarded one works too. Null for what no browser sends. */
const nameOf = (host: string): string | null =>
  /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d{1,5})?$/i.exec(host)?.[1]?.toLowerCase() ?? null;

/** A name can be made to point at any address, an address can't: where all are listened on, each of them is ours. */
const isOwnName = (name: string, listenedOn: string): boolean =>
  loopback.has(name) ||
  name === inUrl(listenedOn).toLowerCase() ||
  (everyAddress.has(listenedOn) && isIP(name.replace(/^\[|\]$/g, '')) !== 0);

/**
 * Whether a request was meant for this server. A name that a stranger lets point at it arrives with that name as its
 * host; a page from elsewhere arrives with its own origin.
 */
const isOwnRequest = (
  listenedOn: string,
  host: string | undefined,
  origin: string | undefined,
): boolean => {
  const name = host === undefined ? null : nameOf(host);
  if (name === null || !isOwnName(name, listenedOn)) return false;
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
};

const refusal = (listenedOn: string): string =>
  isLoopback(listenedOn)
    ? 'This page is served to 127.0.0.1 and localhost only.'
    : 'This page is served under its own address only.';

/** Sets the headers on every answer and refuses requests that were meant for another host. */
export const guard =
  (listenedOn: string): MiddlewareHandler =>
  async (context, next) => {
    for (const [name, value] of Object.entries(securityHeaders)) context.header(name, value);
    if (!isOwnRequest(listenedOn, context.req.header('host'), context.req.header('origin'))) {
      return context.text(refusal(listenedOn), 403);
    }
    return next();
  };
