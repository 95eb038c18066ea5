import * as t from 'io-ts';

const Filled = t.type({
  from: t.number,
  to: t.number,
  asked: t.number,
  alreadyHeld: t.number,
  written: t.number,
  left: t.number,
});

/** What `bitcoin-pipeline backfill --json` says, as much of it as is told. */
export const Backfilled = t.type({
  blocks: t.union([Filled, t.null]),
  prices: t.union([Filled, t.null]),
  requests: t.number,
  seconds: t.number,
});

const row = (
  what: string,
  { from, to, asked, alreadyHeld, written, left }: t.TypeOf<typeof Filled>,
): string => `| ${what} | ${from} to ${to} | ${asked} | ${alreadyHeld} | ${written} | ${left} |`;

export const backfillText = (
  environment: string,
  { blocks, prices, requests, seconds }: t.TypeOf<typeof Backfilled>,
): string =>
  [
    `### Backfill into ${environment}`,
    '',
    '| what | range | asked for | held already | written | left |',
    '| --- | --- | --- | --- | --- | --- |',
    ...(blocks === null ? [] : [row('blocks', blocks)]),
    ...(prices === null ? [] : [row('hours of prices', prices)]),
    '',
    `${requests} requests in ${Math.round(seconds)} s. The same range again asks for what is left alone.`,
  ].join('\n');
