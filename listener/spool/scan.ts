import { entriesOf, type Placed } from './entries.ts';
import type { LineEntry, SegmentHeader } from './entry.ts';
import type { SpoolFile, SpoolFiles } from './files.ts';
import { Segment, firstIn } from './segment.ts';
import { using } from './whole.ts';

/** A segment as it was found: `segment` knows its whole begin only. */
export interface Scanned {
  readonly segment: Segment;
  /** Null where not even this is whole. */
  readonly header: SegmentHeader | null;
  /** Bytes behind the last whole entry. */
  readonly damagedBytes: number;
}

/** What the entries of a file must be: a header, then lines whose positions rise, one by one unless some were left out. */
class Order {
  header: SegmentHeader | null = null;
  #next = 0;

  follows({ entry }: Placed): boolean {
    if (entry.tag === 'header') {
      if (this.header !== null) return false;
      this.header = entry;
      this.#next = entry.first;
      return true;
    }
    if (this.header === null || entry.position < this.#next) return false;
    if (entry.position > this.#next && !this.header.compacted) return false;
    this.#next = entry.position + 1;
    return true;
  }
}

const scanFile = async (
  file: SpoolFile,
  segment: Segment,
  found: (line: LineEntry) => void,
): Promise<Scanned> => {
  const order = new Order();
  const sizeBytes = await file.size();
  for await (const { placed } of entriesOf(file, 0, sizeBytes)) {
    const wrong = placed.findIndex((each) => !order.follows(each));
    for (const { entry, offset, end } of wrong < 0 ? placed : placed.slice(0, wrong)) {
      segment.bytes = end;
      if (entry.tag === 'header') continue;
      segment.note(entry, end - offset);
      found(entry);
    }
    if (wrong >= 0) break;
  }
  const { header } = order;
  return { segment, header, damagedBytes: sizeBytes - segment.bytes };
};

/** Reads every segment of a folder, in order, and tells each whole line. Rejects with the file system's error. */
export const scan = async (
  files: SpoolFiles,
  dir: string,
  found: (line: LineEntry) => void,
): Promise<ReadonlyArray<Scanned>> => {
  const scanned: Array<Scanned> = [];
  const firsts = (await files.list(dir)).map(({ name }) => firstIn(name));
  for (const first of firsts.filter((each) => each !== null).sort((a, b) => a - b)) {
    const segment = new Segment(dir, first);
    const opening = files.openToRead(segment.path);
    scanned.push(await using(opening, (file) => scanFile(file, segment, found)));
  }
  return scanned;
};

/**
 * The newest segment up to which nothing is damaged: what it carries and its lines are known to be whole. Null
 * where there is none.
 */
export const newestWhole = (scanned: ReadonlyArray<Scanned>): Scanned | null => {
  let newest: Scanned | null = null;
  for (const each of scanned) {
    if (each.header === null) return newest;
    newest = each;
    if (each.damagedBytes > 0) return newest;
  }
  return newest;
};
