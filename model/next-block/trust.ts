export type { GapCause } from '../events/gap-found.ts';
import type { Totals } from './state.ts';

/**
 * verified: a check agreed. contiguous: no evidence against, none for. unknown: something was missed, or must be
 * assumed missed.
 */
export type Level = 'verified' | 'contiguous' | 'unknown';

/** What a frame's `mempool-blocks` says of the tracked block. */
export interface Stated {
  readonly statedRows: number;
  readonly statedFeeSats: number;
  readonly statedWeight: number;
}

/** The level a check gives: no statement proves nothing, a false one disproves. */
export const levelOf = (
  totals: Totals,
  stated: { readonly [K in keyof Stated]: number | null },
): Level => {
  const { statedRows, statedFeeSats, statedWeight } = stated;
  if (statedRows === null || statedFeeSats === null || statedWeight === null) return 'contiguous';
  const agrees =
    totals.transactions === statedRows &&
    totals.feeSats === statedFeeSats &&
    totals.weight === statedWeight;
  return agrees ? 'verified' : 'unknown';
};

/** A frame that says nothing of the tracked block. */
export const NOTHING_STATED = {
  statedRows: null,
  statedFeeSats: null,
  statedWeight: null,
} as const;
