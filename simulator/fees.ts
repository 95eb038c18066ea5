import type { BlockTotals } from './template.ts';

/** Recommended rates in sat/vB. */
export interface RecommendedFees {
  readonly fastestFee: number;
  readonly halfHourFee: number;
  readonly hourFee: number;
  readonly economyFee: number;
  readonly minimumFee: number;
}

/** As on the socket: three decimals, and something on top for haste. */
export const preciseFees = (blocks: ReadonlyArray<BlockTotals>): RecommendedFees =>
  recommend(blocks, { minimum: 0.1, step: 0.001, fastestExtra: 0.5, halfHourExtra: 0.25 });

/** As at `fees/recommended`: integers. */
export const wholeFees = (blocks: ReadonlyArray<BlockTotals>): RecommendedFees =>
  recommend(blocks, { minimum: 1, step: 1, fastestExtra: 0, halfHourExtra: 0 });

interface Rule {
  readonly minimum: number;
  readonly step: number;
  readonly fastestExtra: number;
  readonly halfHourExtra: number;
}

/** Medians of the next three blocks, each softened by the one before; less than half a block asks for the minimum. */
const recommend = (blocks: ReadonlyArray<BlockTotals>, rule: Rule): RecommendedFees => {
  const roundedUp = (rate: number) => round3(Math.ceil(round6(rate / rule.step)) * rule.step);
  const softened = (block: BlockTotals | undefined, before?: number) => {
    if (!block || block.blockVSize <= 500_000 || block.medianFee < rule.minimum)
      return rule.minimum;
    const median = roundedUp(block.medianFee);
    return before === undefined ? median : roundedUp((median + before) / 2);
  };
  const first = softened(blocks[0]);
  const second = softened(blocks[1], first);
  const third = softened(blocks[2], second);
  const hourFee = Math.max(rule.minimum, third);
  const halfHourFee = Math.max(hourFee, round3(second + rule.halfHourExtra));
  return {
    fastestFee: Math.max(halfHourFee, round3(first + rule.fastestExtra)),
    halfHourFee,
    hourFee,
    economyFee: Math.min(hourFee, 2 * rule.minimum),
    minimumFee: rule.minimum,
  };
};

const round3 = (value: number): number => Math.round(value * 1e3) / 1e3;
const round6 = (value: number): number => Math.round(value * 1e6) / 1e6;
