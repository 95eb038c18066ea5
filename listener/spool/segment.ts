import { join } from 'node:path';
import type { StreamName } from '@bitcoin-pipeline/model';
import type { LineEntry } from './entry.ts';

const DIGITS = 16;
const NAME = /^(\d{16})\.spool$/;

/** The position that a segment's file is named after; null for another file. */
export const firstIn = (name: string): number | null => {
  const digits = NAME.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
};

/** What a segment holds of one stream. */
interface Held {
  readonly last: number;
  readonly bytes: number;
}

/** A file of entries that follow each other. It knows what is durable in it. */
export class Segment {
  readonly first: number;
  readonly path: string;
  /** Up to here it is whole. */
  bytes = 0;
  /** Raised when the file is replaced: places in it mean nothing any more. */
  generation = 0;
  #held = new Map<StreamName, Held>();

  constructor(dir: string, first: number) {
    this.first = first;
    this.path = join(dir, `${String(first).padStart(DIGITS, '0')}.spool`);
  }

  /** A line in it is durable, in `bytes` of the file. */
  note({ stream, position }: Pick<LineEntry, 'stream' | 'position'>, bytes: number): void {
    const before = this.#held.get(stream)?.bytes ?? 0;
    this.#held.set(stream, { last: position, bytes: before + bytes });
  }

  /** The newest position of a stream in it; 0 where it has none. */
  lastOf(stream: StreamName): number {
    return this.#held.get(stream)?.last ?? 0;
  }

  /** Bytes of the streams that are not through with it: at most those of its begun streams too many. */
  waitingBytes(acknowledged: (stream: StreamName) => number): number {
    return [...this.#held]
      .filter(([stream, { last }]) => last > acknowledged(stream))
      .reduce((sum, [, { bytes }]) => sum + bytes, 0);
  }

  /** Its file is another now. */
  becomes(other: Segment): void {
    this.bytes = other.bytes;
    this.#held = other.#held;
    this.generation += 1;
  }
}
