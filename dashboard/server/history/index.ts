import { createHash } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import { Hono, type Context } from 'hono';
import type { QueryError, QueryPort } from '../../../warehouse/query-port.ts';
import { openApiDocument } from '../openapi/document.ts';
import { hasOnly, malformed } from '../parameters.ts';
import { blocksIn } from './blocks.ts';
import { pipelineIn } from './pipeline.ts';
import { poolsIn } from './pools.ts';
import { predictedIn } from './predicted.ts';
import { pricesIn } from './prices.ts';
import { Range, ranges } from './range.ts';
import type { Asked } from './span.ts';

/** Short enough for a header. */
const digestOf = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** What this program answers: of the same tables a later one may make other answers. */
const shapeOfAnswers = digestOf(JSON.stringify(openApiDocument));

/** The same for the same build told in the same shape. */
const tagOf = (buildId: string, shape: string): string => `"${digestOf(`${buildId}\n${shape}`)}"`;

/** Whether a browser has this answer; a proxy that compressed it says so by a `W/`. */
const holds = (header: string | undefined, tag: string): boolean =>
  (header ?? '').split(',').some((held) => held.trim().replace(/^W\//, '') === tag);

const failed = (context: Context, { tag, message }: QueryError): Response =>
  tag === 'not-built-yet'
    ? context.json({ error: `No answer yet: ${message}` }, 503)
    : context.json({ error: `No answer: ${message}` }, 500);

/** Answers of one build; a browser that has them is told so. */
const answered = async (
  context: Context,
  port: QueryPort,
  shape: string,
  ask: () => Asked<object>,
): Promise<Response> => {
  const build = await port.buildOf();
  if (E.isLeft(build)) return failed(context, build.left);
  const tag = tagOf(build.right.id, shape);
  context.header('etag', tag);
  context.header('cache-control', 'no-cache');
  if (holds(context.req.header('if-none-match'), tag)) return context.body(null, 304);
  const answer = await ask();
  if (E.isRight(answer)) return context.json({ builtAt: build.right.builtAt, ...answer.right });
  context.header('etag', undefined);
  return failed(context, answer.left);
};

/** The five questions to the tables, below `/api/history`. Nothing of an address reaches the text of a query. */
export const historyRoutes = (port: QueryPort, shape = shapeOfAnswers): Hono => {
  const app = new Hono();
  const withRange = (path: string, ask: (port: QueryPort, range: Range) => Asked<object>): void => {
    app.get(path, (context) => {
      if (!hasOnly(context, ['range']))
        return malformed(context, 'This address takes “range” and nothing else.');
      const wanted = context.req.queries('range') ?? ['24h'];
      const range = Range.decode(wanted.length === 1 ? wanted[0] : null);
      if (E.isLeft(range))
        return malformed(context, `“range” is one of ${ranges.join(', ')}, given once.`);
      return answered(context, port, shape, () => ask(port, range.right));
    });
  };
  const without = (path: string, ask: (port: QueryPort) => Asked<object>): void => {
    app.get(path, (context) =>
      hasOnly(context, [])
        ? answered(context, port, shape, () => ask(port))
        : malformed(context, 'This address takes no parameters.'),
    );
  };
  withRange('/blocks', blocksIn);
  withRange('/pools', poolsIn);
  withRange('/predicted', predictedIn);
  without('/prices', pricesIn);
  without('/pipeline', pipelineIn);
  return app;
};
