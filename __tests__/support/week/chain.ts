import * as E from 'fp-ts/lib/Either.js';
import type { Block } from '../../../simulator/block.ts';
import { inventedSummary } from '../../../simulator/block-summary.ts';
import { createChain, type Chain } from '../../../simulator/chain.ts';
import { pastBlocks } from '../../../simulator/history.ts';
import { seededRandom, type Random } from '../../../simulator/random.ts';
import type { RestFault, RestGet } from '../../../sources/rest/ports.ts';
import type { FeedPlan } from './plan.ts';

const PAGE_BLOCKS = 15;
const START_HEIGHT = 900_000;

export type BlockOnWire = Readonly<Record<string, unknown>>;

const notFound: RestFault = {
  code: 'not-found',
  message: 'no such block',
  status: 404,
  isTransient: false,
  retryAfterMs: 0,
};

const bodyOf = (value: unknown): E.Either<RestFault, Uint8Array> =>
  E.right(Buffer.from(JSON.stringify(value)));

/** The blocks of a backend: as it tells them on the socket, and as it answers for them. */
export class BlockChain {
  readonly #chain: Chain;
  readonly #random: Random;
  readonly #rows: number;

  constructor({ seed, rows, fromMs }: FeedPlan) {
    this.#random = seededRandom(`${seed} blocks`);
    this.#rows = rows;
    const past = {
      seed,
      tipHeight: START_HEIGHT,
      blocks: 2 * PAGE_BLOCKS,
      endsAtSeconds: Math.floor(fromMs / 1000),
      rowsPerBlock: rows,
    };
    this.#chain = createChain(seededRandom(`${seed} chain`), pastBlocks(past));
  }

  mine(nowMs: number): BlockOnWire {
    return this.#told(
      this.#chain.extend({
        seconds: Math.floor(nowMs / 1000),
        merkleRoot: this.#random.hex(32),
        summary: inventedSummary(this.#random, this.#rows),
        audit: null,
      }),
    );
  }

  /** So many blocks give way to others, and one more: all that are new, lowest first. */
  reorganise(depth: number, nowMs: number): ReadonlyArray<BlockOnWire> {
    const others = this.#chain.replace(depth, Math.floor(nowMs / 1000));
    return [...others.map((block) => this.#told(block)), this.mine(nowMs)];
  }

  /** `/api/v1/blocks`, `/api/v1/blocks/<height>` and `/api/v1/block/<hash>`. */
  readonly get: RestGet = (path) => {
    const [, hash] = /\/block\/([0-9a-f]{64})$/.exec(path) ?? [];
    const [, height] = /\/blocks(?:\/(\d+))?$/.exec(path) ?? [];
    return Promise.resolve(
      hash === undefined
        ? bodyOf(this.#page(Number(height ?? this.#chain.tip().height)))
        : this.#one(hash),
    );
  };

  #one(hash: string): E.Either<RestFault, Uint8Array> {
    const block = this.#chain.byId(hash);
    return block === undefined ? E.left(notFound) : bodyOf(this.#told(block));
  }

  #page(height: number): ReadonlyArray<BlockOnWire> {
    const heights = Array.from({ length: PAGE_BLOCKS }, (_, below) => height - below);
    return heights.flatMap((each) => {
      const block = this.#chain.at(each);
      return block === undefined ? [] : [this.#told(block)];
    });
  }

  #told(block: Block): BlockOnWire {
    return this.#chain.extended(block);
  }
}
