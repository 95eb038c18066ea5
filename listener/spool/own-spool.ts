import type { Line, StreamName } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { bytesOf } from '../../lake/delivery/tally.ts';
import type { Clock } from '../../lake/delivery/ports.ts';
import { Bell } from './bell.ts';
import { spoolFaultOf } from './fault.ts';
import type { SpoolFiles } from './files.ts';
import { PositionFile } from './position-file.ts';
import type { Spool, SpoolFault, SpoolOptions, SpoolState } from './ports.ts';
import { Queue, type QueuedHeader, type QueuedLine } from './queue.ts';
import { Reading } from './reading.ts';
import type { Reserve } from './reserve.ts';
import { Room } from './room.ts';
import { SegmentWriter } from './segment-writer.ts';
import type { Segments } from './segments.ts';
import type { Tidying } from './tidying.ts';

/** From the first line that is not durable until it is made so; half of what is promised. */
const GATHER_MS = 50;
const RETRY_MS = 1000;
/** Well within the time after which a process is taken for gone. */
const KEEP_FRESH_EVERY_MS = 20_000;
/** What may wait in memory for a disk that hangs. */
const MAX_UNSYNCED_BYTES = 32 * 1024 * 1024;

/** What the spool of a process is made of. */
export interface OwnParts {
  readonly files: SpoolFiles;
  readonly clock: Clock;
  readonly dir: string;
  readonly segments: Segments;
  readonly reserve: Reserve;
  readonly tidying: Tidying;
  /** On disk, of this spool and those left by others. */
  readonly usedBytes: () => number;
  /** Others can tell only by the times of its files whether this process lives. */
  readonly isToldByTime: boolean;
}

interface Waiter {
  readonly position: number;
  readonly done: (result: E.Either<SpoolFault, void>) => void;
}

export class OwnSpool implements Spool {
  readonly #options: SpoolOptions;
  readonly #parts: OwnParts;
  readonly #queue: Queue;
  readonly #writer: SegmentWriter;
  readonly #reading: Reading;
  readonly #room: Room;
  readonly #positions: PositionFile;
  readonly #work: Bell;
  readonly #hurry: Bell;
  readonly #ended: Promise<void>;
  readonly #grown = new Set<() => void>();
  #waiters: ReadonlyArray<Waiter> = [];
  #blocked: { readonly fault: SpoolFault; readonly atMs: number } | null = null;
  #durable = 0;
  #isClosing = false;
  #hasEnded = false;

