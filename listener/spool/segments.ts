import type { StreamName } from '@bitcoin-pipeline/model';
import type { SpoolFiles } from './files.ts';
import type { Segment } from './segment.ts';

/** The segments of one spool, and up to where each stream is through with them. */
export class Segments {
  readonly #files: SpoolFiles;
  readonly #acknowledged: Map<StreamName, number>;
  #all: ReadonlyArray<Segment>;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    files: SpoolFiles,
    all: ReadonlyArray<Segment>,
    acknowledged: ReadonlyMap<StreamName, number>,
  ) {
    this.#files = files;
    this.#all = all;
    this.#acknowledged = new Map(acknowledged);
  }

  get bytes(): number {
    return this.#all.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  add(segment: Segment): void {
    this.#all = [...this.#all, segment];
  }

  acknowledged(stream: StreamName): number {
    return this.#acknowledged.get(stream) ?? 0;
  }

  acknowledge(stream: StreamName, position: number): void {
    if (position > this.acknowledged(stream)) this.#acknowledged.set(stream, position);
  }

  allAcknowledged(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#acknowledged);
  }

  /** Their files are gone. */
  forget(): void {
    this.#all = [];
  }

  /** Those that hold lines of a stream after a position. */
  holding(stream: StreamName, after: number): ReadonlyArray<Segment> {
    return this.#all.filter((segment) => segment.lastOf(stream) > after);
  }

  /** Those that nothing is added to any more. */
  closed(): ReadonlyArray<Segment> {
    const newest = this.#all.findLastIndex(({ bytes }) => bytes > 0);
    return this.#all.slice(0, Math.max(newest, 0));
  }

  waitingBytes(segment: Segment): number {
    return segment.waitingBytes((stream) => this.acknowledged(stream));
  }

  /** One at a time: files are read, or replaced and removed. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  /** Removes closed ones that all streams are through with. Rejects with the file system's error. */
  async removeDelivered(isKept: (segment: Segment) => boolean): Promise<void> {
    for (const segment of this.closed()) {
      if (isKept(segment) || this.waitingBytes(segment) > 0) continue;
      await this.alone(() => this.#files.remove(segment.path));
      this.#all = this.#all.filter((each) => each !== segment);
    }
  }
}
