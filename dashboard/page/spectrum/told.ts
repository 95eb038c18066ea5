import { computed } from '@preact/signals';
import { COLUMN_MS, type Column } from '../../layout/spectrum/columns.ts';
import { agoInWords, trustInWords, type MomentTold } from '../../layout/spectrum/words.ts';
import { nowMs, slowNowMs } from '../store.ts';
import { dayTime, timeOfDay } from '../time.ts';
import { past } from './past.ts';
import { sought } from './picture.ts';
import { range, replayMs } from './position.ts';

/** The newest column: what is true now. */
export const newest = computed<MomentTold | null>(() => past.value.columns.all().at(-1) ?? null);

/** The column under a moment, which ends there. */
export const columnAt = (atMs: number): Column | null =>
  past.value.columns.all().find(({ startMs }) => startMs < atMs && atMs <= startMs + COLUMN_MS) ??
  null;

/** `14:03:22`, with the day where the scrubber reaches over more than one. */
const clock = (atMs: number): string => {
  const at = new Date(atMs).toISOString();
  return range.value === '30m' || range.value === '6h'
    ? timeOfDay(at)
    : `${dayTime(at)}:${timeOfDay(at).slice(-2)}`;
};

const trust = (): string => {
  const { value } = sought;
  switch (value.tag) {
    case 'live':
      return newest.value === null ? 'nothing known yet' : trustInWords(newest.value);
    case 'asking':
      return 'storage is being asked';
    case 'found':
      return trustInWords(value.told);
    case 'failed':
      return `could not be read: ${value.why}`;
  }
};

/** `14:03:22, 3 minutes ago`, or that it is now. */
export const whenInWords = computed(() => {
  const atMs = replayMs.value;
  if (atMs === null) return 'live';
  // told in minutes, an age that moves each second says no more
  const sinceMs = (nowMs.value - atMs < 60_000 ? nowMs.value : slowNowMs.value) - atMs;
  return `${clock(atMs)}, ${agoInWords(sinceMs)}`;
});

export const trustWords = computed(trust);

/** What the scrubber says of itself. */
export const valueText = computed(() => `${whenInWords.value}, ${trustWords.value}`);
