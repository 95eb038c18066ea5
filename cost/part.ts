import { prices, type PriceName } from './prices.ts';

type Cloud = 'AWS' | 'Snowflake';

/** What one part of the system costs in a month. */
export interface Part {
  readonly cloud: Cloud;
  readonly name: string;
  readonly usd: number;
  /** What makes it less: the end of a sentence. */
  readonly less: string;
}

/** So much at its price. */
export const at = (price: PriceName, amount: number): number => prices[price].usd * amount;

export const GIB = 2 ** 30;
export const GB = 1e9;
