import { BANDS, bandAt, bandOf, boundsOf } from './bands.ts';
import { CELL_VBYTES, COLUMNS, ROWS, cellVbytesFor, shapeOf } from './shape.ts';
import { Shelves, hasPlace, placeOf, type Packed } from './shelves.ts';
import { stack } from './stack.ts';
import { isSamePlace, type Place } from './tile.ts';

/** What a packing needs to know of a transaction. */
export interface Sized {
  readonly txid: string;
  readonly vsizeVbytes: number;
  readonly rate: number;
}

/** What one message changed: none of those added is here already, all others are. */
export interface PackingChange {
  readonly removed: ReadonlyArray<string>;
  readonly added: ReadonlyArray<Sized>;
  readonly repriced: ReadonlyArray<readonly [txid: string, rate: number]>;
}

/** After so many changes the bands are measured again. */
const MEASURED_EVERY = 16;
/** Tiles without a place that are tried again after one change. */
const TRIED_AGAIN = 64;
/** Bands by which a re-priced tile may be off before it is moved. */
const TOLERATED_BANDS = 1;

/**
 * A stable arrangement: high rates at the top, area for size. Each tile belongs into a band of rows by the rank of
 * its rate. One that comes takes a hole in its band, or else the place of the cheapest tile of its shape there, which
 * goes down a band, and so on; only where that ends without a hole the cheapest rows are packed anew, and not while tiles
 * wait already. The same calls give the same places.
 */
export class Packing {
  readonly #shelves = new Shelves();
  readonly #tiles = new Map<string, Packed>();
  readonly #waiting = new Set<Packed>();
  /** Where tiles were before the change, of those that it touched. */
  readonly #before = new Map<string, Place>();
  #cellVbytes = CELL_VBYTES;
  #bounds: ReadonlyArray<number> = [];
  #changes = 0;

  /** Null where the transaction is not known. */
  placeOf(txid: string): Place | null {
    const tile = this.#tiles.get(txid);
    return tile === undefined ? null : placeOf(tile);
  }

  /** Packs everything anew. */
  renew(transactions: ReadonlyArray<Sized>): void {
    this.#shelves.clear();
    this.#tiles.clear();
    this.#waiting.clear();
    this.#changes = 0;
    this.#cellVbytes = cellVbytesFor(transactions.map(({ vsizeVbytes }) => vsizeVbytes));
    const tiles = transactions.map((each) => this.#enter(each)).sort(dearestFirst);
    for (const tile of stack(this.#shelves, tiles, 0)) this.#waiting.add(tile);
    this.#measure();
  }

  /** Gives the txids of tiles that stayed and have another place. */
  apply({ removed, added, repriced }: PackingChange): ReadonlyArray<string> {
    this.#before.clear();
    for (const txid of removed) this.#remove(txid);
    const misplaced = repriced.flatMap(([txid, rate]) => this.#reprice(txid, rate));
    if (removed.length > 0) this.#tryAgain();
    const fresh = added.map((each) => this.#enter(each));
    for (const tile of [...misplaced, ...fresh].sort(dearestFirst)) this.#insert(tile);
    this.#changes += 1;
    if (this.#changes % MEASURED_EVERY === 0) this.#measure();
    for (const { txid } of added) this.#before.delete(txid);
    return [...this.#before].flatMap(([txid, before]) => {
      const after = this.placeOf(txid);
      return after === null || isSamePlace(after, before) ? [] : [txid];
    });
  }

  #enter({ txid, vsizeVbytes, rate }: Sized): Packed {
    const tile = { txid, rate, shape: shapeOf(vsizeVbytes, this.#cellVbytes), left: -1, top: 0 };
    this.#tiles.set(txid, tile);
    return tile;
  }

  #remove(txid: string): void {
    const tile = this.#tiles.get(txid);
    if (tile === undefined) return;
    if (hasPlace(tile)) this.#shelves.lift(tile);
    this.#waiting.delete(tile);
    this.#tiles.delete(txid);
  }

  /** Gives the tile when it is far from where it belongs now, and takes its place from it. */
  #reprice(txid: string, rate: number): ReadonlyArray<Packed> {
    const tile = this.#tiles.get(txid);
    if (tile === undefined) return [];
    tile.rate = rate;
    if (!hasPlace(tile)) return [];
    if (Math.abs(bandOf(this.#bounds, rate) - bandAt(tile.top)) <= TOLERATED_BANDS) return [];
    this.#lift(tile);
    return [tile];
  }

  #tryAgain(): void {
    for (const tile of [...this.#waiting].sort(dearestFirst).slice(0, TRIED_AGAIN)) {
      this.#note(tile);
      if (this.#shelves.settleNear(tile, bandOf(this.#bounds, tile.rate)))
        this.#waiting.delete(tile);
    }
  }

  #insert(tile: Packed): void {
    let homeless = tile;
    for (let band = bandOf(this.#bounds, tile.rate); band < BANDS; band += 1) {
      if (this.#shelves.settleInBand(homeless, band)) return;
      const cheaper = this.#shelves.cheapestAlike(band, homeless.shape, homeless.rate);
      if (cheaper === null) continue;
      const { left, top } = cheaper;
      this.#lift(cheaper);
      this.#shelves.put(homeless, left, top);
      homeless = cheaper;
    }
    if (this.#shelves.settleNear(homeless, BANDS - 1)) return;
    if (this.#waiting.size > 0) this.#waiting.add(homeless);
    else this.#repackBelow(homeless);
  }

  /** Packs the cheapest rows anew, together with a tile for which there is no hole. */
  #repackBelow(homeless: Packed): void {
    const { width, height } = homeless.shape;
    const depth = Math.max(height, Math.ceil((2 * width * height) / COLUMNS)) + 8;
    const fromRow = Math.max(0, ROWS - depth);
    const lifted = [...this.#tiles.values()].filter(
      (tile) => hasPlace(tile) && tile.top >= fromRow,
    );
    for (const tile of lifted) this.#lift(tile);
    const order = [homeless, ...lifted].sort(bulkyFirst);
    for (const tile of stack(this.#shelves, order, fromRow)) {
      if (!this.#shelves.settleNear(tile, BANDS - 1)) this.#waiting.add(tile);
    }
  }

  #lift(tile: Packed): void {
    this.#note(tile);
    this.#shelves.lift(tile);
  }

  #note(tile: Packed): void {
    if (!this.#before.has(tile.txid)) this.#before.set(tile.txid, placeOf(tile));
  }

  #measure(): void {
    this.#bounds = boundsOf([...this.#tiles.values()], (COLUMNS * ROWS) / BANDS);
  }
}

const dearestFirst = (a: Packed, b: Packed): number =>
  b.rate - a.rate || (a.txid < b.txid ? -1 : 1);

/** Cells from which on a hole is hard to find. */
const BULKY_CELLS = 16;

const cellsOver = ({ shape }: Packed): number =>
  Math.max(0, shape.width * shape.height - BULKY_CELLS);

const bulkyFirst = (a: Packed, b: Packed): number =>
  cellsOver(b) - cellsOver(a) || dearestFirst(a, b);
