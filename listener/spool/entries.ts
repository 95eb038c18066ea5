import { ENTRY_HEAD_BYTES, bodyLength, decodeEntry, type Entry } from './entry.ts';
import type { SpoolFile } from './files.ts';

const CHUNK_BYTES = 256 * 1024;

/** An entry and where it lies. */
export interface Placed {
  readonly entry: Entry;
  readonly offset: number;
  readonly end: number;
}

/** Some entries of a file, in order. */
export interface Batch {
  readonly placed: ReadonlyArray<Placed>;
  /** The file goes on with what is no whole entry. */
  readonly damaged: boolean;
}

/** Takes whole entries from the begin of bytes that lie at `offset`; `wanted`: bytes the next one takes. */
const takeFrom = (bytes: Buffer, offset: number): Batch & { readonly wanted: number } => {
  const placed: Array<Placed> = [];
  let at = 0;
  while (bytes.length - at >= ENTRY_HEAD_BYTES) {
    const length = bodyLength(bytes.subarray(at));
    if (length === null) return { placed, damaged: true, wanted: 0 };
    const size = ENTRY_HEAD_BYTES + length;
    if (bytes.length - at < size) return { placed, damaged: false, wanted: size };
    const entry = decodeEntry(bytes.subarray(at, at + size));
    if (entry === null) return { placed, damaged: true, wanted: 0 };
    placed.push({ entry, offset: offset + at, end: offset + at + size });
    at += size;
  }
  return { placed, damaged: false, wanted: ENTRY_HEAD_BYTES };
};

/**
 * The entries between two offsets, chunk by chunk; ends after a batch that is damaged. Lines share the memory of
 * their chunk. Rejects with the file system's error.
 */
export async function* entriesOf(file: SpoolFile, from: number, to: number): AsyncGenerator<Batch> {
  let offset = from;
  let wanted = 0;
  while (offset < to) {
    const asked = Math.min(Math.max(CHUNK_BYTES, wanted), to - offset);
    const bytes = await file.read(offset, asked);
    const taken = takeFrom(bytes, offset);
    const end = taken.placed.at(-1)?.end ?? offset;
    const isCut = end === offset && (asked === to - offset || taken.wanted <= asked);
    if (taken.damaged || isCut) {
      yield { placed: taken.placed, damaged: true };
      return;
    }
    if (taken.placed.length > 0) yield { placed: taken.placed, damaged: false };
    offset = end;
    wanted = taken.wanted;
  }
}
