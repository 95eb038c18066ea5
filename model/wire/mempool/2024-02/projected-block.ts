import * as t from 'io-ts';
import { exactTuple } from '../../../codec/exact-tuple.ts';
import { Count, FeeRate, Hash, Sats, VsizeVbytes } from '../../../codec/units.ts';
import { ChangeRow, Row as TodaysRow } from '../2024-04/projected-block.ts';
import { lifted, unnumbered } from '../unnumbered.ts';

/** First seen on 2024-02-08 (released in v3.0.0-dev3): tuples without the time first seen, and no `sequence`. */
export const LAYOUT = 'mempool/2024-02';

/**
 * Shape: [txid, fee sats, vsize vB, sum of outputs sats, effective sat/vB, flags, accelerated?].
 * The wire has no time first seen: 0, which is unknown.
 */
const Row = lifted(
  TodaysRow,
  exactTuple('RowWithoutTime', [Hash, Sats, VsizeVbytes, Sats, FeeRate, Count], t.literal(1)),
  ([txid, fee, vsize, value, rate, flags, acc]): TodaysRow =>
    acc === undefined
      ? [txid, fee, vsize, value, rate, flags, 0]
      : [txid, fee, vsize, value, rate, flags, 0, acc],
);

export const projected = unnumbered(
  Row,
  t.type({ added: t.array(Row), removed: t.array(Hash), changed: t.array(ChangeRow) }, 'Delta'),
);
