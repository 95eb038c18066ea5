import { join } from 'node:path';
import { streamNames, type StreamName } from '@bitcoin-pipeline/model';
import * as t from 'io-ts';
import type { Clock } from '../../lake/delivery/ports.ts';
import type { SpoolFiles } from './files.ts';
import { readJson, writeJson } from './whole.ts';

const SAVE_EVERY_MS = 1000;

const PositionJson = t.type({
  acknowledged: t.record(t.string, t.number),
  ended: t.boolean,
  settled: t.boolean,
});
export type PositionJson = t.TypeOf<typeof PositionJson>;

const fileIn = (dir: string): string => join(dir, 'position.json');

/**
 * Up to where each stream is in the lake, whether the process ended in order, and whether a successor wrote down
 * what it leaves.
 */
export interface SavedPositions {
  readonly acknowledged: ReadonlyMap<StreamName, number>;
  readonly ended: boolean;
  readonly settled: boolean;
}

/** Nothing where it can't be understood: then lines only go out again. Rejects with the file system's error. */
export const readPositions = async (files: SpoolFiles, dir: string): Promise<SavedPositions> => {
  const json = await readJson(files, fileIn(dir));
  if (!PositionJson.is(json)) return { acknowledged: new Map(), ended: false, settled: false };
  const { acknowledged, ended, settled } = json;
  const positions = streamNames.map((name) => [name, acknowledged[name] ?? 0] as const);
  return { acknowledged: new Map(positions), ended, settled };
};

/** Keeps the positions on disk, at most once a second. */
export class PositionFile {
  readonly #files: SpoolFiles;
  readonly #path: string;
  readonly #clock: Clock;
  readonly #now: () => PositionJson;
  readonly #stopped = new AbortController();
  #isBehind = false;
  #keeping: Promise<void> | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(files: SpoolFiles, dir: string, clock: Clock, now: () => PositionJson) {
    this.#files = files;
    this.#path = fileIn(dir);
    this.#clock = clock;
    this.#now = now;
  }

  changed(): void {
    this.#isBehind = true;
    if (!this.#stopped.signal.aborted) this.#keeping ??= this.#keep();
  }

  /** Writes the file now and then though nothing changed, for those who tell by its time whether its process lives. */
  keepFresh(everyMs: number): void {
    const fresh = setInterval(() => this.changed(), everyMs).unref();
    this.#stopped.signal.addEventListener('abort', () => clearInterval(fresh), { once: true });
  }

  /** Saves no more by itself. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#keeping;
  }

  /** Rejects with the file system's error. */
  save(): Promise<void> {
    const written = this.#writing.then(() => writeJson(this.#files, this.#path, this.#now()));
    this.#writing = written.catch(() => undefined);
    return written;
  }

  async #keep(): Promise<void> {
    const { signal } = this.#stopped;
    while (this.#isBehind && !signal.aborted) {
      this.#isBehind = false;
      await this.save().catch(() => {
        this.#isBehind = true;
      });
      await this.#clock.wait(SAVE_EVERY_MS, signal);
    }
    this.#keeping = null;
  }
}
