import type { Line } from '@bitcoin-pipeline/model';
import { bytesOf } from '../../lake/delivery/tally.ts';
import { encodeHeader, encodeLine } from './entry.ts';
import { Segment } from './segment.ts';
import type { Queued } from './segment-writer.ts';

const SEGMENT_BYTES = 16 * 1024 * 1024;

/** A line on its way to the disk. */
export interface QueuedLine extends Queued {
  readonly position: number;
  readonly line: Pick<Line, 'stream' | 'epochId' | 'ordinal'>;
  /** When it came, by the monotonic clock. */
  readonly atMs: number;
}

/** What opens a segment, on its way. */
export interface QueuedHeader extends Queued {
  readonly position: null;
  readonly atMs: number;
}

/** What was appended and is not yet durable, with its place in the segments. */
export class Queue {
  readonly #dir: string;
  readonly #segmentBytes: number;
  readonly #carry: () => unknown;
  readonly #begun: (segment: Segment) => void;
  #entries: Array<QueuedLine | QueuedHeader> = [];
  #segment: Segment | null = null;
  #offset = 0;
  #position = 0;
  bytes = 0;

  constructor(
    dir: string,
    limitBytes: number,
    carry: () => unknown,
    begun: (segment: Segment) => void,
  ) {
    this.#dir = dir;
    this.#segmentBytes = Math.min(SEGMENT_BYTES, limitBytes / 8);
    this.#carry = carry;
    this.#begun = begun;
  }

  /** The newest position that was given. */
  get position(): number {
    return this.#position;
  }

  /** When the oldest came; null where nothing waits. */
  get sinceMs(): number | null {
    return this.#entries[0]?.atMs ?? null;
  }

  get length(): number {
    return this.#entries.length;
  }

  push(lines: ReadonlyArray<Line>, atMs: number): void {
    const segment = this.#segmentFor(atMs);
    for (const line of lines) {
      this.#position += 1;
      const bytes = encodeLine({ ...line, position: this.#position });
      const { stream, epochId, ordinal } = line;
      const named = { stream, epochId, ordinal };
      const position = this.#position;
      this.#add({ segment, offset: this.#offset, bytes, atMs, position, line: named });
    }
  }

  /** Those at the front, of the first `length`, that belong to one segment. */
  front(length: number): ReadonlyArray<QueuedLine | QueuedHeader> {
    const segment = this.#entries[0]?.segment;
    const end = this.#entries.findIndex((each, at) => at >= length || each.segment !== segment);
    return this.#entries.slice(0, end < 0 ? length : end);
  }

  /** Forgets as many at the front: they are durable. */
  drop(count: number): void {
    const gone = this.#entries.slice(0, count);
    this.#entries = this.#entries.slice(count);
    this.bytes -= bytesOf(gone);
  }

  #segmentFor(atMs: number): Segment {
    if (this.#segment !== null && this.#offset < this.#segmentBytes) return this.#segment;
    const first = this.#position + 1;
    const header = { tag: 'header', first, compacted: false, carried: this.#carry() } as const;
    const segment = new Segment(this.#dir, first);
    this.#segment = segment;
    this.#offset = 0;
    this.#begun(segment);
    this.#add({ segment, offset: 0, bytes: encodeHeader(header), atMs, position: null });
    return segment;
  }

  #add(entry: QueuedLine | QueuedHeader): void {
    this.#entries.push(entry);
    this.#offset += entry.bytes.length;
    this.bytes += entry.bytes.length;
  }
}
