import type { MiddlewareHandler } from 'hono';

/** Sent with every answer. No inline code or style, nothing from elsewhere, no frame around the page. */
export const securityHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** Any port, so that a forwarded one works too. */
const ownHost = /^(127\.0\.0\.1|localhost)(:\d{1,5})?$/;

/**
 * Whether a request was meant for this machine. A name that a stranger lets point at 127.0.0.1
 * arrives with that name as its host; a page from elsewhere arrives with its own origin.
 */
const isOwnRequest = (host: string | undefined, origin: string | undefined): boolean =>
  host !== undefined && ownHost.test(host) && (origin === undefined || origin === `http://${host}`);

/** Sets the headers on every answer and refuses requests that were meant for another host. */
export const guard: MiddlewareHandler = async (context, next) => {
  for (const [name, value] of Object.entries(securityHeaders)) context.header(name, value);
  if (!isOwnRequest(context.req.header('host'), context.req.header('origin'))) {
    return context.text('This page is served to 127.0.0.1 and localhost only.', 403);
  }
  return next();
};
