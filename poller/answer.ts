import {
  Block,
  decodeBody,
  REST_BLOCKS,
  type Accepted,
  type Outcome,
  type Sha256,
} from '@bitcoin-pipeline/model';
import type * as t from 'io-ts';
import type { SeenBlock } from './chain/state.ts';
import type { OddAnswer } from './events.ts';

/** A body taken apart. */
export interface Answer {
  readonly body: Uint8Array;
  readonly outcomes: ReadonlyArray<Outcome>;
  /** Its blocks that decoded, in its order, each with the fragment it came from. */
  readonly blocks: ReadonlyMap<SeenBlock, Accepted>;
}

/** Whether the source has filled in what it lacks at first: null until it has indexed the block's transactions. */
export const isComplete = ({ extras }: t.TypeOf<typeof Block>): boolean =>
  (extras?.feePercentiles ?? null) !== null;

const seenOf = (accepted: Accepted, body: Uint8Array, sha256: Sha256): SeenBlock | null => {
  const { value, start, end } = accepted;
  if (!Block.is(value)) return null;
  return {
    height: value.height,
    hash: value.id,
    parentHash: value.previousblockhash ?? null,
    sha256: sha256(body.subarray(start, end)),
    minedAtMs: value.timestamp * 1000,
    isComplete: isComplete(value),
  };
};

/** @param path of the request, without its parameters */
export const answerOf = (body: Uint8Array, path: string, sha256: Sha256): Answer => {
  const outcomes = decodeBody(body, path, sha256);
  const blocks = new Map<SeenBlock, Accepted>();
  for (const outcome of outcomes) {
    const seen = outcome.tag === 'accepted' ? seenOf(outcome, body, sha256) : null;
    if (outcome.tag === 'accepted' && seen !== null) blocks.set(seen, outcome);
  }
  return { body, outcomes, blocks };
};

const ANSWER_SHOWN = 60;
/** The start of an answer, for a sentence. */
const startOf = (body: Uint8Array): string =>
  JSON.stringify(new TextDecoder().decode(body.subarray(0, ANSWER_SHOWN)));

/** Blocks came, and no chain of them. */
export const notLinked = (url: string): OddAnswer => ({
  code: 'not-linked',
  message: `${url}${REST_BLOCKS} gave blocks that are not each other's parents, also when it was asked again; is it a mempool backend, and in sync?`,
});

/** JSON came, and no block in it. */
export const notBlocks = (url: string, body: Uint8Array): OddAnswer => ({
  code: 'not-blocks',
  message: `${url}${REST_BLOCKS} answered ${startOf(body)}, not a list of blocks; is it a mempool backend, and in sync?`,
});
