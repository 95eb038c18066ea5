import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { QueryError, QueryPort } from '../../../warehouse/query-port.ts';
import { heightsPerPoint, type Span } from './points.ts';
import { beginOf, type Range } from './range.ts';

export type Asked<A> = Promise<E.Either<QueryError, A>>;

const Newest = t.type({ newestAt: t.union([t.string, t.null]) });
const Heights = t.type({
  fromHeight: t.union([t.number, t.null]),
  toHeight: t.union([t.number, t.null]),
});

const newestBlock = 'select max(mined_at) as "newestAt" from gold.block_statistics';

const heightsSince = `
  select min(height) as "fromHeight", max(height) as "toHeight"
  from gold.block_statistics
  where mined_at >= cast(? as timestamp)`;

/** From the first block of the range to the tip; null where no block is known. A miner's clock may be off: heights count. */
export const spanOf = async (port: QueryPort, range: Range): Asked<Span | null> => {
  const newest = await port.query(newestBlock, [], Newest);
  if (E.isLeft(newest)) return newest;
  const newestAt = newest.right[0]?.newestAt ?? null;
  if (newestAt === null) return E.right(null);
  const heights = await port.query(heightsSince, [beginOf(range, newestAt)], Heights);
  if (E.isLeft(heights)) return heights;
  const { fromHeight, toHeight } = heights.right[0] ?? { fromHeight: null, toHeight: null };
  if (fromHeight === null || toHeight === null) return E.right(null);
  return E.right({
    fromHeight,
    toHeight,
    heightsPerPoint: heightsPerPoint(fromHeight, toHeight),
  });
};

/** A span as answers tell it. */
export const toldSpan = (range: Range, span: Span | null) => ({
  range,
  fromHeight: span?.fromHeight ?? null,
  toHeight: span?.toHeight ?? null,
  heightsPerPoint: span?.heightsPerPoint ?? 1,
});
