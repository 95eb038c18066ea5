import { array, intersection, partial, type } from '../../../codec/planned.ts';
import { Count, Hash } from '../../../codec/units.ts';

/**
 * Txids that entered and left the whole mempool in one update; shares its sequence with the projected blocks.
 * On a block only `mined` and `replaced` are filled.
 */
export const MempoolTxids = intersection(
  [
    type({ sequence: Count }),
    partial({
      added: array(Hash),
      removed: array(Hash),
      mined: array(Hash),
      replaced: array(type({ replaced: Hash, by: Hash })),
    }),
  ],
  'MempoolTxids',
);