  constructor(options: SpoolOptions, parts: OwnParts) {
    this.#options = options;
    this.#parts = parts;
    const { files, dir, clock, segments } = parts;
    this.#queue = new Queue(dir, options.limitBytes, options.carry, (each) => segments.add(each));
    this.#writer = new SegmentWriter(files, dir, clock.nowMs);
    this.#reading = new Reading(files, segments);
    this.#room = new Room(options.limitBytes);
    this.#positions = new PositionFile(files, dir, clock, () => ({
      acknowledged: segments.allAcknowledged(),
      ended: this.#hasEnded,
      settled: false,
    }));
    if (parts.isToldByTime) this.#positions.keepFresh(KEEP_FRESH_EVERY_MS);
    this.#work = new Bell(clock);
    this.#hurry = new Bell(clock);
    this.#ended = this.#run();
  }

  readonly append = (lines: ReadonlyArray<Line>): void => {
    if (lines.length === 0) return;
    this.#queue.push(lines, this.#parts.clock.nowMs());
    this.#work.ring();
  };

  readonly hasRoom = (bytes: number): boolean => {
    if (this.#blocked !== null || this.#queue.bytes > MAX_UNSYNCED_BYTES) return false;
    return this.#room.has(this.#parts.usedBytes() + this.#queue.bytes, bytes);
  };

  readonly synced = (): Promise<E.Either<SpoolFault, void>> => {
    if (this.#queue.length === 0) return Promise.resolve(E.right(undefined));
    const { position } = this.#queue;
    const durable = new Promise<E.Either<SpoolFault, void>>((done) => {
      this.#waiters = [...this.#waiters, { position, done }];
    });
    this.#hurry.ring();
    return durable;
  };

  readonly state = (): SpoolState => ({
    usedBytes: this.#parts.usedBytes(),
    limitBytes: this.#options.limitBytes,
    unsyncedBytes: this.#queue.bytes,
    fault: this.#blocked?.fault ?? null,
  });

  readonly read = (stream: StreamName, after: number, maxBytes: number) =>
    this.#reading.read(stream, after, maxBytes);

  readonly durable = (): number => this.#durable;

  readonly subscribe = (grown: () => void): (() => void) => {
    this.#grown.add(grown);
    return () => this.#grown.delete(grown);
  };

  readonly acknowledged = (stream: StreamName): number => this.#parts.segments.acknowledged(stream);

  readonly acknowledge = (stream: StreamName, position: number): void => {
    this.#parts.segments.acknowledge(stream, position);
    this.#positions.changed();
    this.#parts.tidying.changed();
  };

  readonly close = async (): Promise<E.Either<SpoolFault, void>> => {
    const { reserve, tidying } = this.#parts;
    const durable = await this.synced();
    this.#isClosing = true;
    this.#work.ring();
    this.#hurry.ring();
    await this.#ended;
    await this.#writer.close();
    await tidying.stop();
    await this.#positions.stop();
    await reserve.release();
    if (E.isLeft(durable)) return durable;
    this.#hasEnded = true;
    try {
      return E.right(await this.#positions.save());
    } catch (error) {
      return E.left(spoolFaultOf(error, this.#parts.dir));
    }
  };

  async #run(): Promise<void> {
    while (!this.#isClosing) {
      const { sinceMs } = this.#queue;
      if (this.#blocked !== null) await this.#hurry.wait(RETRY_MS);
      else if (sinceMs === null) {
        await this.#work.wait(Number.POSITIVE_INFINITY);
        continue;
      } else await this.#gather(sinceMs);
      if (!this.#isClosing) await this.#attempt();
    }
  }

  async #gather(sinceMs: number): Promise<void> {
    const restMs = sinceMs + GATHER_MS - this.#parts.clock.nowMs();
    if (restMs > 0) await this.#hurry.wait(restMs);
  }

  async #attempt(): Promise<void> {
    const { reserve } = this.#parts;
    const asked = new Set(this.#waiters); // who asks later waits for an attempt that begins later
    try {
      await this.#writeGivingUpReserve();
      if (!reserve.isThere) await reserve.make();
      this.#unblock();
    } catch (error) {
      this.#block(spoolFaultOf(error, this.#parts.dir), asked);
    }
  }

  /** Where the disk is full, once more without the reserve. */
  async #writeGivingUpReserve(): Promise<void> {
    const { reserve } = this.#parts;
    try {
      await this.#write();
    } catch (error) {
      const isFull = spoolFaultOf(error, this.#parts.dir).code === 'no-space';
      if (!isFull || !reserve.isThere) throw error;
      await reserve.release();
      await this.#write();
    }
  }

  /** What waits now, segment by segment: the newer one is begun when the older one is durable. */
  async #write(): Promise<void> {
    for (let rest = this.#queue.length; rest > 0;) {
      const run = this.#queue.front(rest);
      const [first] = run;
      if (first === undefined) return;
      const beganMs = await this.#writer.write(first.segment, run);
      this.#settle(run, beganMs);
      rest -= run.length;
    }
  }

  #settle(run: ReadonlyArray<QueuedLine | QueuedHeader>, beganMs: number): void {
    this.#queue.drop(run.length);
    for (const { segment, offset, bytes, ...rest } of run) {
      segment.bytes = offset + bytes.length;
      if (rest.position === null) continue;
      segment.note({ stream: rest.line.stream, position: rest.position }, bytes.length);
      this.#durable = rest.position;
    }
    this.#tell(run, beganMs);
    for (const grown of this.#grown) grown();
    this.#answer(({ position }) => position <= this.#durable, E.right(undefined));
    this.#parts.tidying.changed();
  }

  #tell(run: ReadonlyArray<QueuedLine | QueuedHeader>, beganMs: number): void {
    const lines = run.filter((each): each is QueuedLine => each.position !== null);
    const newest = lines.at(-1);
    if (newest === undefined) return;
    this.#options.told({
      event: 'spool-synced',
      tookMs: this.#parts.clock.nowMs() - beganMs,
      waitedMs: beganMs - (run[0]?.atMs ?? beganMs),
      lines: lines.length,
      bytes: bytesOf(run),
      newest: { epochId: newest.line.epochId, ordinal: newest.line.ordinal },
    });
  }

  #block(fault: SpoolFault, asked: ReadonlySet<Waiter>): void {
    const wasBlocked = this.#blocked !== null;
    this.#blocked = { fault, atMs: this.#blocked?.atMs ?? this.#parts.clock.nowMs() };
    if (!wasBlocked) this.#options.told({ event: 'spool-blocked', fault });
    this.#answer((waiter) => asked.has(waiter), E.left(fault));
  }

  #unblock(): void {
    if (this.#blocked === null) return;
    const afterMs = this.#parts.clock.nowMs() - this.#blocked.atMs;
    this.#blocked = null;
    this.#options.told({ event: 'spool-unblocked', afterMs });
  }

  #answer(concerns: (waiter: Waiter) => boolean, result: E.Either<SpoolFault, void>): void {
    const answered = this.#waiters.filter(concerns);
    this.#waiters = this.#waiters.filter((waiter) => !concerns(waiter));
    for (const { done } of answered) done(result);
  }
}
