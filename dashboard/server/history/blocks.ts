import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { QueryPort } from '../../../warehouse/query-port.ts';
import { BlockPoint, type BlocksAnswer } from './answers.ts';
import { placed } from './points.ts';
import type { Range } from './range.ts';
import { spanOf, toldSpan, type Asked } from './span.ts';

const { fromHeight: _from, toHeight: _to, ...figures } = BlockPoint.props;
const Row = t.type({ pointHeight: t.number, ...figures });

/** Of a point of several blocks, one of them on average; a median of each thousand costs ten times as much. */
const blocksByPoint = `
  select
    height - mod(height, ?) as "pointHeight",
    count(*) as "blocks",
    max(mined_at) as "minedAt",
    cast(avg(total_fees_sats) as double) as "feeSats",
    cast(avg(p10_rate) as double) as "p10Rate",
    cast(avg(median_rate) as double) as "medianRate",
    cast(avg(p90_rate) as double) as "p90Rate",
    cast(avg(size_bytes) as double) as "sizeBytes",
    cast(avg(weight) as double) as "weight",
    cast(avg(transactions) as double) as "transactions",
    cast(avg(interval_seconds) as double) as "intervalSeconds"
  from gold.block_statistics
  where height between ? and ?
  group by 1
  order by 1`;

const nothing: Omit<BlockPoint, 'fromHeight' | 'toHeight'> = {
  blocks: 0,
  minedAt: null,
  feeSats: null,
  p10Rate: null,
  medianRate: null,
  p90Rate: null,
  sizeBytes: null,
  weight: null,
  transactions: null,
  intervalSeconds: null,
};

/** Mined blocks over height; a height that is not held leaves its place empty. */
export const blocksIn = async (
  port: QueryPort,
  range: Range,
): Asked<Omit<BlocksAnswer, 'builtAt'>> => {
  const span = await spanOf(port, range);
  if (E.isLeft(span)) return span;
  if (span.right === null) return E.right({ ...toldSpan(range, null), points: [] });
  const { fromHeight, toHeight, heightsPerPoint } = span.right;
  const rows = await port.query(blocksByPoint, [heightsPerPoint, fromHeight, toHeight], Row);
  if (E.isLeft(rows)) return rows;
  const points = placed(span.right, rows.right, nothing);
  return E.right({ ...toldSpan(range, span.right), points });
};
