import * as t from 'io-ts';
import { Count, FeeRate, Hash, Sats, VsizeVbytes } from '../../../codec/units.ts';
import { ChangeRow as TodaysChangeRow, Row as TodaysRow } from '../2024-04/projected-block.ts';
import { lifted, unnumbered } from '../unnumbered.ts';

/** First seen on 2022-06-02 (released in v2.4.0): rows as objects, and no `sequence`. */
export const LAYOUT = 'mempool/2022-06';

/** The first builds sent the bid itself, in satoshis, later ones `true`; only on what is accelerated. */
const Accelerated = t.union([t.boolean, Sats], 'Accelerated');

/** JSON has no word for a rate that could not be reckoned: the key is missing, or null. */
const maybeRate = t.union([FeeRate, t.null, t.undefined], 'FeeRate | null');

const RowObject = t.intersection(
  [
    t.type({ txid: Hash, fee: Sats, vsize: VsizeVbytes, value: Sats }),
    t.partial({
      rate: maybeRate, // since 2023-04
      acc: Accelerated, // since 2023-07
      flags: Count, // since 2023-12
    }),
  ],
  'RowObject',
);

const ChangeObject = t.intersection(
  [t.type({ txid: Hash, rate: FeeRate }), t.partial({ acc: Accelerated })],
  'ChangeObject',
);

/** The wire had all decimals; today's has two. */
const twoDecimals = (rate: number): number => Math.round(rate * 100) / 100;

/** Without an effective rate the transaction's own, as today's backends do; 0 for one without a size. */
const rateOf = (fee: number, vsize: number, rate: number | null | undefined): number =>
  twoDecimals(rate ?? (vsize === 0 ? 0 : fee / vsize));

const isAccelerated = (acc: boolean | number | undefined): boolean => Number(acc ?? 0) > 0;

/**
 * The wire has no time first seen: 0, which is unknown. Nor flags that follow a change (`changed` never had them,
 * rows only in the last two months): 0 throughout; the payload keeps what was sent.
 */
const Row = lifted(TodaysRow, RowObject, ({ txid, fee, vsize, value, rate, acc }): TodaysRow =>
  isAccelerated(acc)
    ? [txid, fee, vsize, value, rateOf(fee, vsize, rate), 0, 0, 1]
    : [txid, fee, vsize, value, rateOf(fee, vsize, rate), 0, 0],
);

const ChangeRow = lifted(TodaysChangeRow, ChangeObject, ({ txid, rate, acc }): TodaysChangeRow => [
  txid,
  twoDecimals(rate),
  0,
  isAccelerated(acc) ? 1 : 0,
]);

/** `changed` came in 2023-04: before, nothing told of new rates. */
const MaybeChanged = lifted(
  t.array(TodaysChangeRow),
  t.union([t.array(ChangeRow), t.undefined], 'ChangeObject[]'),
  (changed) => changed ?? [],
);

export const projected = unnumbered(
  Row,
  t.type({ added: t.array(Row), removed: t.array(Hash), changed: MaybeChanged }, 'Delta'),
);
