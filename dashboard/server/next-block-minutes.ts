import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { Reader } from '../../warehouse/reader.ts';
import { sqlMoment } from './history/range.ts';
import { known } from './known.ts';
import type { NextBlockHistory } from './next-block-history.ts';

const Row = t.type({
  bucket: t.number,
  minutes: t.number,
  unknownMinutes: t.number,
  verifiedMinutes: t.number,
  cause: known(t.string),
  lowestRate: known(t.number),
  p10Rate: known(t.number),
  medianRate: known(t.number),
  p90Rate: known(t.number),
  vsizeVbytes: known(t.number),
});

/** Parameters: from, minutes to a bucket, from, to. Rates are drawn, not added up: doubles do. */
const minutesSql = `
  select
    cast(floor(datediff('minute', cast(? as timestamp), minute_at) / cast(? as double)) as integer) as "bucket",
    count(*) as "minutes",
    count(case when level = 'unknown' then 1 end) as "unknownMinutes",
    count(case when level = 'verified' then 1 end) as "verifiedMinutes",
    max(case when level = 'unknown' then cause end) as "cause",
    cast(min(min_rate) as double) as "lowestRate",
    cast(min(p10_rate) as double) as "p10Rate",
    cast(median(median_rate) as double) as "medianRate",
    cast(max(p90_rate) as double) as "p90Rate",
    cast(max(vsize_vbytes) as double) as "vsizeVbytes"
  from gold.next_block_by_minute
  where minute_at >= cast(? as timestamp) and minute_at < cast(? as timestamp)
  group by 1
  order by 1`;

const MINUTE_MS = 60_000;

/** Minutes as the warehouse published them last. A lake has one network, so none is asked for. */
export const minutesIn =
  (reader: Pick<Reader, 'query'>): NextBlockHistory['minutes'] =>
  async ({ fromMs, toMs, stepMinutes }) => {
    const from = sqlMoment(fromMs);
    const parameters = [from, stepMinutes, from, sqlMoment(toMs)];
    const rows = await reader.query(minutesSql, parameters, Row);
    if (E.isLeft(rows)) return E.left({ tag: 'failed', message: rows.left.message });
    return E.right(
      rows.right.map(({ bucket, verifiedMinutes, ...row }) => ({
        at: new Date(fromMs + bucket * stepMinutes * MINUTE_MS).toISOString(),
        ...row,
        isVerified: verifiedMinutes === row.minutes,
      })),
    );
  };
