import * as t from 'io-ts';
import { known } from '../known.ts';
import { Range } from './range.ts';

/**
 * What `/api/history/…` answers. The document at `/api/openapi.json` is made of these codecs, so that a number which
 * is not described here is not sent either.
 */

const figure = known(t.number);

/** Which build of the tables an answer is of. */
const Built = t.type({ builtAt: t.string });

/** One point of the charts: one block, or the mean of a few neighbours. Null where it is not known. */
export const BlockPoint = t.type({
  fromHeight: t.number,
  toHeight: t.number,
  /** Blocks that are held; fewer than heights where some are missing, none in a gap. */
  blocks: t.number,
  minedAt: known(t.string),
  feeSats: figure,
  p10Rate: figure,
  medianRate: figure,
  p90Rate: figure,
  sizeBytes: figure,
  weight: figure,
  transactions: figure,
  intervalSeconds: figure,
});
export type BlockPoint = t.TypeOf<typeof BlockPoint>;

/** The heights of a range, and how many of them one point stands for. */
const Span = t.type({
  range: Range,
  fromHeight: figure,
  toHeight: figure,
  heightsPerPoint: t.number,
});

export const BlocksAnswer = t.intersection([
  Built,
  Span,
  t.type({ points: t.readonlyArray(BlockPoint) }),
]);
export type BlocksAnswer = t.TypeOf<typeof BlocksAnswer>;

/** What was projected, beside what was mined, over the same heights as the charts. */
export const PredictedPoint = t.type({
  fromHeight: t.number,
  toHeight: t.number,
  /** Blocks that were seen to arrive. */
  blocks: t.number,
  /** Of them, those whose projection is not known. */
  unknownBlocks: t.number,
  shareMatched: figure,
  shareSurprising: figure,
  /** The source's own measure, as a share. */
  sourceShareMatched: figure,
});
export type PredictedPoint = t.TypeOf<typeof PredictedPoint>;

export const PredictedAnswer = t.intersection([
  Built,
  Span,
  t.type({ points: t.readonlyArray(PredictedPoint) }),
]);
export type PredictedAnswer = t.TypeOf<typeof PredictedAnswer>;

export const PoolShare = t.type({
  /** Null where the source does not tell. */
  pool: known(t.string),
  blocks: t.number,
  share: t.number,
  /** Null where the fees of a block are not known. */
  feeSats: figure,
});
export type PoolShare = t.TypeOf<typeof PoolShare>;

export const PoolsAnswer = t.intersection([
  Built,
  t.type({ range: Range, blocks: t.number, pools: t.readonlyArray(PoolShare) }),
]);
export type PoolsAnswer = t.TypeOf<typeof PoolsAnswer>;

export const CurrencyPrices = t.type({
  currency: t.string,
  /** The newest price in the tables; null where there is none now. */
  price: figure,
  quotedAt: known(t.string),
  /** From the first price of the 24 hours to the last; null without two. */
  changeShare: figure,
  points: t.readonlyArray(t.type({ at: t.string, price: figure })),
});
export type CurrencyPrices = t.TypeOf<typeof CurrencyPrices>;

export const PricesAnswer = t.intersection([
  Built,
  t.type({
    from: known(t.string),
    to: known(t.string),
    secondsPerPoint: t.number,
    currencies: t.readonlyArray(CurrencyPrices),
  }),
]);
export type PricesAnswer = t.TypeOf<typeof PricesAnswer>;

const StreamCoverage = t.type({
  stream: t.string,
  seconds: t.number,
  verifiedSeconds: t.number,
  contiguousSeconds: t.number,
  unknownSeconds: t.number,
  shareKnown: figure,
});

export const GapsByCause = t.type({
  cause: t.string,
  gaps: t.number,
  open: t.number,
  /** Of those that are closed. */
  seconds: t.number,
});

export const StreamFiles = t.type({
  stream: t.string,
  files: t.number,
  lines: t.number,
  payloadBytes: t.number,
});

export const PipelineAnswer = t.intersection([
  Built,
  t.type({
    /** The 24 hours that coverage is told of; null without any. */
    coverageFrom: known(t.string),
    coverageTo: known(t.string),
    coverage: t.readonlyArray(StreamCoverage),
    /** All streams together. */
    shareKnown: figure,
    /** The day in UTC that gaps and files are told of, the newest there is. */
    day: known(t.string),
    gaps: t.readonlyArray(GapsByCause),
    files: t.readonlyArray(StreamFiles),
    quarantined: t.readonlyArray(t.type({ reason: t.string, fragments: t.number })),
  }),
]);
export type PipelineAnswer = t.TypeOf<typeof PipelineAnswer>;
