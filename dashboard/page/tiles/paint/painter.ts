import { classOf } from '../../../layout/tiles/edges.ts';
import { isDrawn } from '../../../layout/tiles/tile.ts';
import { PIXEL_RATIO_LIMIT, pixelsOf } from '../../../layout/picture/pixels.ts';
import { Base, type Drawn } from './base.ts';
import { differenceOf, sizeOf, type Difference, type Held, type Picture } from './difference.ts';
import { Motions } from './motions.ts';
import { Overlay } from './overlay.ts';
import { paletteOf, type Palette } from './palette.ts';

/** With more changes than this at once, as when a block is mined, nobody can follow a single one. */
const FOLLOWED_TILES = 600;

type HeldTile = Held & Drawn;

/**
 * Keeps two canvases showing the picture that was last given to it. The still one gets only what differs from what it
 * has; what is on its way is on the other until it has arrived.
 */
export class Painter {
  readonly #base: Base;
  readonly #motions: Motions;
  readonly #held = new Map<string, HeldTile>();
  #picture: Picture | null = null;
  #palette: Palette;
  #ratio = 0;

  constructor(base: HTMLCanvasElement, overlay: HTMLCanvasElement) {
    this.#base = new Base(base);
    this.#palette = paletteOf(base);
    this.#motions = new Motions(new Overlay(overlay), (txid, tile) => {
      if (this.#held.get(txid) === tile) this.#base.fill(tile, this.#palette);
    });
    this.resize();
  }

  /** Shows another picture. `isFollowed`: one change led to it, so that the eye may follow each tile. */
  show(picture: Picture, isFollowed: boolean): void {
    const before = this.#picture;
    this.#picture = picture;
    if (before === null || !isSameGrid(before, picture)) return this.#redraw();
    const difference = differenceOf(this.#held, picture, isSameEdges(before, picture));
    const size = sizeOf(difference);
    if (size > Math.max(FOLLOWED_TILES, this.#held.size)) this.#redraw();
    else if (size > 0) this.#change(difference, isFollowed && size <= FOLLOWED_TILES);
  }

  /** After a change of size or of the pixels' density, if there was one. */
  resize(): void {
    const { canvas } = this.#base;
    const ratio = Math.min(PIXEL_RATIO_LIMIT, devicePixelRatio);
    const side = Math.max(1, Math.round(canvas.clientWidth * ratio));
    if (side === canvas.width && ratio === this.#ratio) return;
    this.#ratio = ratio;
    canvas.width = side;
    canvas.height = side;
    this.#motions.resize(side);
    this.#redraw();
  }

  /** After a change of the colours. */
  recolour(): void {
    this.#palette = paletteOf(this.#base.canvas);
    this.#redraw();
  }

  stop(): void {
    this.#motions.clear();
  }

  #redraw(): void {
    this.#motions.clear();
    this.#held.clear();
    for (const tile of this.#picture?.tiles.values() ?? [])
      if (isDrawn(tile)) this.#hold(tile.txid);
    this.#base.redraw(this.#held.values(), this.#palette);
  }

  #change(difference: Difference, isFollowed: boolean): void {
    const { gone, arrived, moved, repriced } = difference;
    const palette = this.#palette;
    const before = new Map(
      [...gone, ...[...moved, ...repriced].map(({ txid }) => txid)].flatMap((txid) => {
        const tile = this.#held.get(txid);
        return tile === undefined ? [] : [[txid, tile] as const];
      }),
    );
    for (const [txid, tile] of before) {
      this.#base.clear(tile.pixels, palette);
      this.#motions.forget(txid);
    }
    for (const txid of gone) this.#held.delete(txid);
    const after = new Map(
      [...arrived, ...moved, ...repriced].map(({ txid }) => [txid, this.#hold(txid)] as const),
    );
    const stillHere = this.#motions.follow(before, after, isFollowed, this.#ratio, palette);
    for (const tile of stillHere) this.#base.fill(tile, palette);
  }

  #hold(txid: string): HeldTile {
    const picture = this.#picture;
    const tile = picture?.tiles.get(txid);
    if (picture === null || tile === undefined) throw new Error(`no tile ${txid} to draw`);
    const held = {
      tile,
      pixels: pixelsOf(tile, picture.grid, this.#base.canvas.width),
      feeClass: classOf(picture.edges, tile.rate),
    };
    this.#held.set(txid, held);
    return held;
  }
}

const isSameGrid = ({ grid: one }: Picture, { grid: other }: Picture): boolean =>
  one.columns === other.columns && one.rows === other.rows;

const isSameEdges = ({ edges: some }: Picture, { edges: others }: Picture): boolean =>
  some.length === others.length && some.every((edge, index) => edge === others[index]);
