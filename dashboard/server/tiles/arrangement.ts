import { columnsOf, placesOf } from '../../layout/tiles/columns.ts';
import { fitEdges } from '../../layout/tiles/edges.ts';
import { Packing } from '../../layout/tiles/packing.ts';
import { COLUMNS, ROWS } from '../../layout/tiles/shape.ts';
import type { Tile } from '../../layout/tiles/tile.ts';
import type { BlockTotals, TilesEvent } from '../../layout/tiles/wire.ts';
import type { NextBlockEvent, NextBlockRow } from '../ports.ts';
import { BlockRows } from './block-rows.ts';
import { totalsOf } from './totals.ts';
import { hasMoment } from './usable.ts';

type Snapshot = Extract<NextBlockEvent, { tag: 'snapshot' }>;
type Delta = Extract<NextBlockEvent, { tag: 'delta' }>;

/** What is sent of an event; null: nothing. `isBroken`: something in it could not be used. */
interface Arranged {
  readonly event: TilesEvent | null;
  readonly isBroken: boolean;
}

/** Arranges the next block, and keeps the arrangement as still as it can. */
export class Arrangement {
  readonly #rows = new BlockRows();
  readonly #packing = new Packing();
  /** Null before the first snapshot. */
  #totals: BlockTotals | null = null;
  /** A block was mined: what comes next is another block, arranged and coloured anew. */
  #isNextAnew = false;

  take(event: NextBlockEvent): Arranged {
    if (!hasMoment(event)) return { event: null, isBroken: true };
    if (event.tag === 'snapshot') return this.#snapshot(event);
    if (this.#totals === null) return { event: null, isBroken: false };
    switch (event.tag) {
      case 'delta':
        return this.#delta(event, this.#totals);
      case 'standing':
        return { event, isBroken: false };
      case 'mined':
        this.#isNextAnew = true;
        return { event, isBroken: false };
    }
  }

  #snapshot(event: Snapshot): Arranged {
    const broken = this.#rows.replace(event);
    return { event: this.#anew(event), isBroken: broken > 0 };
  }

  #delta(event: Delta, before: BlockTotals): Arranged {
    const { removed, added, repriced, broken } = this.#rows.change(event);
    const isBroken = broken > 0;
    if (this.#isNextAnew) return { event: this.#anew(event), isBroken };
    const moved = this.#packing.apply({ removed: removed.map(([txid]) => txid), added, repriced });
    const totals = totalsOf(this.#rows.rows);
    this.#totals = totals;
    const { at, sequence, level, cause } = event;
    return {
      isBroken,
      event: {
        tag: 'delta',
        at,
        sequence,
        level,
        cause,
        totals,
        removed,
        added: columnsOf(this.#tiles(added)),
        repriced: {
          txids: repriced.map(([txid]) => txid).join(''),
          rates: repriced.map(([, rate]) => rate),
        },
        moved: {
          txids: moved.join(''),
          places: placesOf(moved.flatMap((txid) => this.#packing.placeOf(txid) ?? [])),
        },
        feeSatsDelta: totals.feeSats - before.feeSats,
      },
    };
  }

  #anew({ at, sequence, level, cause }: Snapshot | Delta): TilesEvent {
    const { rows } = this.#rows;
    const totals = totalsOf(rows);
    this.#packing.renew(rows);
    this.#totals = totals;
    this.#isNextAnew = false;
    return {
      tag: 'snapshot',
      at,
      sequence,
      level,
      cause,
      totals,
      grid: { columns: COLUMNS, rows: ROWS },
      edges: fitEdges(rows.map(({ rate }) => rate)),
      tiles: columnsOf(this.#tiles(rows)),
    };
  }

  #tiles(rows: ReadonlyArray<NextBlockRow>): ReadonlyArray<Tile> {
    return rows.flatMap((row) => {
      const place = this.#packing.placeOf(row.txid);
      return place === null ? [] : [{ ...row, ...place }];
    });
  }
}
