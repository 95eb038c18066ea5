import * as t from 'io-ts';
import { array, type } from '../../../codec/planned.ts';
import { Count, Sats, VsizeVbytes } from '../../../codec/units.ts';

/** The totals of one projected block as `mempool-blocks` states them. */
const StatedBlock = type({ nTx: Count, totalFees: Sats, blockVSize: VsizeVbytes }, 'StatedBlock');

/** `mempool-blocks`: totals of the projected blocks, next one first; empty with an empty mempool. */
export const MempoolBlocks = array(StatedBlock, 'MempoolBlocks');

/** `loadingIndicators`: percent by name. The name `mempool`, null included, means the backend is out of sync. */
export const LoadingIndicators = t.UnknownRecord;
