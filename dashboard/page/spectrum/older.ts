import { effect, signal } from '@preact/signals';
import { ranges, stepMsOf, type Range } from '../../layout/spectrum/ranges.ts';
import type { NextBlockMinutes } from '../../server/next-block-history.ts';
import { warehouse } from '../store.ts';
import { getJson } from './get-json.ts';
import { range, span } from './position.ts';

/** The minutes of an older range, as storage has them. */
export type Older =
  | { readonly tag: 'asking' }
  | { readonly tag: 'there'; readonly points: ReadonlyArray<NextBlockMinutes> }
  | { readonly tag: 'failed'; readonly why: string };

export const older = signal<Older>({ tag: 'asking' });

interface Answer {
  readonly points: ReadonlyArray<NextBlockMinutes>;
}

const text = (ms: number): string => new Date(ms).toISOString();

/** The range that was asked for last; it may be left, and chosen again, before the answer is there. */
let newest: Range | null = null;

/** Asks for the minutes of a range anew; what is drawn stays until they are there. */
export const askOlder = async (wanted: Exclude<Range, '30m'>): Promise<void> => {
  newest = wanted;
  const stepMs = stepMsOf(wanted);
  const toMs = Math.floor(span.peek().toMs / stepMs) * stepMs;
  const fromMs = toMs - ranges[wanted].minutes * 60_000;
  const got = await getJson<Answer>(
    `/api/next-block/minutes?from=${text(fromMs)}&to=${text(toMs)}`,
  );
  if (newest !== wanted) return;
  older.value =
    got.tag === 'got'
      ? { tag: 'there', points: got.value.points }
      : { tag: 'failed', why: got.message };
};

/** Follows the range that is chosen, and each build of the tables. */
export const followOlder = (): (() => void) => {
  let asked: string | null = null;
  return effect(() => {
    const wanted = range.value;
    const build = `${wanted} ${warehouse.value?.builtAt ?? ''}`;
    if (wanted === '30m' || build === asked) return;
    if (asked?.startsWith(`${wanted} `) !== true) older.value = { tag: 'asking' };
    asked = build;
    void askOlder(wanted);
  });
};
