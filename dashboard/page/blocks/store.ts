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

/** The height that a crosshair was put on, in whichever chart; null: none. */
export const pointedHeight = signal<number | null>(null);

type Heights = ReadonlyArray<{ readonly fromHeight: number; readonly toHeight: number }>;

/** The place of a height among points, −1 where it is none of theirs; of null the newest. */
export const placeOf = (all: Heights, height: number | null): number =>
  height === null
    ? all.length - 1
    : all.findIndex(({ fromHeight, toHeight }) => fromHeight <= height && height <= toHeight);

/** The height that all charts tell of; null, each of its newest: a range may leave out what was pointed at before. */
export const toldHeight = computed(() =>
  placeOf(points.value, pointedHeight.value) === -1 ? null : pointedHeight.value,
);
