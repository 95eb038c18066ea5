import { useState } from 'preact/hooks';
import { amountBtc } from '../../layout/picture/words.ts';
import type { Tile } from '../../layout/tiles/tile.ts';
import { rate, whole } from '../../layout/words.ts';
import { TableOf, type Column } from '../table.tsx';
import { timeOfDay } from '../time.ts';
import { shownMoment } from './store.ts';

/** The transactions as they were when the table was opened: rows that move each second can't be read. */
interface Taken {
  readonly at: string;
  readonly rows: ReadonlyArray<Tile>;
}

const columns: readonly [Column<Tile>, ...ReadonlyArray<Column<Tile>>] = [
  { name: 'Transaction', value: ({ txid }) => txid },
  { name: 'Rate, sat/vB', value: (tile) => tile.rate, words: (tile) => rate(tile.rate) },
  { name: 'Fee, sats', value: ({ feeSats }) => feeSats, words: ({ feeSats }) => whole(feeSats) },
  { name: 'Size, vB', value: ({ vsizeVbytes }) => vsizeVbytes },
  {
    name: 'Amount, BTC',
    value: ({ valueSats }) => valueSats / 1e8,
    words: ({ valueSats }) => amountBtc(valueSats),
  },
];

const take = (): Taken | null => {
  const moment = shownMoment.value;
  if (moment === null) return null;
  const rows = [...moment.tiles.values()].sort(
    (a, b) => b.rate - a.rate || (a.txid < b.txid ? -1 : 1),
  );
  return { at: moment.facts.at, rows };
};

/** All transactions of the next block, highest rate first, and as a file. */
export const TilesTable = () => {
  const [taken, setTaken] = useState<Taken | null>(null);
  const when = taken === null ? '' : `, as they were at ${timeOfDay(taken.at)}`;
  return (
    <TableOf
      caption={`Transactions of the next block, highest rate first${when}`}
      columns={columns}
      rows={taken?.rows ?? []}
      fileName="next-block"
      onOpen={() => setTaken(take())}
    />
  );
};
