import type { Line, StreamName } from '@bitcoin-pipeline/model';
import type { ObjectStore } from '../../../lake/ends/object-store.ts';
import { loadObject } from '../../../lake/ends/objects.ts';
import { hourOf } from '../../../lake/read.ts';
import { right } from '../warehouse.ts';

/** Lines on their way into objects: one stream, one hour and at most so long each. */
export class ObjectWriter {
  readonly #store: ObjectStore;
  readonly #objectMs: number;
  readonly #waiting = new Map<StreamName, Array<Line>>();

  constructor(store: ObjectStore, objectMs: number) {
    this.#store = store;
    this.#objectMs = objectMs;
  }

  add(line: Line): void {
    const lines = this.#waiting.get(line.stream);
    if (lines === undefined) this.#waiting.set(line.stream, [line]);
    else lines.push(line);
  }

  /** Writes what is due at a moment, in Unix milliseconds; null: all. */
  async write(nowMs: number | null): Promise<void> {
    for (const [stream, lines] of this.#waiting) {
      const [first] = lines;
      const isDue =
        nowMs === null ||
        (first !== undefined && nowMs - Date.parse(first.observedAt) >= this.#objectMs);
      if (!isDue) continue;
      this.#waiting.delete(stream);
      for (const hour of new Set(lines.map(({ observedAt }) => hourOf(observedAt)))) {
        const ofHour = lines.filter(({ observedAt }) => hourOf(observedAt) === hour);
        const { attempt } = await loadObject(this.#store, stream, ofHour);
        right(await attempt());
      }
    }
  }
}
