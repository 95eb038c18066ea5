import type { Inputs } from './inputs.ts';
import { usdText, type Limits, type Month } from './month.ts';
import { listed, prices } from './prices.ts';

const row = (left: string, right: string): string => `  ${left.padEnd(34)} ${right}`;

const inputRows = ({ measured, ...inputs }: Inputs): ReadonlyArray<string> => [
  ...Object.entries(measured.streams).map(([stream, { lines, bytes }]) =>
    row(
      `lines of ${stream}`,
      lines === 0
        ? 'none'
        : `${(lines / measured.seconds).toFixed(3)} a second, ${Math.round(bytes / lines)} bytes each`,
    ),
  ),
  ...Object.entries(inputs).map(([name, value]) => row(name, String(value))),
];

/** For a person: what it was reckoned from, and each part. */
export const monthText = (inputs: Inputs, month: Month, limits: Limits | null): string =>
  [
    'Inputs',
    ...inputRows(inputs),
    '',
    `Prices in USD: lists of ${listed.region} as noted on ${listed.date}; look at the vendor's before you rely on one`,
    ...Object.values(prices).map(({ usd, per, source }) =>
      row(usd.toFixed(10).replace(/0+$/, ''), `${per} (${source})`),
    ),
    '',
    'A month in USD',
    ...month.parts.map(({ cloud, name, usd }) =>
      row(`${cloud}: ${name}`, usdText(usd).padStart(8)),
    ),
    row('AWS', usdText(month.awsUsd).padStart(8)),
    row('Snowflake', usdText(month.snowflakeUsd).padStart(8)),
    row('total', usdText(month.totalUsd).padStart(8)),
    ...(limits === null ? [] : [row('budget', usdText(limits.usd).padStart(8))]),
  ].join('\n');
