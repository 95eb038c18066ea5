import { entriesOf, type Placed } from './entries.ts';
import { encodeHeader, encodeLine, type Entry } from './entry.ts';
import type { SpoolFile, SpoolFiles } from './files.ts';
import { Segment } from './segment.ts';
import type { Segments } from './segments.ts';
import { inTheMaking, prepare, using } from './whole.ts';

const encode = (entry: Entry): Buffer =>
  entry.tag === 'header' ? encodeHeader({ ...entry, compacted: true }) : encodeLine(entry);

/** Copies a batch to the end of a file, the lines that wait only. */
const copy = async (
  placed: ReadonlyArray<Placed>,
  segments: Segments,
  to: SpoolFile,
  kept: Segment,
): Promise<void> => {
  const parts: Array<Buffer> = [];
  for (const { entry } of placed) {
    if (entry.tag === 'line' && entry.position <= segments.acknowledged(entry.stream)) continue;
    const bytes = encode(entry);
    parts.push(bytes);
    if (entry.tag === 'line') kept.note(entry, bytes.length);
  }
  const bytes = Buffer.concat(parts);
  await to.write(bytes, kept.bytes);
  kept.bytes += bytes.length;
};

/**
 * Writes a closed segment anew with the lines that wait only; to how many bytes less. One that is damaged stays as
 * it is. Small neighbours are not merged: a stream that is stuck for 30 days (a line a minute, 20 KB/s of others)
 * leaves 3,090 of them, 7 MB of memory and a second at the next start. Rejects with the file system's error.
 */
export const compact = async (
  files: SpoolFiles,
  dir: string,
  segments: Segments,
  segment: Segment,
): Promise<number> => {
  const kept = new Segment(dir, segment.first);
  const before = segment.bytes;
  let isDamaged = false;
  await prepare(files, segment.path, (to) =>
    using(files.openToRead(segment.path), async (from) => {
      for await (const { placed, damaged } of entriesOf(from, 0, before)) {
        isDamaged ||= damaged;
        if (!isDamaged) await copy(placed, segments, to, kept);
      }
    }),
  );
  if (isDamaged) return 0;
  await segments.alone(async () => {
    await files.rename(inTheMaking(segment.path), segment.path); // the old one, back after a power loss, holds no less
    segment.becomes(kept);
  });
  return before - kept.bytes;
};
