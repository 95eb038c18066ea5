import type { LakeIdentity } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type { Document } from '../../lake/documents/port.ts';
import {
  decodeState,
  EMPTY_STATE,
  encodeState,
  type PollerState,
  type StateFault,
} from './codec.ts';

/** A state as it was read or written. */
export interface HeldState {
  readonly state: PollerState;
  /** Of the document; null where there was none. */
  readonly version: string | null;
}

/** The state that several processes share. A write builds on what was read; `null`: another was faster, read again. */
export interface StateStore {
  readonly read: () => Promise<E.Either<StateFault, HeldState>>;
  readonly write: (
    state: PollerState,
    after: string | null,
  ) => Promise<E.Either<StateFault, HeldState | null>>;
}

const io = ({ message }: { readonly message: string }): StateFault => ({ code: 'io', message });

export const stateStore = (document: Document, identity: LakeIdentity): StateStore => ({
  read: async () => {
    const held = await document.read();
    if (E.isLeft(held)) return E.left(io(held.left));
    if (held.right === null) return E.right({ state: EMPTY_STATE, version: null });
    const { text, version } = held.right;
    return E.map((state: PollerState) => ({ state, version }))(
      decodeState(text, document.name, identity),
    );
  },
  write: async (state, after) => {
    const written = await document.write(encodeState(identity, state), after);
    if (E.isLeft(written)) return E.left(io(written.left));
    return E.right(written.right.tag === 'lost' ? null : { state, version: written.right.version });
  },
});
