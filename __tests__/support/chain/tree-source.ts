import * as E from 'fp-ts/lib/Either.js';
import { blockId, headerBytes } from '../../../simulator/block-header.ts';
import type { RestFault } from '../../../sources/rest/ports.ts';

/** A block of the tree; what a source says of it changes, what it is does not. */
export interface TreeBlock {
  readonly id: string;
  readonly height: number;
  readonly parent: TreeBlock | null;
  readonly headerHex: string;
  readonly minedAtS: number;
}

const PAGE_BLOCKS = 15;
const MEMORY_BLOCKS = 32;
export const GENESIS_S = 1_700_000_000;

/** A chain with all the branches it ever had, and the answers a backend gives of it. */
export class TreeSource {
  readonly #byId = new Map<string, TreeBlock>();
  #main: ReadonlyArray<TreeBlock> = [];
  #nonce = 0;
  /** Blocks that another took the place of, at some time. */
  readonly left = new Set<string>();
  /** Hashes that are answered as unknown. */
  readonly unknown = new Set<string>();
  /** `/block/:hash` as it was first asked or shown, whatever came later. */
  isFrozen = false;
  readonly #frozen = new Map<string, string>();
  /** Blocks that do not decode. */
  readonly spoiled = new Set<string>();
  /** Called before each lookup of a page, with how many were made. */
  between: (lookups: number) => void = () => undefined;
  /** A server that is so many blocks behind. */
  behind = 0;
  /** Which of several servers answers: their audit figures differ. */
  server = 0;

  constructor(blocks: number) {
    this.mine(blocks);
  }

  get main(): ReadonlyArray<TreeBlock> {
    return this.#main;
  }

  block(id: string): TreeBlock | undefined {
    return this.#byId.get(id);
  }

  mine(blocks: number): void {
    const main = [...this.#main];
    for (let count = 0; count < blocks; count += 1) main.push(this.#child(main.at(-1) ?? null));
    this.#main = main;
  }

  /** The newest `depth` blocks give way to `length` others. */
  reorg(depth: number, length: number): void {
    const kept = this.#main.slice(0, Math.max(1, this.#main.length - depth));
    for (const { id } of this.#main.slice(kept.length)) this.left.add(id);
    this.#main = kept;
    this.mine(length);
  }

  /** The branch of a block is the chain again. */
  returnTo(tip: TreeBlock): void {
    const branch: Array<TreeBlock> = [];
    for (let at: TreeBlock | null = tip; at !== null; at = at.parent) branch.push(at);
    const back = new Set(branch);
    for (const block of this.#main) if (!back.has(block)) this.left.add(block.id);
    this.#main = branch.toReversed();
  }

  #child(parent: TreeBlock | null): TreeBlock {
    const height = parent === null ? 0 : parent.height + 1;
    const minedAtS = GENESIS_S + height * 600;
    this.#nonce += 1;
    const header = headerBytes({
      version: 0x20000000,
      previousblockhash: parent?.id ?? '0'.repeat(64),
      merkle_root: '1'.repeat(64),
      timestamp: minedAtS,
      bits: 0x1d00ffff,
      nonce: this.#nonce,
    });
    const block = {
      id: blockId(header),
      height,
      parent,
      headerHex: header.toString('hex'),
      minedAtS,
    };
    this.#byId.set(block.id, block);
    return block;
  }

  #json(block: TreeBlock): string {
    const canonical = this.#main[block.height];
    const isMain = canonical === block;
    const isOld = this.#main.length - block.height > MEMORY_BLOCKS;
    const json = {
      id: block.id,
      height: block.height,
      version: 0x20000000,
      timestamp: block.minedAtS,
      bits: 0x1d00ffff,
      nonce: 1,
      difficulty: 1,
      merkle_root: '1'.repeat(64),
      tx_count: this.spoiled.has(block.id) ? 'many' : 1,
      size: 300,
      weight: 1200,
      previousblockhash: block.parent?.id ?? null,
      stale: isOld ? Number(!isMain) : !isMain, // a number where it comes from the database
      ...(isMain || canonical === undefined ? {} : { canonical: canonical.id }),
      extras: {
        header: block.headerHex,
        feePercentiles: isOld ? [1, 2, 3, 4, 5, 6, 7] : null,
        matchRate: isOld ? 90 + this.server : null,
      },
    };
    return JSON.stringify(json);
  }

  /** What a backend answers. */
  readonly answer = (path: string): E.Either<RestFault, Uint8Array> => {
    const [, hash] = /^\/api\/v1\/block\/([0-9a-f]{64})$/.exec(path) ?? [];
    if (hash !== undefined) return this.#one(hash);
    const [, height] = /^\/api\/v1\/blocks(?:\/(\d+))?$/.exec(path) ?? [];
    const from = height === undefined ? this.#main.length - 1 - this.behind : Number(height);
    const page: Array<string> = [];
    for (let lookups = 0; lookups < PAGE_BLOCKS; lookups += 1) {
      this.between(lookups);
      const at = from - lookups;
      const block = at >= this.#main.length - this.behind ? undefined : this.#main[at];
      if (block !== undefined) page.push(this.#json(block));
    }
    return E.right(Buffer.from(`[${page.join(',')}]`));
  };

  #one(hash: string): E.Either<RestFault, Uint8Array> {
    const block = this.#byId.get(hash);
    if (block === undefined || this.unknown.has(hash))
      return E.left({
        code: 'not-found',
        message: `${hash} is not known`,
        status: 404,
        isTransient: false,
        retryAfterMs: 0,
      });
    if (!this.isFrozen) return E.right(Buffer.from(this.#json(block)));
    const frozen =
      this.#frozen.get(hash) ??
      this.#json(block).replace(/"stale":1,"canonical":"\w+"/, '"stale":false');
    this.#frozen.set(hash, frozen);
    return E.right(Buffer.from(frozen));
  }
}
