import { between, grown, withoutGap, type Pixels } from '../../../layout/picture/pixels.ts';
import { fillTile } from './fill-tile.ts';
import { eased, progressOf, type Motion } from './motion.ts';
import type { Palette } from './palette.ts';

/** How far a ring spreads, and how wide its line is, in pixels of the page. */
const RING_SPREAD = 6;
const RING_LINE = 2;

/** A tile has grown up after this share of its motion; the rest is its ring's. */
const GROWN_AFTER = 0.4;

/** The clear layer above the still one: holds only what is on its way. */
export class Overlay {
  readonly canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  #touched: Pixels[] = [];

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('this browser has no 2D canvas');
    this.#context = context;
  }

  /** One moment of all motions; only what the last one touched is wiped. */
  draw(motions: Iterable<Motion>, nowMs: number, ratio: number, palette: Palette): void {
    this.wipe();
    for (const motion of motions) this.#drawOne(motion, progressOf(motion, nowMs), ratio, palette);
  }

  wipe(): void {
    for (const { left, top, width, height } of this.#touched)
      this.#context.clearRect(left, top, width, height);
    this.#touched = [];
  }

  /** Still rings around the tiles that came, where nothing may move. */
  ring(places: Iterable<Pixels>, ratio: number, { ink }: Palette): void {
    for (const place of places) this.#ring(place, RING_LINE, ratio, ink);
  }

  #drawOne(motion: Motion, progress: number, ratio: number, palette: Palette): void {
    const context = this.#context;
    switch (motion.kind) {
      case 'in': {
        const { pixels, feeClass } = motion.to;
        const size = eased(Math.min(1, progress / GROWN_AFTER));
        this.#fill(between(middleOf(pixels), pixels, size), feeClass, palette);
        context.globalAlpha = 1 - progress;
        this.#ring(pixels, RING_LINE + RING_SPREAD * progress, ratio, palette.ink);
        break;
      }
      case 'out':
        context.globalAlpha = 1 - progress;
        context.setLineDash([3 * ratio, 2 * ratio]);
        this.#outline(withoutGap(motion.at), ratio, palette.ink);
        context.setLineDash([]);
        break;
      case 'moved': {
        const { pixels, feeClass } = motion.to;
        this.#fill(between(motion.from, pixels, eased(progress)), feeClass, palette);
        break;
      }
      case 'repriced':
        context.globalAlpha = 1 - eased(progress);
        this.#fill(motion.before.pixels, motion.before.feeClass, palette);
    }
    context.globalAlpha = 1;
  }

  #fill(pixels: Pixels, feeClass: number, palette: Palette): void {
    this.#touched.push(pixels);
    fillTile(this.#context, pixels, feeClass, palette);
  }

  #ring(pixels: Pixels, outsidePx: number, ratio: number, ink: string): void {
    this.#outline(grown(withoutGap(pixels), Math.round(outsidePx * ratio)), RING_LINE * ratio, ink);
  }

  /** A line inside a rectangle's edge. */
  #outline(pixels: Pixels, linePx: number, ink: string): void {
    const { left, top, width, height } = pixels;
    const half = linePx / 2;
    this.#touched.push(grown(pixels, 1));
    this.#context.strokeStyle = ink;
    this.#context.lineWidth = linePx;
    this.#context.strokeRect(left + half, top + half, width - linePx, height - linePx);
  }
}

const middleOf = ({ left, top, width, height }: Pixels): Pixels => ({
  left: left + width / 2,
  top: top + height / 2,
  width: 0,
  height: 0,
});
