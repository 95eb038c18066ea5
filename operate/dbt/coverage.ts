import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { QueryPort } from '../../warehouse/query-port.ts';

/** Seconds as the warehouse writes decimals. */
const Covered = t.type({
  stream: t.string,
  from_hour: t.string,
  to_hour: t.string,
  seconds: t.string,
  verified: t.string,
  contiguous: t.string,
  unknown: t.string,
});
type Covered = t.TypeOf<typeof Covered>;

/** Hours that a build has brought up to date. @param sinceMs when it began, UTC in milliseconds */
const sqlSince = (sinceMs: number): string => `
select
    stream as "stream",
    cast(min(hour_at) as varchar) as "from_hour",
    cast(max(hour_at) as varchar) as "to_hour",
    cast(sum(seconds) as varchar) as "seconds",
    cast(sum(verified_seconds) as varchar) as "verified",
    cast(sum(contiguous_seconds) as varchar) as "contiguous",
    cast(sum(unknown_seconds) as varchar) as "unknown"
from gold.coverage_by_hour
where built_at >= timestamp '${new Date(sinceMs).toISOString().replace('T', ' ').replace('Z', '')}'
group by stream
order by stream`;

const share = (part: string, whole: string): string =>
  `${((100 * Number(part)) / Number(whole)).toFixed(2)} %`;

const hour = (text: string): string => `${text.slice(0, 13).replace('T', ' ')} h`;

const rowOf = ({ stream, from_hour: from, to_hour: to, ...seconds }: Covered): string =>
  `| ${[
    stream,
    `${hour(from)} to ${hour(to)}`,
    share(seconds.verified, seconds.seconds),
    share(seconds.contiguous, seconds.seconds),
    share(seconds.unknown, seconds.seconds),
    `${Math.round(Number(seconds.unknown))} s`,
  ].join(' | ')} |`;

/**
 * How much is known of the hours that a build has brought up to date, which are those since the one before and any that
 * late files reached, as Markdown. Left: why nobody knows.
 */
export const coverageSince = async (
  port: QueryPort,
  sinceMs: number,
): Promise<E.Either<string, string>> => {
  const rows = await port.query(sqlSince(sinceMs), [], Covered);
  if (E.isLeft(rows)) return E.left(rows.left.message);
  const table =
    rows.right.length === 0
      ? ['Nothing new came.']
      : [
          '| stream | hours, UTC | verified | contiguous | unknown | unknown for |',
          '| --- | --- | --: | --: | --: | --: |',
          ...rows.right.map(rowOf),
        ];
  return E.right(['### Coverage since the last build', '', ...table].join('\n'));
};
