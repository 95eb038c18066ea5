import { nullable } from '../codec/column-codec.ts';
import { CountColumn, FlagColumn, HashColumn, Instant, SatsColumn } from '../codec/units.ts';
import { defineEvent } from './definition.ts';
import { given, inFragment } from './field.ts';

/** Source: `block`, each element of `blocks`, each element of REST `/api/v1/blocks`, and `/api/v1/block/:hash`. Identity of the block: its hash. */
export const BlockObserved = defineEvent({
  name: 'BlockObserved',
  stream: 'block-metadata',
  schemaVersion: 1,
  description:
    'One row per observation of a mined block; the payload holds the block with its extras as sent.',
  fields: {
    blockHash: inFragment(['id'], HashColumn, 'Hash of the block header.'),
    height: inFragment(['height'], CountColumn, 'Number of blocks below it on its branch.'),
    previousBlockHash: inFragment(
      ['previousblockhash'],
      nullable(HashColumn),
      'Hash of the parent; null for the first block.',
    ),
    minedAt: inFragment(
      ['timestamp'],
      Instant,
      "The miner's clock, in the header; may be off by up to two hours.",
    ),
    stale: inFragment(
      ['stale'],
      nullable(FlagColumn),
      'True when the source holds another block of this height canonical; null where it does not say.',
    ),
    canonicalBlockHash: inFragment(
      ['canonical'],
      nullable(HashColumn),
      'On a stale block: the block of this height on the main chain.',
    ),
    transactions: inFragment(
      ['tx_count'],
      CountColumn,
      'Transactions in the block, coinbase included.',
    ),
    sizeBytes: inFragment(['size'], CountColumn, 'Serialised size in bytes.'),
    weight: inFragment(['weight'], CountColumn, 'Weight units, 4,000,000 at the most.'),
    totalFeesSats: inFragment(
      ['extras', 'totalFees'],
      nullable(SatsColumn),
      'Fees of all its transactions in satoshis.',
    ),
    rewardSats: inFragment(
      ['extras', 'reward'],
      nullable(SatsColumn),
      'Subsidy plus fees in satoshis.',
    ),
    onMainChain: given(
      nullable(FlagColumn),
      "Whether it stood on the source's main chain, by the blocks around it; null where one message alone can't tell. Surer than stale, which may come from a cache.",
    ),
    payloadSha256: given(
      HashColumn,
      'SHA-256 of the payload bytes, to collapse equal observations.',
    ),
  },
});
