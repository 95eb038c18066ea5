import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { streams, type Line, type StreamName } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { v7 as uuidv7 } from 'uuid';
import { faultOf, type LakeFault } from './fault.ts';
import { hourOf } from './read.ts';
import { writeWhole } from './whole-file.ts';

const compress = promisify(gzip);

/** How long lines may wait for later ones, by their own times, and how many bytes before gzip one object may hold. */
export interface Roll {
  readonly ageMs: number;
  readonly bytes: number;
}

const defaultRoll: Roll = { ageMs: 10_000, bytes: 8 * 1024 * 1024 };

/** Where lines go. The reading side never waits for it. */
export interface LakeEnd {
  readonly write: (lines: ReadonlyArray<Line>) => void;
  /** Rolls everything and waits until it is in the lake; the first fault there was. */
  readonly flush: () => Promise<E.Either<LakeFault, void>>;
  /** Resolves at the first fault, after which nothing more is written. */
  readonly failed: Promise<LakeFault>;
}

interface Pending {
  readonly openedAtMs: number;
  readonly hour: string;
  readonly chunks: Array<Uint8Array>;
  bytes: number;
}

/**
 * The lake as a folder: gzip NDJSON objects under each stream's prefix, by hour of arrival, with unique names;
 * created, never overwritten.
 */
export const folderEnd = (root: string, roll: Roll = defaultRoll): LakeEnd => {
  const pending = new Map<StreamName, Pending>();
  let queue: Promise<void> = Promise.resolve();
  let fault: LakeFault | null = null;
  let fail: (fault: LakeFault) => void = () => undefined;
  const failed = new Promise<LakeFault>((resolve) => {
    fail = resolve;
  });

  const store = async (stream: StreamName, { hour, chunks }: Pending): Promise<void> => {
    if (fault !== null) return;
    const key = `${streams[stream].prefix}${hour}/${uuidv7()}.ndjson.gz`;
    try {
      await writeWhole(join(root, key), await compress(Buffer.concat(chunks)));
    } catch (error) {
      fault = faultOf(error, join(root, key));
      fail(fault);
    }
  };

  const rollStream = (stream: StreamName): void => {
    const object = pending.get(stream);
    if (object === undefined) return;
    pending.delete(stream);
    queue = queue.then(() => store(stream, object));
  };

  const add = (line: Line): void => {
    const atMs = Date.parse(line.observedAt);
    const hour = hourOf(line.observedAt);
    const before = pending.get(line.stream);
    const full =
      before !== undefined &&
      (before.hour !== hour ||
        before.bytes + line.bytes.length > roll.bytes ||
        atMs - before.openedAtMs >= roll.ageMs);
    if (full) rollStream(line.stream);
    const object = pending.get(line.stream) ?? { openedAtMs: atMs, hour, chunks: [], bytes: 0 };
    object.chunks.push(line.bytes);
    object.bytes += line.bytes.length;
    pending.set(line.stream, object);
  };

  return {
    write: (lines) => lines.forEach(add),
    flush: async () => {
      for (const stream of pending.keys()) rollStream(stream);
      await queue;
      return fault === null ? E.right(undefined) : E.left(fault);
    },
    failed,
  };
};
