import { partsOfAws } from './aws.ts';
import type { Inputs } from './inputs.ts';
import type { Part } from './part.ts';
import { partsOfSnowflake, warehouseCredits } from './snowflake.ts';

export interface Month {
  readonly parts: ReadonlyArray<Part>;
  readonly awsUsd: number;
  readonly snowflakeUsd: number;
  readonly totalUsd: number;
  readonly warehouseCredits: number;
}

/** What a month may cost, both clouds, and what the warehouse may use of it. */
export interface Limits {
  readonly usd: number;
  readonly credits: number;
}

const sum = (parts: ReadonlyArray<Part>): number =>
  parts.reduce((total, { usd }) => total + usd, 0);

export const monthFrom = (inputs: Inputs): Month => {
  const [aws, snowflake] = [partsOfAws(inputs), partsOfSnowflake(inputs)];
  return {
    parts: [...aws, ...snowflake],
    awsUsd: sum(aws),
    snowflakeUsd: sum(snowflake),
    totalUsd: sum(aws) + sum(snowflake),
    warehouseCredits: warehouseCredits(inputs),
  };
};

export const usdText = (usd: number): string => usd.toFixed(2);

/** What is above its limit, a sentence each; none: the month is within both. */
export const above = (month: Month, limits: Limits): ReadonlyArray<string> => {
  const { parts, totalUsd, warehouseCredits: credits } = month;
  const largest = parts.reduce((most, part) => (part.usd > most.usd ? part : most));
  return [
    ...(totalUsd > limits.usd
      ? [
          `a month costs ${usdText(totalUsd)} USD, ${usdText(totalUsd - limits.usd)} above the budget of ${limits.usd}; the largest part is ${largest.cloud}'s ${largest.name} with ${usdText(largest.usd)}: ${largest.less}`,
        ]
      : []),
    ...(credits > limits.credits
      ? [
          `the warehouse takes ${credits.toFixed(1)} credits, and is suspended at ${limits.credits} (snowflakeMonthlyCredits): build less often (--dbt-runs-per-day)`,
        ]
      : []),
  ];
};
