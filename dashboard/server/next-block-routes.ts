import * as E from 'fp-ts/lib/Either.js';
import { Hono, type Context } from 'hono';
import { minutesOf, momentOf } from './moment.ts';
import type { HistoryFault, NextBlockHistory } from './next-block-history.ts';
import { packedThen } from './packed-then.ts';
import { hasOnlyOnce, malformed } from './parameters.ts';

/** Seconds after which a busy warehouse may be asked again. */
const AGAIN_AFTER_S = '2';

const refused = (context: Context, { tag, message }: HistoryFault) => {
  if (tag === 'busy') context.header('retry-after', AGAIN_AFTER_S);
  return context.json({ error: message }, tag === 'busy' ? 503 : 500);
};

/** The past of the next block: a moment of it as it would have been drawn, and a stretch of it minute by minute. */
export const nextBlockRoutes = (history: NextBlockHistory): Hono => {
  const app = new Hono();
  app.use(async (context, next) => {
    context.header('cache-control', 'no-store');
    await next();
  });
  app.get('/at', async (context) => {
    if (!hasOnlyOnce(context, ['at']))
      return malformed(context, 'This address takes “at”, given once, and nothing else.');
    const moment = momentOf(context.req.query('at'), Date.now());
    if (E.isLeft(moment)) return malformed(context, moment.left);
    const answer = await history.at(moment.right);
    if (E.isLeft(answer)) return refused(context, answer.left);
    const then = answer.right;
    return context.json(then.level === 'unknown' ? then : packedThen(moment.right, then));
  });
  app.get('/minutes', async (context) => {
    if (!hasOnlyOnce(context, ['from', 'to']))
      return malformed(
        context,
        'This address takes “from” and “to”, each given once, and nothing else.',
      );
    const { from, to } = context.req.query();
    const wanted = minutesOf(from, to, Date.now());
    if (E.isLeft(wanted)) return malformed(context, wanted.left);
    const answer = await history.minutes(wanted.right);
    if (E.isLeft(answer)) return refused(context, answer.left);
    return context.json({ stepMinutes: wanted.right.stepMinutes, points: answer.right });
  });
  return app;
};
