import { gunzipSync } from 'node:zlib';
import { readLine, type ReadLine } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type { PutFault } from '../../../lake/delivery/ports.ts';
import type { Document } from '../../../lake/documents/port.ts';
import type { ObjectStore } from '../../../lake/ends/object-store.ts';

/** What a process that is killed throws; nothing it would do afterwards happens. */
export class Killed extends Error {}

/** What may go wrong with the next call: before it does anything, or after. */
export type Trouble = 'none' | 'kill-before' | 'kill-after' | 'fail' | 'lose-reply';

const lost: PutFault = { code: 'timeout', isPermanent: false, message: 'no answer' };

/** Done, or not, or done and not known to be. */
const troubled = <A>(trouble: Trouble, act: () => A): A | null => {
  if (trouble === 'kill-before') throw new Killed();
  if (trouble === 'fail') return null;
  const done = act();
  if (trouble === 'kill-after') throw new Killed();
  return trouble === 'lose-reply' ? null : done;
};

/** The objects and the state of a lake in memory. */
export class MemoryLake {
  readonly #objects = new Map<string, Uint8Array>();
  readonly lines: Array<ReadLine> = [];
  text: string | null = null;
  #version = 0;
  /** Called with each state that is written. */
  saved: (text: string) => void = () => undefined;

  /** One process's view. `turn` is awaited before each call, so that processes interleave. */
  views(
    turn: () => Promise<void>,
    trouble: (what: 'put' | 'write') => Trouble,
  ): { readonly store: ObjectStore; readonly document: Document } {
    return {
      store: {
        put: async (key, bytes) => {
          await turn();
          const done = troubled(trouble('put'), () => this.#put(key, bytes));
          return done === null ? E.left(lost) : E.right(undefined);
        },
      },
      document: {
        name: 'memory',
        read: async () => {
          await turn();
          return E.right(
            this.text === null ? null : { text: this.text, version: String(this.#version) },
          );
        },
        write: async (text, after) => {
          await turn();
          const done = troubled(trouble('write'), () => this.#write(text, after));
          return done === null ? E.left(lost) : E.right(done);
        },
      },
    };
  }

  #put(key: string, bytes: Uint8Array): true {
    if (this.#objects.has(key)) return true;
    this.#objects.set(key, bytes);
    for (const text of gunzipSync(bytes).toString().trimEnd().split('\n')) {
      const line = readLine(text);
      if (E.isLeft(line)) throw new Error(line.left);
      this.lines.push(line.right);
    }
    return true;
  }

  #write(
    text: string,
    after: string | null,
  ): { tag: 'written'; version: string } | { tag: 'lost' } {
    const now = this.text === null ? null : String(this.#version);
    if (after !== now) return { tag: 'lost' };
    this.text = text;
    this.#version += 1;
    this.saved(text);
    return { tag: 'written', version: String(this.#version) };
  }
}
