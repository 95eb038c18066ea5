import { extendedBlock, type Block, type Orphan } from './block.ts';

/** A chain as one server knows it. */
export interface ChainView {
  readonly tip: () => Block;
  readonly at: (height: number) => Block | undefined;
  /** Any block it has heard of, whether of the chain or not. */
  readonly byId: (id: string) => Block | undefined;
  /** The block as the server would send it now. */
  readonly extended: (block: Block) => Record<string, unknown>;
}

/** What a server has heard of. */
interface Knowledge extends Omit<ChainView, 'extended'> {
  /** All blocks at this height, whether of the chain or not. */
  readonly allAt: (height: number) => ReadonlyArray<Block>;
  /** How many of the newest blocks the process keeps. */
  readonly inMemory: () => number;
}

export const viewOf = ({ tip, at, byId, allAt, inMemory }: Knowledge): ChainView => {
  const isCanonical = (block: Block) => at(block.height)?.id === block.id;
  /** Blocks of a fork up to this one. */
  const branchLength = (block: Block): number => {
    const parent = byId(block.header.previousblockhash);
    return parent && !isCanonical(parent) ? 1 + branchLength(parent) : 1;
  };
  /** Blocks at this height that are not of the chain, as the node knows them. */
  const forksAt = (height: number): ReadonlyArray<Orphan> =>
    allAt(height)
      .filter((block) => !isCanonical(block))
      .map((block) => ({
        height,
        hash: block.id,
        branchlen: branchLength(block),
        status: 'valid-fork',
        prevhash: block.header.previousblockhash,
      }));
  return {
    tip,
    at,
    byId,
    extended: (block) => {
      const canonical = at(block.height);
      const isOnChain = isCanonical(block);
      return extendedBlock(block, {
        shape: isOnChain && tip().height - block.height < inMemory() ? 'memory' : 'database',
        canonical: isOnChain || !canonical ? null : canonical.id,
        orphans: forksAt(block.height),
      });
    },
  };
};
