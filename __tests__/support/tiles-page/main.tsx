import { render } from 'preact';
import { Replay } from '../../../dashboard/layout/tiles/replay.ts';
import { TileMap } from '../../../dashboard/layout/tiles/tile-map.ts';
import type { TilesEvent, TilesSnapshot } from '../../../dashboard/layout/tiles/wire.ts';
import { NextBlockPanel } from '../../../dashboard/page/panels/next-block.tsx';
import { RightNowPanel } from '../../../dashboard/page/panels/right-now.tsx';
import { WhatChangedPanel } from '../../../dashboard/page/panels/what-changed.tsx';
import { shown } from '../../../dashboard/page/shown.ts';
import { Slot } from '../../../dashboard/page/slot.tsx';
import { source } from '../../../dashboard/page/store.ts';
import '../../../dashboard/page/theme.ts';
import { Painter } from '../../../dashboard/page/tiles/paint/painter.ts';
import { replayedMoment, shownMoment, takeTiles } from '../../../dashboard/page/tiles/store.ts';

/** Read from a copy, since reading makes a canvas a slow one. */
const pixelsOf = (canvas: HTMLCanvasElement): Uint8ClampedArray => {
  const { width, height } = canvas;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no context');
  context.drawImage(canvas, 0, 0);
  return context.getImageData(0, 0, width, height).data;
};

/** FNV-1a over every pixel. */
const hashOf = (canvas: HTMLCanvasElement): string => {
  const data = pixelsOf(canvas);
  let hash = 0x811c9dc5;
  for (const byte of data) hash = Math.imul(hash ^ byte, 0x01000193);
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
const isOverlayEmpty = (): boolean => pixelsOf(layer('overlay')).every((byte) => byte === 0);

/** Every colour of the still layer. */
const colours = (): ReadonlyArray<string> => {
  const pixels = new Uint32Array(pixelsOf(layer('base')).buffer);
  return [...new Set(pixels)].map((pixel) => pixel.toString(16));
};

/** Shows another moment, as the scrubber does. */
const replay = (then: TilesSnapshot): void => {
  const map = new TileMap();
  map.apply(then);
  if (map.facts === null) return;
  replayedMoment.value = { facts: map.facts, tiles: map.tiles, isNextStep: false };
  shown.value = { kind: 'replay', atMs: Date.parse(then.at) };
};

const past = new Replay();

/** Finds and draws a moment of the past; gives how long that took, in ms. */
const seek = (atMs: number): number => {
  const startMs = performance.now();
  const map = past.seek(atMs);
  if (map?.facts == null) throw new Error('there is no such moment');
  replayedMoment.value = { facts: map.facts, tiles: map.tiles, isNextStep: false };
  shown.value = { kind: 'replay', atMs };
  return performance.now() - startMs;
};

const told = {
  remember: (event: TilesEvent) => past.append(event),
  seek,
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
