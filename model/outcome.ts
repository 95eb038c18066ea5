import type { Scalar } from './codec/column-codec.ts';
import type { RejectReason } from './events/fragment-rejected.ts';
import type { PayloadOf, Reading } from './wire/mempool/2024-04/layout.ts';

interface Bytes {
  /** The fragment is [start, end) of the frame. */
  readonly start: number;
  readonly end: number;
}

/** What became of one received fragment: exactly one of three. */
export type Outcome = Accepted | Ignored | Rejected;

/** A fragment that is an event. */
export interface Accepted extends Bytes {
  readonly tag: 'accepted';
  readonly key: string;
  readonly type: Reading['type'];
  /** The wire layout it was read as. */
  readonly layout: string;
  /** The event's fields that stand in the fragment. */
  readonly fields: Readonly<Record<string, Scalar>>;
  /** Whether raw line feeds stand between the parts of its JSON. */
  readonly hasLineFeeds: boolean;
  /** The fragment decoded by its wire codec; undefined where it was not wanted. */
  readonly value: unknown;
}

/** A fragment that makes no event. */
export interface Ignored extends Bytes {
  readonly tag: 'ignored';
  /** The key it stood under; its kind. */
  readonly key: string;
}

/** A fragment, or a whole frame, that was refused, with the place and the codec that refused it. */
export interface Rejected extends Bytes {
  readonly tag: 'rejected';
  /** Null where a whole frame was refused. */
  readonly key: string | null;
  readonly reason: RejectReason;
  /** The wire layout it was read as; today's where it was not read at all. */
  readonly layout: string;
  readonly valuePath: string | null;
  readonly codec: string | null;
}

/** The value of an accepted fragment of this type; null of another, or where it was not wanted. */
export const payloadOf = <K extends Reading['type']>(
  { type, value }: Accepted,
  wanted: K,
): PayloadOf<K> | null =>
  // as the codec of this very type decoded it
  type === wanted && value !== undefined ? (value as PayloadOf<K>) : null;
