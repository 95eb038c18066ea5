import { computed, effect, signal } from '@preact/signals';
import { COLUMN_MS } from '../../layout/spectrum/columns.ts';
import { ranges, stepMsOf, type Range } from '../../layout/spectrum/ranges.ts';
import { settled, type TimeSpan } from '../../layout/spectrum/time-span.ts';
import { shown } from '../shown.ts';
import { nowMs } from '../store.ts';
import { past } from './past.ts';

export const range = signal<Range>('30m');

/** End of the newest column: moves a column at a time. */
const newestMs = computed(() => {
  const last = past.value.columns.newestMs();
  return last === null ? Math.floor(nowMs.value / COLUMN_MS) * COLUMN_MS : last + COLUMN_MS;
});

/** The stretch of time on the scrubber, up to now. */
export const span = computed<TimeSpan>(() => {
  const toMs = newestMs.value;
  const { minutes, stepsAPage } = ranges[range.value];
  const stepMs = stepMsOf(range.value);
  return { fromMs: toMs - minutes * 60_000, toMs, stepMs, pageMs: stepsAPage * stepMs };
});

/** The past moment that is shown; null: now. */
export const replayMs = computed(() => (shown.value.kind === 'live' ? null : shown.value.atMs));

/** Shows a moment; null: now. */
export const goTo = (atMs: number | null): void => {
  shown.value = atMs === null ? { kind: 'live' } : { kind: 'replay', atMs };
};

/** A moment that leaves the scrubber at its old end is held at that end. */
export const keepWithin = (): (() => void) =>
  effect(() => {
    const atMs = replayMs.value;
    if (atMs !== null && atMs < span.value.fromMs) goTo(settled(span.value, span.value.fromMs));
  });
