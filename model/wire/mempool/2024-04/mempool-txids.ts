import * as t from 'io-ts';
import { Count, Hash } from '../../../codec/units.ts';

/**
 * Txids that entered and left the whole mempool in one update; shares its sequence with the projected blocks.
 * On a block only `mined` and `replaced` are filled.
 */
export const MempoolTxids = t.intersection(
  [
    t.type({ sequence: Count }),
    t.partial({
      added: t.array(Hash),
      removed: t.array(Hash),
      mined: t.array(Hash),
      replaced: t.array(t.type({ replaced: Hash, by: Hash })),
    }),
  ],
  'MempoolTxids',
);
