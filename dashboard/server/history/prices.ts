import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { QueryPort } from '../../../warehouse/query-port.ts';
import type { CurrencyPrices, PricesAnswer } from './answers.ts';
import { beginOf } from './range.ts';
import type { Asked } from './span.ts';

/** 289 points a currency at most. */
const SECONDS_PER_POINT = 300;

const Newest = t.type({ newestAt: t.union([t.string, t.null]) });
const Row = t.type({
  currency: t.string,
  atSeconds: t.number,
  price: t.union([t.number, t.null]),
  quotedAt: t.union([t.string, t.null]),
});
type Row = t.TypeOf<typeof Row>;

const newestMinute = 'select max(minute_at) as "newestAt" from gold.conversion_rates_by_minute';

/** The last minute of each point: a minute without a price is not filled by the one before it. */
const pricesByPoint = `
  with told as (
    select
      currency,
      minute_at,
      datediff('second', cast('1970-01-01 00:00:00' as timestamp), minute_at) as at_seconds,
      case when price_status = 'quoted' then cast(price as double) end as price,
      quoted_at
    from gold.conversion_rates_by_minute
    where minute_at > cast(? as timestamp)
  )
  select
    currency as "currency",
    at_seconds - mod(at_seconds, ?) as "atSeconds",
    price as "price",
    quoted_at as "quotedAt"
  from told
  qualify row_number() over (
    partition by currency, at_seconds - mod(at_seconds, ?) order by minute_at desc
  ) = 1
  order by 1, 2`;

const linesOf = (currency: string, rows: ReadonlyArray<Row>): CurrencyPrices => {
  const priced = rows.flatMap(({ price }) => (price === null ? [] : [price]));
  const [first, last] = [priced[0], priced.at(-1)];
  return {
    currency,
    price: rows.at(-1)?.price ?? null,
    quotedAt: rows.at(-1)?.quotedAt ?? null,
    changeShare:
      first === undefined || last === undefined || priced.length < 2 ? null : last / first - 1,
    points: rows.map(({ atSeconds, price }) => ({
      at: new Date(atSeconds * 1000).toISOString(),
      price,
    })),
  };
};

/** What 1 BTC was worth over the last 24 hours of the tables, by currency. */
export const pricesIn = async (port: QueryPort): Asked<Omit<PricesAnswer, 'builtAt'>> => {
  const newest = await port.query(newestMinute, [], Newest);
  if (E.isLeft(newest)) return newest;
  const to = newest.right[0]?.newestAt ?? null;
  const secondsPerPoint = SECONDS_PER_POINT;
  if (to === null) return E.right({ from: null, to, secondsPerPoint, currencies: [] });
  const begin = beginOf('24h', to);
  const rows = await port.query(pricesByPoint, [begin, secondsPerPoint, secondsPerPoint], Row);
  if (E.isLeft(rows)) return rows;
  const currencies = [...new Set(rows.right.map(({ currency }) => currency))].map((currency) =>
    linesOf(
      currency,
      rows.right.filter((row) => row.currency === currency),
    ),
  );
  return E.right({ from: `${begin.replace(' ', 'T')}Z`, to, secondsPerPoint, currencies });
};
