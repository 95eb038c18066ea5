import { batch } from '@preact/signals';
import { render } from 'preact';
import { TileMap } from '../../../dashboard/layout/tiles/tile-map.ts';
import type { TilesEvent, TilesSnapshot } from '../../../dashboard/layout/tiles/wire.ts';
import { NextBlockPanel } from '../../../dashboard/page/panels/next-block.tsx';
import { RightNowPanel } from '../../../dashboard/page/panels/right-now.tsx';
import { WhatChangedPanel } from '../../../dashboard/page/panels/what-changed.tsx';
import { replayedMoment, shown } from '../../../dashboard/page/shown.ts';
import { Slot } from '../../../dashboard/page/slot.tsx';
import { past } from '../../../dashboard/page/spectrum/past.ts';
import { seek as seekPicture } from '../../../dashboard/page/spectrum/picture.ts';
import { isPlaying } from '../../../dashboard/page/spectrum/playing.ts';
import { goTo } from '../../../dashboard/page/spectrum/position.ts';
import { source } from '../../../dashboard/page/store.ts';
import '../../../dashboard/page/theme.ts';
import { Painter } from '../../../dashboard/page/tiles/paint/painter.ts';
import { shownMoment, takeTiles } from '../../../dashboard/page/tiles/store.ts';

/** Read from a copy, since reading makes a canvas a slow one. */
const pixelsOf = (canvas: HTMLCanvasElement): Uint32Array => {
  const { width, height } = canvas;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no context');
  context.drawImage(canvas, 0, 0);
  return new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
};

/** FNV-1a over every pixel, turned so that each bit reaches all others. */
const hashOf = (canvas: HTMLCanvasElement): string => {
  let hash = 0x811c9dc5;
  for (const pixel of pixelsOf(canvas)) {
    const mixed = Math.imul(hash ^ pixel, 0x01000193);
    hash = (mixed << 13) | (mixed >>> 19);
  }
  return `${canvas.width}: ${(hash >>> 0).toString(16)}`;
};

const layer = (name: 'base' | 'overlay'): HTMLCanvasElement => {
  const canvas = document.querySelector<HTMLCanvasElement>(`.stage .${name}`);
  if (canvas === null) throw new Error(`no ${name}`);
  return canvas;
};

/** The moment that is shown, drawn by a painter that has never drawn anything else. */
const redrawn = (): string => {
  const moment = shownMoment.value;
  if (moment === null) throw new Error('nothing is shown');
  const { facts, tiles } = moment;
  const canvases = ['base', 'overlay'].map((name) => {
    const canvas = document.createElement('canvas');
    canvas.className = name;
    layer('base').after(canvas);
    return canvas;
  });
  const [base, overlay] = canvases;
  if (base === undefined || overlay === undefined) throw new Error('two were made');
  const picture = { grid: facts.grid, edges: facts.edges, tiles };
  new Painter(base, overlay).show(picture, false);
  const hash = hashOf(base);
  for (const canvas of canvases) canvas.remove();
  return hash;
};

/** Whether the overlay shows anything at all. */
const isOverlayEmpty = (): boolean => pixelsOf(layer('overlay')).every((pixel) => pixel === 0);

/** Every colour of the still layer. */
const colours = (): ReadonlyArray<string> =>
  [...new Set(pixelsOf(layer('base')))].map((pixel) => pixel.toString(16));

/** Shows another moment, as the scrubber does. */
const replay = (then: TilesSnapshot): void => {
  const map = new TileMap();
  map.apply(then);
  if (map.facts === null) return;
  const atMs = Date.parse(then.at);
  replayedMoment.value = { facts: map.facts, tiles: map.tiles, isNextStep: false, atMs };
  shown.value = { kind: 'replay', atMs };
};

/** Finds and draws a moment of the past as the scrubber does; gives how long that took, in ms. */
const seek = (atMs: number): number => {
  const startMs = performance.now();
  batch(() => {
    goTo(atMs);
    seekPicture(atMs);
  });
  if (replayedMoment.value === null) throw new Error('there is no such moment');
  return performance.now() - startMs;
};

/** The same while the past is played. */
const playTo = (atMs: number): void => {
  isPlaying.value = true;
  seek(atMs);
  isPlaying.value = false;
};

const told = {
  remember: (event: TilesEvent) => past.peek().replay.append(event),
  seek,
  playTo,
  take: (event: TilesEvent) => takeTiles(event),
  replay,
  live: () => {
    shown.value = { kind: 'live' };
  },
  colours,
  picture: () => hashOf(layer('base')),
  redrawn,
  isOverlayEmpty,
};

declare global {
  interface Window {
    /** What a test does with the page. */
    told: typeof told;
  }
}

window.told = told;
source.value = {
  name: 'mempool.space',
  url: '',
  network: 'mainnet',
  origin: 'live',
  notice: null,
  connection: 'open',
  lastFrameAt: new Date().toISOString(),
  fault: null,
  openGap: null,
};

const root = document.getElementById('page');
if (root !== null)
  render(
    <>
      <h1>Tiles</h1>
      <main>
        <Slot area="tiles" name="Next block">
          <NextBlockPanel />
        </Slot>
        <Slot area="now" name="Right now">
          <RightNowPanel />
        </Slot>
        <Slot area="changed" name="What just changed">
          <WhatChangedPanel />
        </Slot>
      </main>
    </>,
    root,
  );
