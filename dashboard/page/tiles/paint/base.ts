import type { Pixels } from '../../../layout/picture/pixels.ts';
import { fillTile } from './fill-tile.ts';
import type { Palette } from './palette.ts';

/** A tile as it was drawn: where, and in which class of fee rates. */
export interface Drawn {
  readonly pixels: Pixels;
  readonly feeClass: number;
}

/** The still, opaque layer. */
export class Base {
  readonly canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;

  constructor(canvas: HTMLCanvasElement) {
    this.canvas = canvas;
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) throw new Error('this browser has no 2D canvas');
    this.#context = context;
  }

  /** Everything anew, ground included. */
  redraw(tiles: Iterable<Drawn>, palette: Palette): void {
    const { width, height } = this.canvas;
    this.#context.fillStyle = palette.ground;
    this.#context.fillRect(0, 0, width, height);
    for (const tile of tiles) this.fill(tile, palette);
  }

  fill({ pixels, feeClass }: Drawn, palette: Palette): void {
    fillTile(this.#context, pixels, feeClass, palette);
  }

  clear({ left, top, width, height }: Pixels, palette: Palette): void {
    this.#context.fillStyle = palette.ground;
    this.#context.fillRect(left, top, width, height);
  }
}
