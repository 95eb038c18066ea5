import { Block, decodeBody, REST_BLOCKS, type Sha256 } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type { RestFault, RestGet } from '../sources/rest/ports.ts';
import { notBlocks } from './answer.ts';
import type { OddAnswer } from './events.ts';

/** A page has fifteen blocks: asked for so far above the middle, it lies around it. */
const ABOVE_MIDDLE = 7;

/** When a block is from. */
export interface DatedBlock {
  readonly height: number;
  /** As its miner says, Unix seconds; may be before that of the block below. */
  readonly minedAtS: number;
  /** The median of eleven blocks, Unix seconds: never falls from block to block. */
  readonly medianTimeS: number;
}

/** The source as a backfill asks it before it begins. */
export interface Asking {
  readonly get: RestGet;
  /** Base of the backend. */
  readonly url: string;
  readonly sha256: Sha256;
  readonly signal: AbortSignal;
}

type AskFault = RestFault | OddAnswer;
type Page = ReadonlyArray<DatedBlock>;

const dated = (value: unknown): Page => {
  if (!Block.is(value)) return [];
  const { height, timestamp, mediantime } = value;
  return [{ height, minedAtS: timestamp, medianTimeS: mediantime ?? timestamp }];
};

/** The blocks from a height down, as many as a page has; highest first. */
const pageFrom = async (
  asking: Asking,
  height: number | null,
): Promise<E.Either<AskFault, Page>> => {
  const { get, url, sha256, signal } = asking;
  const body = await get(height === null ? REST_BLOCKS : `${REST_BLOCKS}/${height}`, signal);
  if (E.isLeft(body)) return body;
  const outcomes = decodeBody(body.right, REST_BLOCKS, sha256);
  const page = outcomes.flatMap((each) => (each.tag === 'accepted' ? dated(each.value) : []));
  const isOdd =
    page.length === 0 && (height === null || outcomes.some((o) => o.tag === 'rejected'));
  return isOdd ? E.left(notBlocks(url, body.right)) : E.right(page);
};

/** The newest block of the source's chain. */
export const tipOf = async (asking: Asking): Promise<E.Either<AskFault, DatedBlock>> => {
  const page = await pageFrom(asking, null);
  if (E.isLeft(page)) return page;
  const [tip] = page.right;
  if (tip === undefined) throw new Error('the page of the tip has a block');
  return E.right(tip);
};

/** The block at a height, or the next below that the source gives; null: it gives none. */
export const blockAt = async (
  asking: Asking,
  height: number,
): Promise<E.Either<AskFault, DatedBlock | null>> =>
  E.map((page: Page) => page[0] ?? null)(await pageFrom(asking, height));

/**
 * The height of the first block whose median time is at or after a moment; one above the tip where there is none.
 * Seventeen requests for a million blocks. Where the source's chain does not begin at 0, what it does not give counts as before.
 */
export const firstSince = async (
  asking: Asking,
  tipHeight: number,
  sinceS: number,
): Promise<E.Either<AskFault, number>> => {
  let before = -1;
  let after = tipHeight + 1;
  while (after - before > 1) {
    const top = Math.min(after - 1, Math.floor((before + after) / 2) + ABOVE_MIDDLE);
    const page = await pageFrom(asking, top);
    if (E.isLeft(page)) return page;
    const between = page.right.filter(({ height }) => before < height && height < after);
    for (const { height, medianTimeS } of between)
      if (medianTimeS >= sinceS) after = Math.min(after, height);
      else before = Math.max(before, height);
    if (between.length === 0) before = top;
  }
  return E.right(after);
};
