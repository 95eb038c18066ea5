import { vsizeByRate, type Accepted, type Tracker } from '@bitcoin-pipeline/model';
import { rateBuckets } from '../../dashboard/layout/rate-buckets.ts';
import type { NextBlockState } from '../../dashboard/server/ports.ts';

export const changeOf = (
  accepted: Accepted,
  feeSatsDelta: number,
): NextBlockState['lastChange'] => {
  const value = accepted.value as {
    delta?: Record<'added' | 'removed' | 'changed', ReadonlyArray<unknown>>;
  };
  return value.delta === undefined
    ? null
    : {
        added: value.delta.added.length,
        removed: value.delta.removed.length,
        changed: value.delta.changed.length,
        feeSatsDelta,
      };
};

/** Whether there are rows of the next block itself, and not of one further behind. */
export const isNextBlock = ({ baseOrdinal, blockIndex }: Tracker): boolean =>
  baseOrdinal !== null && blockIndex === 0;

export const nextBlockOf = (
  tracker: Tracker,
  cause: string | null,
  observedAt: string,
  lastChange: NextBlockState['lastChange'],
): NextBlockState | null => {
  if (tracker.sequence === null || !isNextBlock(tracker)) return null;
  const { lowestRate, medianRate } = tracker.block.quantiles;
  return {
    level: tracker.level,
    cause: tracker.level === 'unknown' ? cause : null,
    sequence: tracker.sequence,
    observedAt,
    ...tracker.block.totals,
    lowestRate,
    medianRate,
    histogram: vsizeByRate(tracker.block.rows.values(), rateBuckets),
    lastChange,
  };
};
