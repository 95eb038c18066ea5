import { columnsOf, placeIn, tilesIn, txidsIn } from './columns.ts';
import { factsAfter, type PictureFacts } from './facts.ts';
import { isDrawn, isSamePlace, type Tile } from './tile.ts';
import type {
  BlockMined,
  Departure,
  Standing,
  TilesDelta,
  TilesEvent,
  TilesSnapshot,
} from './wire.ts';

/** A tile as it was and as it is after one message. */
interface TileChange {
  readonly before: Tile;
  readonly after: Tile;
}

/** Tiles that a delta brought, and those that it took. */
export interface CameAndWent {
  readonly added: ReadonlyArray<Tile>;
  readonly removed: ReadonlyArray<{ readonly tile: Tile; readonly why: Departure }>;
}

/** What a delta did. A tile that was re-priced and moved is in both lists. */
interface DeltaApplied extends CameAndWent {
  readonly tag: 'delta';
  readonly repriced: ReadonlyArray<TileChange>;
  readonly moved: ReadonlyArray<TileChange>;
  /** Named in the message and not in our picture, which then is not the server's: a snapshot is needed. */
  readonly unknownTxids: number;
}

/** What one event did to the picture. */
export type Applied =
  | DeltaApplied
  | { readonly tag: 'snapshot' }
  | (Standing & { readonly tag: 'standing' })
  | BlockMined;

/** The picture as it stands after the events so far. Has one owner, which changes it in place; tiles never change. */
export class TileMap {
  readonly #tiles = new Map<string, Tile>();
  #facts: PictureFacts | null = null;

  /** A picture of these tiles. */
  static of(facts: PictureFacts, tiles: Iterable<Tile>): TileMap {
    const map = new TileMap();
    map.#facts = facts;
    for (const tile of tiles) map.#tiles.set(tile.txid, tile);
    return map;
  }

  get tiles(): ReadonlyMap<string, Tile> {
    return this.#tiles;
  }

  /** Null before the first snapshot. */
  get facts(): PictureFacts | null {
    return this.#facts;
  }

  /** Transactions that there is no room for. */
  get notDrawn(): number {
    let count = 0;
    for (const tile of this.#tiles.values()) if (!isDrawn(tile)) count += 1;
    return count;
  }

  /** Another moment's picture: these are not in it, those are. */
  exchange(facts: PictureFacts, gone: Iterable<Tile>, came: Iterable<Tile>): void {
    this.#facts = facts;
    for (const { txid } of gone) this.#tiles.delete(txid);
    for (const tile of came) this.#tiles.set(tile.txid, tile);
  }

  /** Null: the event says something of a picture that we do not have. */
  apply(event: TilesEvent): Applied | null {
    if (event.tag === 'mined') return event;
    this.#facts = factsAfter(this.#facts, event);
    if (this.#facts === null) return null;
    switch (event.tag) {
      case 'snapshot':
        this.#tiles.clear();
        for (const tile of tilesIn(event.tiles)) this.#tiles.set(tile.txid, tile);
        return { tag: 'snapshot' };
      case 'standing':
        return { tag: 'standing', level: event.level, cause: event.cause };
      case 'delta':
        return this.#change(event);
    }
  }

  /** The whole picture as it travels; null before the first snapshot. */
  snapshot(): TilesSnapshot | null {
    const facts = this.#facts;
    return facts === null
      ? null
      : { tag: 'snapshot', ...facts, tiles: columnsOf([...this.#tiles.values()]) };
  }

  #change({ removed, added, repriced, moved }: TilesDelta): Applied {
    const gone = removed.flatMap(([txid, why]) => {
      const tile = this.#take(txid);
      return tile === null ? [] : [{ tile, why }];
    });
    const came = tilesIn(added);
    for (const tile of came) this.#tiles.set(tile.txid, tile);
    const before = new Map<string, Tile>();
    const change = (txid: string, to: Partial<Tile>): boolean => {
      const tile = this.#tiles.get(txid);
      if (tile === undefined) return false;
      if (!before.has(txid)) before.set(txid, tile);
      this.#tiles.set(txid, { ...tile, ...to });
      return true;
    };
    const known = [
      ...txidsIn(repriced.txids).map((txid, index) =>
        change(txid, { rate: repriced.rates[index] ?? 0 }),
      ),
      ...txidsIn(moved.txids).map((txid, index) => change(txid, placeIn(moved.places, index))),
    ];
    const changes = [...before].flatMap(([txid, was]) => {
      const after = this.#tiles.get(txid);
      return after === undefined ? [] : [{ before: was, after }];
    });
    return {
      tag: 'delta',
      added: came,
      removed: gone,
      repriced: changes.filter((each) => each.before.rate !== each.after.rate),
      moved: changes.filter((each) => !isSamePlace(each.before, each.after)),
      unknownTxids: removed.length - gone.length + known.filter((isKnown) => !isKnown).length,
    };
  }

  #take(txid: string): Tile | null {
    const tile = this.#tiles.get(txid) ?? null;
    this.#tiles.delete(txid);
    return tile;
  }
}
