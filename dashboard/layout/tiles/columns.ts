import type { Place, Tile } from './tile.ts';
import type { TileColumns } from './wire.ts';

/** Hexadecimal digits of a txid. */
export const TXID_DIGITS = 64;

/** The txids that travel as one text. */
export const txidsIn = (joined: string): ReadonlyArray<string> =>
  Array.from({ length: Math.floor(joined.length / TXID_DIGITS) }, (_, index) =>
    joined.slice(index * TXID_DIGITS, (index + 1) * TXID_DIGITS),
  );

export const placesOf = (places: ReadonlyArray<Place>): ReadonlyArray<number> =>
  places.flatMap(({ left, top, width, height }) => [left, top, width, height]);

/** One place of a column of places. */
export const placeIn = (places: ReadonlyArray<number>, index: number): Place => ({
  left: places[4 * index] ?? -1,
  top: places[4 * index + 1] ?? 0,
  width: places[4 * index + 2] ?? 0,
  height: places[4 * index + 3] ?? 0,
});

export const columnsOf = (tiles: ReadonlyArray<Tile>): TileColumns => ({
  txids: tiles.map(({ txid }) => txid).join(''),
  feeSats: tiles.map(({ feeSats }) => feeSats),
  vsizeVbytes: tiles.map(({ vsizeVbytes }) => vsizeVbytes),
  valueSats: tiles.map(({ valueSats }) => valueSats),
  rates: tiles.map(({ rate }) => rate),
  places: placesOf(tiles),
});

export const tilesIn = (columns: TileColumns): ReadonlyArray<Tile> =>
  txidsIn(columns.txids).map((txid, index) => ({
    txid,
    feeSats: columns.feeSats[index] ?? 0,
    vsizeVbytes: columns.vsizeVbytes[index] ?? 0,
    valueSats: columns.valueSats[index] ?? 0,
    rate: columns.rates[index] ?? 0,
    ...placeIn(columns.places, index),
  }));
