import * as t from 'io-ts';
import { array, intersection, partial, type, union } from '../../../codec/planned.ts';
import { Count, EpochSeconds, Finite, Flag, Hash, Integer, Sats } from '../../../codec/units.ts';

const maybe = <C extends t.Mixed>(codec: C) => union([codec, t.null], `${codec.name} | null`);

const Pool = partial(
  {
    id: maybe(Count),
    name: maybe(t.string),
    slug: maybe(t.string),
    minerNames: maybe(array(t.string)),
  },
  'Pool',
);

/**
 * What the backend adds to a block. Every member may be null or absent in some copy: the newest 32 blocks of
 * a process come from memory, older ones from its database, with other types and roundings.
 */
const Extras = partial(
  {
    totalFees: maybe(Sats),
    reward: maybe(Sats),
    avgFee: maybe(Finite), // sats; a float for a stale block
    avgFeeRate: maybe(Finite), // sat/vB, floored
    medianFee: maybe(Finite), // sat/vB; rounded in the database shape
    feeRange: maybe(array(Finite)), // sat/vB, nominally ascending
    feePercentiles: maybe(array(Finite)), // sats; null on fresh blocks
    medianFeeAmt: maybe(Finite), // sats
    avgTxSize: maybe(Finite), // bytes
    totalInputs: maybe(Count),
    totalOutputs: maybe(Count),
    totalOutputAmt: maybe(Sats),
    totalInputAmt: maybe(Sats),
    segwitTotalTxs: maybe(Count),
    segwitTotalSize: maybe(Count), // bytes
    segwitTotalWeight: maybe(Count), // weight units
    utxoSetChange: maybe(Integer),
    utxoSetSize: maybe(Count),
    virtualSize: maybe(Finite), // vB, quarters
    header: maybe(t.string), // 160 hex digits
    coinbaseRaw: maybe(t.string),
    coinbaseAddress: maybe(t.string),
    coinbaseAddresses: maybe(array(t.string)),
    coinbaseSignature: maybe(t.string),
    coinbaseSignatureAscii: maybe(t.string), // written by strangers, control characters included
    pool: maybe(Pool),
    matchRate: maybe(Finite), // percent
    expectedFees: maybe(Finite), // sats
    expectedWeight: maybe(Finite), // weight units
    similarity: maybe(Finite), // 0 to 1
    orphans: maybe(array(t.UnknownRecord)),
    firstSeen: maybe(Finite), // Unix seconds, may be fractional
    coinbaseBip54: maybe(Flag),
  },
  'Extras',
);

/** One block with what the backend knows of it, in memory shape or database shape. */
export const Block = intersection(
  [
    type({
      id: Hash,
      height: Count,
      version: Integer,
      timestamp: EpochSeconds,
      bits: Count,
      nonce: Count,
      difficulty: Finite,
      merkle_root: Hash,
      tx_count: Count,
      size: Count, // bytes
      weight: Count, // weight units
    }),
    partial({
      previousblockhash: maybe(Hash), // absent on the genesis block
      mediantime: maybe(EpochSeconds),
      stale: maybe(Flag),
      canonical: maybe(Hash), // on stale blocks: the block of this height on the main chain
      extras: maybe(Extras),
    }),
  ],
  'Block',
);
