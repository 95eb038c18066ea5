import type { Reach, StateDocument, StateFigures } from './state-figures.ts';
import { whyOf } from './state-words.ts';

/** Nobody knows what lies in the future; before the first line nobody listened. */
const placed = (figures: StateFigures, { firstAt, lastAt }: Reach, now: string): StateFigures => {
  const { at, level } = figures;
  if (level !== 'unknown') return figures;
  if (at > now && at >= lastAt)
    return { ...figures, cause: 'future', epochId: null, gapId: null, gap: null };
  return at < firstAt ? { ...figures, cause: 'outside' } : figures;
};

/** All moments are ISO text of the same length, so that text order is time order. */
export const documentOf = (figures: StateFigures, reach: Reach, now: string): StateDocument => {
  const { rows, ...rest } = placed(figures, reach, now);
  return { ...rest, why: whyOf(rest, reach), ...(rows === undefined ? {} : { rows }) };
};
