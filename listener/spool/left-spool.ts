import { basename, dirname, join } from 'node:path';
import type { StreamName } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import type { Clock } from '../../lake/delivery/ports.ts';
import { entriesOf } from './entries.ts';
import { spoolFaultOf } from './fault.ts';
import type { SpoolFiles } from './files.ts';
import { PositionFile, readPositions } from './position-file.ts';
import type { FoundLine, LeftSpool, SpoolFault } from './ports.ts';
import { Reading } from './reading.ts';
import { newestWhole, scan, type Scanned } from './scan.ts';
import { Segments } from './segments.ts';
import { Tidying } from './tidying.ts';
import { using } from './whole.ts';

/** The hidden name of a folder on its way out. */
const goneName = (name: string): string => `.${name}.gone`;

/** A left spool, and what it takes on disk. */
export interface OpenedLeft extends LeftSpool {
  readonly usedBytes: () => number;
}

/** The whole lines of a segment. Rejects with the file system's error. */
async function* linesOf(
  files: SpoolFiles,
  scanned: Scanned | null,
): AsyncGenerator<FoundLine, void> {
  if (scanned === null) return;
  const file = await files.openToRead(scanned.segment.path);
  try {
    for await (const { placed } of entriesOf(file, 0, scanned.segment.bytes)) {
      for (const { entry } of placed) {
        if (entry.tag === 'line')
          yield { stream: entry.stream, bytes: Uint8Array.from(entry.bytes) };
      }
    }
  } finally {
    await file.close();
  }
}

const remove = async (files: SpoolFiles, dir: string): Promise<E.Either<SpoolFault, void>> => {
  const gone = join(dirname(dir), goneName(basename(dir)));
  try {
    await files.rename(dir, gone);
    await files.syncFolder(dirname(dir));
    return E.right(await files.remove(gone));
  } catch (error) {
    return E.left(spoolFaultOf(error, dir));
  }
};

const makeDurable = async (files: SpoolFiles, dir: string, path: string): Promise<void> => {
  await using(files.openToWrite(path), (file) => file.sync());
  await files.syncFolder(dir);
};

/** Opens what a process left in a folder. Rejects with the file system's error. */
export const openLeft = async (
  files: SpoolFiles,
  clock: Clock,
  dir: string,
  id: string,
): Promise<OpenedLeft> => {
  await files.remove(join(dir, 'reserve'));
  const saved = await readPositions(files, dir);
  let isSettled = saved.settled;
  let [durable, waitingLines, waitingBytes] = [0, 0, 0];
  const scanned = await scan(files, dir, ({ position, stream, bytes }) => {
    durable = position;
    if (position <= (saved.acknowledged.get(stream) ?? 0)) return;
    waitingLines += 1;
    waitingBytes += bytes.length;
  });
  const all = scanned.map(({ segment }) => segment);
  const segments = new Segments(files, all, saved.acknowledged);
  const known = newestWhole(scanned);
  // others are removed on the strength of it, and its process may have been killed before it was durable
  if (known !== null) await makeDurable(files, dir, known.segment.path);
  // a damaged one stays for as long as the folder: the next to open it is to see the damage too
  const kept = scanned.filter((each) => each === known || each.damagedBytes > 0);
  const reading = new Reading(files, segments);
  const positions = new PositionFile(files, dir, clock, () => ({
    acknowledged: segments.allAcknowledged(),
    ended: saved.ended,
    settled: isSettled,
  }));
  const tidying = new Tidying({
    files,
    dir,
    segments,
    isKept: (segment) => kept.some((each) => each.segment === segment),
    isCrowded: () => false,
    compacted: () => undefined,
  });
  return {
    id,
    endedInOrder: saved.ended,
    waitingLines,
    waitingBytes,
    droppedBytes: scanned.reduce((sum, { damagedBytes }) => sum + damagedBytes, 0),
    carried: known?.header?.carried ?? null,
    lines: () => linesOf(files, known),
    usedBytes: () => segments.bytes,
    read: (stream: StreamName, after, maxBytes) => reading.read(stream, after, maxBytes),
    durable: () => durable,
    subscribe: () => () => undefined,
    acknowledged: (stream) => segments.acknowledged(stream),
    acknowledge: (stream, position) => {
      segments.acknowledge(stream, position);
      positions.changed();
      tidying.changed();
    },
    isDelivered: (stream) => segments.holding(stream, segments.acknowledged(stream)).length === 0,
    isSettled: saved.settled,
    settle: async () => {
      isSettled = true;
      try {
        return E.right(await positions.save());
      } catch (error) {
        return E.left(spoolFaultOf(error, dir));
      }
    },
    remove: async () => {
      await tidying.stop();
      await positions.stop();
      return segments.alone(async () => {
        const removed = await remove(files, dir);
        if (E.isRight(removed)) segments.forget();
        return removed;
      });
    },
  };
};
