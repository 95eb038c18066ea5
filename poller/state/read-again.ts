import * as E from 'fp-ts/lib/Either.js';
import type { StateStore } from './store.ts';

/** Reads a second time: a connection that slept with its process is found dead only when it is used. */
export const readAgain = (states: StateStore): StateStore => ({
  ...states,
  read: async () => {
    const held = await states.read();
    return E.isLeft(held) && held.left.code === 'io' ? states.read() : held;
  },
});
