import * as t from 'io-ts';
import type { FragmentEventType } from '../../../catalogue.ts';
import { Block } from './block.ts';
import { Conversions } from './conversions.ts';
import { MempoolTxids } from './mempool-txids.ts';
import { Change, Snapshot } from './projected-block.ts';

/** First seen in 2024-04 (rows with `time`, a shared `sequence`); today's. */
export const LAYOUT = 'mempool/2024-04';

/** The path under which pages of blocks come by REST. */
export const REST_BLOCKS = '/api/v1/blocks';
/** The path, before its hash, under which one block comes by REST. */
export const REST_BLOCK = '/api/v1/block';
/** The path under which prices of the past come by REST. */
export const REST_PRICES = '/api/v1/historical-price';

/** What a fragment is to be read as. */
export interface Reading {
  readonly layout: string;
  readonly type: FragmentEventType;
  readonly codec: t.Mixed;
}

/** The wire codec of each event made from a fragment. */
export const wireCodecs = {
  NextBlockSnapshotTaken: Snapshot,
  NextBlockChanged: Change,
  TransactionsMoved: MempoolTxids,
  ConversionsQuoted: Conversions,
  BlockObserved: Block,
};

/** The wire codec of each event made from a fragment: a new one does not compile until it stands here. */
const codecs: { readonly [K in FragmentEventType]: t.Mixed } = wireCodecs;

/** What the fragment of an event decodes to. */
export type PayloadOf<K extends FragmentEventType> = t.TypeOf<(typeof wireCodecs)[K]>;

const reading = (type: FragmentEventType): Reading => ({
  layout: LAYOUT,
  type,
  codec: codecs[type],
});

/** A projected block carries its rows or a delta, never both. */
const NotBoth = new t.Type<unknown>(
  'rows or a delta, not both',
  (_u): _u is unknown => false,
  (u, c) => t.failure(u, c),
  t.identity,
);

const projected = (value: unknown): Reading => {
  const keys = t.UnknownRecord.is(value) ? value : {};
  if ('delta' in keys && 'blockTransactions' in keys)
    return { layout: LAYOUT, type: 'NextBlockChanged', codec: NotBoth };
  return reading('delta' in keys ? 'NextBlockChanged' : 'NextBlockSnapshotTaken');
};

/** The key whose fragments the next block is built from; its value tells which event it is. */
export const PROJECTED_KEY = 'projected-block-transactions';

const types: ReadonlyMap<string, FragmentEventType> = new Map([
  ['mempool-txids', 'TransactionsMoved'],
  ['conversions', 'ConversionsQuoted'],
  ['block', 'BlockObserved'],
  ['blocks', 'BlockObserved'],
  [REST_BLOCKS, 'BlockObserved'],
  [REST_BLOCK, 'BlockObserved'],
  [REST_PRICES, 'ConversionsQuoted'],
]);

/** The event that a key alone tells; null where it tells none, or the value does. */
export const typeUnder = (key: string): FragmentEventType | null => types.get(key) ?? null;

const readings: ReadonlyMap<string, (value: unknown) => Reading> = new Map([
  [PROJECTED_KEY, projected],
  ...[...types].map(([key, type]): [string, () => Reading] => [key, () => reading(type)]),
]);

/** How to read the value under a key in this layout; null for a key that makes no event. */
export const readingOf = (key: string): ((value: unknown) => Reading) | null =>
  readings.get(key) ?? null;

/** Keys whose value is a list of facts, one fragment each. */
export const elementKeys: ReadonlySet<string> = new Set(['blocks']);

/** REST bodies that are an object: the member whose elements are the facts. */
export const bodyLists: ReadonlyMap<string, string> = new Map([[REST_PRICES, 'prices']]);
