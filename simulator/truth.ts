import type { Block } from './block.ts';
import type { Conversions } from './prices.ts';
import { rowTuple, type RowTuple } from './rows.ts';
import type { World } from './world.ts';

/** What is so in the simulated network, whatever was sent of it. */
export interface Truth {
  readonly nowMs: number;
  readonly sequence: number;
  readonly nextBlock: {
    /** As a snapshot would send them, in mining order. */
    readonly rows: ReadonlyArray<RowTuple>;
    readonly transactions: number;
    readonly feeSats: number;
    readonly weight: number;
  };
  /** The canonical blocks above the start height's past, lowest first, the replaced start blocks included. */
  readonly minedBlocks: ReadonlyArray<{ readonly height: number; readonly id: string }>;
  readonly staleBlocks: ReadonlyArray<{ readonly height: number; readonly id: string }>;
  readonly conversions: Conversions;
}

export const truthOf = (world: World, sequence: number, startHeight: number): Truth => {
  const block = world.projected()[0];
  const lowest = Math.min(startHeight + 1, ...world.chain.stale().map((old) => old.height));
  const mined = world.chain.tip().height - lowest + 1;
  return {
    nowMs: world.nowMs(),
    sequence,
    nextBlock: {
      rows: (block?.rows ?? []).map(rowTuple),
      transactions: block?.totals.nTx ?? 0,
      feeSats: block?.totals.totalFees ?? 0,
      weight: (block?.totals.blockVSize ?? 0) * 4,
    },
    minedBlocks: Array.from({ length: mined }, (_, place) => world.chain.at(lowest + place))
      .filter((each) => each !== undefined)
      .map(brief),
    staleBlocks: world.chain.stale().map(brief),
    conversions: world.conversions(),
  };
};

const brief = ({ height, id }: Block) => ({ height, id });
