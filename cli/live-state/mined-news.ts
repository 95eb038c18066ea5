import type { Accepted } from '@bitcoin-pipeline/model';
import type { MinedBlock } from '../../dashboard/server/ports.ts';
import { minedBlock } from './mined-blocks.ts';

/** Hashes remembered: a block is sent again and again, with what became known of it, and up to 32 with a new branch. */
const REMEMBERED = 64;

/** Which blocks of the socket are news. Those that the first list tells of, and lower ones, were mined before we looked. */
export class MinedNews {
  readonly #seen = new Set<string>();
  #lowest = Number.POSITIVE_INFINITY;

  frame(accepted: ReadonlyArray<Accepted>): ReadonlyArray<MinedBlock> {
    const told = accepted
      .filter(({ type }) => type === 'BlockObserved')
      .flatMap(({ key, value }) => {
        const block = minedBlock(value);
        return block === null || this.#seen.has(block.hash) ? [] : [{ key, block }];
      });
    const isFirst = this.#seen.size === 0;
    for (const { block } of told) this.#remember(block.hash);
    if (isFirst) this.#lowest = Math.min(...told.map(({ block }) => block.height));
    return told
      .filter(({ key, block }) => key === 'block' || (!isFirst && block.height >= this.#lowest))
      .map(({ block }) => block);
  }

  #remember(hash: string): void {
    this.#seen.add(hash);
    const [oldest] = this.#seen;
    if (this.#seen.size > REMEMBERED && oldest !== undefined) this.#seen.delete(oldest);
  }
}
