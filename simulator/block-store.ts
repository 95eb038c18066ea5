import type { Block } from './block.ts';

/** All blocks there ever were, in the order they came. */
export const createBlockStore = (past: ReadonlyArray<Block>) => {
  const places = new Map<string, number>();
  const all: Block[] = [];
  const byHeight = new Map<number, ReadonlyArray<Block>>();
  const allAt = (height: number) => byHeight.get(height) ?? [];
  const add = (block: Block) => {
    places.set(block.id, all.length);
    all.push(block);
    byHeight.set(block.height, [...allAt(block.height), block]);
  };
  past.forEach(add);
  return {
    add,
    allAt,
    count: () => all.length,
    /** Infinite where it is not known. */
    place: (id: string) => places.get(id) ?? Infinity,
    byId: (id: string) => all[places.get(id) ?? -1],
  };
};
