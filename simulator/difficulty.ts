/** Blocks between two changes of difficulty. */
export const RETARGET_BLOCKS = 2016;
const TARGET_SPACING_SECONDS = 600;

/** The difficulty that compact `bits` stand for. */
export const difficultyOf = (bits: number): number => {
  const exponent = bits >>> 24;
  const mantissa = bits & 0x7fffff;
  return (0xffff / mantissa) * 2 ** (8 * (0x1d - exponent));
};

/** The bits after a period that took `tookSeconds`: at most four times easier or harder. */
export const retargeted = (bits: number, tookSeconds: number): number => {
  const expected = RETARGET_BLOCKS * TARGET_SPACING_SECONDS;
  const took = Math.min(Math.max(tookSeconds, expected / 4), expected * 4);
  return compact((targetOf(bits) * BigInt(Math.round(took))) / BigInt(expected));
};

const targetOf = (bits: number): bigint =>
  BigInt(bits & 0x7fffff) << BigInt(8 * ((bits >>> 24) - 3));

const compact = (target: bigint): number => {
  let size = Math.ceil(target.toString(16).length / 2);
  let mantissa = Number(target >> BigInt(8 * (size - 3)));
  if (mantissa >= 0x800000) {
    mantissa >>>= 8;
    size += 1;
  }
  return size * 2 ** 24 + mantissa;
};

/** What an adjustment is worked out from. Times in seconds since 1970. */
export interface RetargetPeriod {
  readonly tipHeight: number;
  /** Time of the first block of the running period. */
  readonly startedAt: number;
  readonly bits: number;
  readonly previousBits: number;
}

/** The `da` object. Percentages, and mixed units as the backend has them: ms but for `previousTime`. */
export const difficultyAdjustment = (period: RetargetPeriod, nowMs: number) => {
  const blocks = period.tipHeight % RETARGET_BLOCKS;
  const remainingBlocks = RETARGET_BLOCKS - blocks;
  const elapsedSeconds = Math.max(0, nowMs / 1000 - period.startedAt);
  const timeAvg = Math.floor((elapsedSeconds / Math.max(1, blocks)) * 1000);
  // early in a period a few slow blocks say little, so the expected spacing counts for the rest
  const trust = Math.sqrt(blocks / RETARGET_BLOCKS);
  const adjustedTimeAvg = Math.floor(timeAvg * trust + TARGET_SPACING_SECONDS * 1000 * (1 - trust));
  const change = ((TARGET_SPACING_SECONDS * 1000) / adjustedTimeAvg - 1) * 100;
  const remainingTime = remainingBlocks * adjustedTimeAvg;
  return {
    progressPercent: (blocks / RETARGET_BLOCKS) * 100,
    difficultyChange: Math.min(300, Math.max(-75, change)),
    estimatedRetargetDate: nowMs + remainingTime,
    remainingBlocks,
    remainingTime,
    previousRetarget: (difficultyOf(period.bits) / difficultyOf(period.previousBits) - 1) * 100,
    previousTime: period.startedAt,
    nextRetargetHeight: period.tipHeight + remainingBlocks,
    timeAvg,
    adjustedTimeAvg,
    timeOffset: 0,
    expectedBlocks: elapsedSeconds / TARGET_SPACING_SECONDS,
  };
};
