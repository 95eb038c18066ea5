import { gunzipSync, gzipSync } from 'node:zlib';
import type { ObjectStore } from '../../../lake/ends/object-store.ts';
import * as E from 'fp-ts/lib/Either.js';
import { streamNames, streams } from '@bitcoin-pipeline/model';
import type { HandLine } from '../hand-lines.ts';

/** Objects that are not in any lake yet: a test brings them there when and as it likes. */
export class HeldObjects {
  readonly #objects = new Map<string, ReadonlyArray<string>>();
  readonly store: ObjectStore = {
    put: (key, bytes) => {
      this.#objects.set(key, gunzipSync(bytes).toString().trimEnd().split('\n'));
      return Promise.resolve(E.right(undefined));
    },
  };

  /** In the order they were written. */
  get keys(): ReadonlyArray<string> {
    return [...this.#objects.keys()];
  }

  /** All lines, as they were written. */
  get lines(): ReadonlyArray<HandLine> {
    return [...this.#objects].flatMap(([key, texts]) => {
      const prefix = prefixOf(key);
      return texts.map((text) => ({ prefix, text }));
    });
  }

  linesOf(key: string): ReadonlyArray<string> {
    return this.#objects.get(key) ?? [];
  }
}

export const compressed = (lines: ReadonlyArray<string>): Buffer =>
  gzipSync(lines.map((line) => `${line}\n`).join(''));

const prefixOf = (key: string): string =>
  streamNames.map((name) => streams[name].prefix).find((prefix) => key.startsWith(prefix)) ?? '';
