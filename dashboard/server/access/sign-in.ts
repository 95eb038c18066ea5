import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { formHeaders } from '../security.ts';
import { atRate, type Limits } from './limits.ts';
import { loginPage } from './login-page.ts';
import type { Lock } from './token.ts';

type Bound = { Bindings: HttpBindings };

const LOGIN_BYTES = 4096;
const COOKIE_SECONDS = 30 * 24 * 3600;

/** Cookies know no ports: two dashboards of one machine must not take each other's. */
const cookieName = (context: Context<Bound>): string =>
  `bitcoin_pipeline_${context.env.incoming.socket.localPort ?? 0}`;

const isSignedIn = (context: Context<Bound>, lock: Lock): boolean => {
  const cookie = getCookie(context, cookieName(context));
  if (cookie !== undefined && lock.isCookie(cookie)) return true;
  const bearer = /^Bearer (\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1];
  return bearer !== undefined && lock.opens(bearer);
};

const wantsPage = (context: Context): boolean =>
  (context.req.header('accept') ?? '').includes('text/html');

/** Lets in who has the token; shows others the form, or the door. Code and style of the page are no secret. */
const door =
  (lock: Lock): MiddlewareHandler<Bound> =>
  async (context, next) => {
    const { path } = context.req;
    if (path === '/login' || path.startsWith('/assets/') || isSignedIn(context, lock))
      return next();
    context.header('cache-control', 'no-store');
    if (wantsPage(context)) return context.redirect('/login', 303);
    context.header('www-authenticate', 'Bearer');
    return context.text('This dashboard wants its token: `Authorization: Bearer …`.', 401);
  };

/** Puts the door before everything else, and the form beside it. */
export const behindToken = (
  app: Hono<Bound>,
  lock: Lock,
  limits: Limits,
  styles: ReadonlyArray<string>,
): void => {
  app.use(door(lock));
  app.use('/login', async (context, next) => {
    for (const [name, value] of Object.entries(formHeaders)) context.header(name, value);
    context.header('cache-control', 'no-store');
    return next();
  });
  app.get('/login', (context) => context.html(loginPage(styles, false)));
  app.post(
    '/login',
    atRate(limits.logins),
    bodyLimit({
      maxSize: LOGIN_BYTES,
      onError: (context) => context.text('That is too long.', 413),
    }),
    async (context) => {
      const { token } = await context.req.parseBody();
      if (typeof token !== 'string' || !lock.opens(token.trim()))
        return context.html(loginPage(styles, true), 401);
      setCookie(context, cookieName(context), lock.cookie, {
        httpOnly: true,
        sameSite: 'Strict',
        path: '/',
        maxAge: COOKIE_SECONDS,
        secure: context.req.header('origin')?.startsWith('https://') ?? false,
      });
      return context.redirect('/', 303);
    },
  );
};
