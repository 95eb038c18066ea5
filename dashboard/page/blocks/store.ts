import { computed, signal } from '@preact/signals';
import { stretchesWithout } from '../../layout/history/gaps.ts';
import { withLive } from '../../layout/history/overlay.ts';
import type { BlocksAnswer, PoolsAnswer, PredictedAnswer } from '../../server/history/answers.ts';
import type { Range } from '../../server/history/range.ts';
import { asked } from '../asked.ts';
import { blocks } from '../store.ts';

/** How far back the charts go. */
export const range = signal<Range>('24h');

export const mined = asked<BlocksAnswer>(() => `/api/history/blocks?range=${range.value}`);
export const predicted = asked<PredictedAnswer>(
  () => `/api/history/predicted?range=${range.value}`,
);
export const pools = asked<PoolsAnswer>(() => `/api/history/pools?range=${range.value}`);

/** The points of the charts: the tables', and what was seen live since. */
export const points = computed(() =>
  withLive(
    mined.answer.value?.points ?? [],
    blocks.value?.rows ?? [],
    mined.answer.value?.heightsPerPoint ?? 1,
  ),
);

export const gaps = computed(() => stretchesWithout(points.value));

/** The height under the crosshair, in whichever chart it is; null: the newest one is told. */
export const pointedHeight = signal<number | null>(null);

/** The place of a height among points; of none, the newest. */
export const placeOf = (
  all: ReadonlyArray<{ readonly fromHeight: number; readonly toHeight: number }>,
  height: number | null,
): number => {
  const found =
    height === null
      ? -1
      : all.findIndex(({ fromHeight, toHeight }) => fromHeight <= height && height <= toHeight);
  return found === -1 ? all.length - 1 : found;
};
