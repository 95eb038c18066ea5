import type * as E from 'fp-ts/lib/Either.js';
import type { PutFault } from '../delivery/ports.ts';

/** A place for whole objects: they appear whole or not at all, and never replace another. */
export interface ObjectStore {
  /** Right: an object of that key holds these bytes. `conflict`: another one does. Never rejects. */
  readonly put: (key: string, bytes: Uint8Array) => Promise<E.Either<PutFault, void>>;
}
