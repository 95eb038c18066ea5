import type { Pixels } from '../../../layout/picture/pixels.ts';
import type { Drawn } from './base.ts';

/** How one tile gets from one picture to the next. */
export type Motion = { readonly startMs: number } & (
  | { readonly kind: 'in'; readonly to: Drawn }
  | { readonly kind: 'out'; readonly at: Pixels }
  | { readonly kind: 'moved'; readonly from: Pixels; readonly to: Drawn }
  | { readonly kind: 'repriced'; readonly before: Drawn }
);

const durationsMs: Readonly<Record<Motion['kind'], number>> = {
  in: 1200,
  out: 900,
  moved: 700,
  repriced: 900,
};

/** How long a tile that came stays ringed where nothing may move. */
export const RINGED_MS = 1500;

/** 0 at its start, 1 when it is over. */
export const progressOf = (motion: Motion, nowMs: number): number =>
  Math.min(1, Math.max(0, (nowMs - motion.startMs) / durationsMs[motion.kind]));

/** Slow at both ends. */
export const eased = (progress: number): number => progress * progress * (3 - 2 * progress);
