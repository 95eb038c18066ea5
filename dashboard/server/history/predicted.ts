import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { QueryPort } from '../../../warehouse/query-port.ts';
import { PredictedPoint, type PredictedAnswer } from './answers.ts';
import { placed } from './points.ts';
import type { Range } from './range.ts';
import { spanOf, toldSpan, type Asked } from './span.ts';

const { fromHeight: _from, toHeight: _to, ...figures } = PredictedPoint.props;
const Row = t.type({ pointHeight: t.number, ...figures });

const predictedByPoint = `
  select
    height - mod(height, ?) as "pointHeight",
    count(*) as "blocks",
    sum(case when level = 'unknown' then 1 else 0 end) as "unknownBlocks",
    cast(avg(share_matched) as double) as "shareMatched",
    cast(avg(share_surprising) as double) as "shareSurprising",
    cast(avg(match_rate_percent) as double) / 100 as "sourceShareMatched"
  from gold.predicted_against_mined
  where is_canonical and height between ? and ?
  group by 1
  order by 1`;

const nothing: Omit<PredictedPoint, 'fromHeight' | 'toHeight'> = {
  blocks: 0,
  unknownBlocks: 0,
  shareMatched: null,
  shareSurprising: null,
  sourceShareMatched: null,
};

/** How much of each mined block had been projected a moment before, over the heights of the other charts. */
export const predictedIn = async (
  port: QueryPort,
  range: Range,
): Asked<Omit<PredictedAnswer, 'builtAt'>> => {
  const span = await spanOf(port, range);
  if (E.isLeft(span)) return span;
  if (span.right === null) return E.right({ ...toldSpan(range, null), points: [] });
  const { fromHeight, toHeight, heightsPerPoint } = span.right;
  const rows = await port.query(predictedByPoint, [heightsPerPoint, fromHeight, toHeight], Row);
  if (E.isLeft(rows)) return rows;
  const points = placed(span.right, rows.right, nothing);
  return E.right({ ...toldSpan(range, span.right), points });
};
