import type { StreamName } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type { BacklogFault, WaitingLine } from '../../lake/delivery/ports.ts';
import { entriesOf, type Placed } from './entries.ts';
import type { SpoolFiles } from './files.ts';
import type { Segment } from './segment.ts';
import type { Segments } from './segments.ts';
import { spoolFaultOf } from './fault.ts';
import { using } from './whole.ts';

/** Where a stream is read next, so that no file is read from its begin twice. */
interface Place {
  readonly segment: Segment;
  readonly generation: number;
  /** The newest position that was given out. */
  readonly after: number;
  readonly offset: number;
}

/** Lines of one stream as they are found. */
class Taking {
  readonly lines: Array<WaitingLine> = [];
  readonly #stream: StreamName;
  readonly #maxBytes: number;
  #bytes = 0;
  after: number;
  isFull = false;

  constructor(stream: StreamName, after: number, maxBytes: number) {
    this.#stream = stream;
    this.after = after;
    this.#maxBytes = maxBytes;
  }

  /** Whether the entry is done with; not where its line is one too many. */
  take({ entry }: Placed): boolean {
    if (entry.tag === 'header' || entry.stream !== this.#stream) return true;
    if (entry.position <= this.after) return true;
    const { position, observedAt, bytes } = entry;
    this.isFull = this.lines.length > 0 && this.#bytes + bytes.length > this.#maxBytes;
    if (this.isFull) return false;
    this.lines.push({ position, observedAt, bytes: Uint8Array.from(bytes) }); // of its chunk nothing more is kept
    this.#bytes += bytes.length;
    this.after = position;
    return true;
  }
}

const damagedAt = (path: string, offset: number): BacklogFault => ({
  code: 'damaged',
  message: `${path} is damaged at byte ${offset}; what is whole elsewhere goes out at the next start, which records the hole`,
});

/** Reads the durable lines of a spool, stream by stream. */
export class Reading {
  readonly #files: SpoolFiles;
  readonly #segments: Segments;
  readonly #places = new Map<StreamName, Place>();

  constructor(files: SpoolFiles, segments: Segments) {
    this.#files = files;
    this.#segments = segments;
  }

  read(
    stream: StreamName,
    after: number,
    maxBytes: number,
  ): Promise<E.Either<BacklogFault, ReadonlyArray<WaitingLine>>> {
    return this.#segments.alone(async () => {
      const taking = new Taking(stream, after, maxBytes);
      for (const segment of this.#segments.holding(stream, after)) {
        const fault = await this.#readIn(segment, stream, taking);
        if (fault !== null && taking.lines.length === 0) return E.left(fault);
        if (fault !== null || taking.isFull) break;
      }
      return E.right(taking.lines);
    });
  }

  #offsetIn(segment: Segment, stream: StreamName, after: number): number {
    const place = this.#places.get(stream);
    const isKnown =
      place?.segment === segment &&
      place.generation === segment.generation &&
      place.after === after;
    return isKnown ? place.offset : 0;
  }

  async #readIn(
    segment: Segment,
    stream: StreamName,
    taking: Taking,
  ): Promise<BacklogFault | null> {
    const { generation, path, bytes: end } = segment;
    let offset = this.#offsetIn(segment, stream, taking.after);
    try {
      return await using(this.#files.openToRead(path), async (file) => {
        for await (const { placed, damaged } of entriesOf(file, offset, end)) {
          for (const each of placed) {
            if (!taking.take(each)) return null;
            offset = each.end;
          }
          if (damaged) return damagedAt(path, offset);
          if (taking.after >= segment.lastOf(stream)) return null;
        }
        return damagedAt(path, offset); // the newest of its lines was not found
      });
    } catch (error) {
      return { code: 'io', message: spoolFaultOf(error, path).message };
    } finally {
      this.#places.set(stream, { segment, generation, after: taking.after, offset });
    }
  }
}
