import { recordsOf } from '../../../lake/ends/packing.ts';

/** As many lines are packed at once as an hour of deltas would fill in a few seconds of replay. */
const LINES_AT_ONCE = 200;
const BYTES_AT_ONCE = 1024 * 1024;

/** Packs lines into records, and lets the records go. */
export class Packer {
  #lines: Array<Uint8Array> = [];
  #bytes = 0;
  recordBytes = 0;

  add(line: Uint8Array): void {
    this.#lines.push(line);
    this.#bytes += line.length;
    if (this.#lines.length < LINES_AT_ONCE && this.#bytes < BYTES_AT_ONCE) return;
    for (const record of recordsOf(this.#lines)) this.recordBytes += record.length;
    this.#lines = [];
    this.#bytes = 0;
  }
}
