import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { shown } from '../shown.ts';
import { Painter } from './paint/painter.ts';
import { onPaletteChange } from './paint/palette.ts';
import { shownMoment } from './store.ts';

/** Shows each moment as it comes, until it is stopped. */
const follow = (painter: Painter): (() => void) => {
  let before: 'live' | 'replay' | null = null;
  return effect(() => {
    const moment = shownMoment.value;
    const { kind } = shown.value;
    if (moment === null) return;
    const { facts, tiles, isNextStep } = moment;
    painter.show({ grid: facts.grid, edges: facts.edges, tiles }, isNextStep && before === kind);
    before = kind;
  });
};

const start = (base: HTMLCanvasElement, overlay: HTMLCanvasElement): (() => void) => {
  const painter = new Painter(base, overlay);
  const resize = (): void => painter.resize();
  const sizes = new ResizeObserver(resize);
  sizes.observe(base);
  addEventListener('resize', resize); // the density of pixels changes with the zoom
  const ends = [follow(painter), onPaletteChange(() => painter.recolour())];
  return () => {
    for (const end of ends) end();
    removeEventListener('resize', resize);
    sizes.disconnect();
    painter.stop();
  };
};

/** The still picture, and above it what moves. */
export const Canvases = () => {
  const base = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  useEffect(
    () =>
      base.current === null || overlay.current === null
        ? undefined
        : start(base.current, overlay.current),
    [],
  );
  return (
    <>
      <canvas class="base" ref={base} />
      <canvas class="overlay" ref={overlay} />
    </>
  );
};
