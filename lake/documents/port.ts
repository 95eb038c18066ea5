import type * as E from 'fp-ts/lib/Either.js';
import type { PutFault } from '../delivery/ports.ts';

/** A document as it was read. */
export interface Held {
  readonly text: string;
  /** Names exactly this content at this place; meant for `write` only. */
  readonly version: string;
}

/** `lost`: someone else wrote first. Nothing was changed; read again. */
export type Written =
  | { readonly tag: 'written'; readonly version: string }
  | { readonly tag: 'lost' };

/**
 * A small text that several processes share: replaced whole, and only by who has seen its newest version. Never
 * rejects. A write whose answer was lost is read back before anything is said of it.
 */
export interface Document {
  /** Its path or address, for messages. */
  readonly name: string;
  /** Null: there is none. */
  readonly read: () => Promise<E.Either<PutFault, Held | null>>;
  /** @param after the version it builds on; null: there was none */
  readonly write: (text: string, after: string | null) => Promise<E.Either<PutFault, Written>>;
}
