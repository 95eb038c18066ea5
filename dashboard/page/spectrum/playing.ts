import { effect, signal } from '@preact/signals';
import { settled } from '../../layout/spectrum/time-span.ts';
import { goTo, replayMs, span } from './position.ts';

export const speeds = [1, 10, 60] as const;

/** Seconds of the past to a second. */
export const speed = signal<(typeof speeds)[number]>(10);

export const isPlaying = signal(false);

const lessMotion = matchMedia('(prefers-reduced-motion: reduce)');

/** How often the picture moves on; seldom for those who asked for less motion. */
const tickMs = (): number => (lessMotion.matches ? 1000 : 100);

/** From the moment that is shown; from the oldest one while that is now. */
export const play = (): void => {
  if (replayMs.value === null) goTo(settled(span.value, span.value.fromMs));
  isPlaying.value = true;
};

export const pause = (): void => {
  isPlaying.value = false;
};

export const backToLive = (): void => {
  pause();
  goTo(null);
};

/**
 * Moves on while it plays, by the clock, not by the tick: a tab in the background is told seldom. A moment that storage
 * is still being asked for is waited for, since the next one would take its place before it is seen.
 */
export const playOn = (isWaiting: () => boolean): (() => void) =>
  effect(() => {
    if (!isPlaying.value) return undefined;
    let beforeMs = performance.now();
    const timer = setInterval(() => {
      if (isWaiting()) return;
      const atMs = replayMs.peek();
      const passedMs = performance.now() - beforeMs;
      beforeMs += passedMs;
      const nextMs = (atMs ?? Infinity) + passedMs * speed.peek();
      if (nextMs >= span.peek().toMs) backToLive();
      else goTo(nextMs);
    }, tickMs());
    return () => clearInterval(timer);
  });
