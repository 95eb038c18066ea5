import type { StreamName } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { cut, due } from './cut.ts';
import type { Backlog, BacklogFault, Clock, Roll, WaitingLine } from './ports.ts';
import { bytesOf } from './tally.ts';

interface SeenLine extends WaitingLine {
  readonly seenAtMs: number;
}

/** The lines of one stream that were read and are not in the lake: about one shipment of them, never more. */
export class Gathering {
  readonly #stream: StreamName;
  readonly #backlog: Backlog;
  readonly #roll: Roll;
  readonly #clock: Clock;
  #lines: ReadonlyArray<SeenLine> = [];
  #bytes = 0;
  /** Position of the last line read. */
  #readTo: number;
  /** Up to here the backlog holds no line that was not read. */
  #scannedTo: number;

  constructor(stream: StreamName, backlog: Backlog, roll: Roll, clock: Clock) {
    this.#stream = stream;
    this.#backlog = backlog;
    this.#roll = roll;
    this.#clock = clock;
    this.#readTo = backlog.acknowledged(stream);
    this.#scannedTo = this.#readTo;
  }

  get oldest(): WaitingLine | null {
    return this.#lines[0] ?? null;
  }

  /** There may be lines that were not read, and room for them. */
  get canGrow(): boolean {
    return this.#bytes < this.#roll.bytes && this.#backlog.durable() > this.#scannedTo;
  }

  /** Nothing up to this position waits. */
  isClear(position: number): boolean {
    return (
      this.#scannedTo >= position && (this.oldest?.position ?? Number.POSITIVE_INFINITY) > position
    );
  }

  /** Reads on, once. */
  async grow(): Promise<E.Either<BacklogFault, void>> {
    const durable = this.#backlog.durable();
    const room = this.#roll.bytes - this.#bytes;
    const read = await this.#backlog.read(this.#stream, this.#readTo, room);
    if (E.isLeft(read)) return read;
    const last = read.right.at(-1);
    this.#scannedTo = last?.position ?? durable;
    if (last === undefined) return E.right(undefined);
    const seenAtMs = this.#clock.nowMs();
    this.#readTo = last.position;
    this.#hold([...this.#lines, ...read.right.map((line) => ({ ...line, seenAtMs }))]);
    return E.right(undefined);
  }

  /** The lines that go together now: those whose time has come or, `pushed`, all that may. */
  next(pushed: boolean): ReadonlyArray<WaitingLine> {
    const { lines } = pushed ? cut(this.#lines, this.#roll) : this.#due();
    return this.#lines.slice(0, lines);
  }

  /** How long they may still wait for others; Infinity where there are none. */
  waitMs(): number {
    return this.oldest === null ? Number.POSITIVE_INFINITY : this.#due().againMs;
  }

  /** Everything up to this position is in the lake. */
  drop(position: number): void {
    this.#backlog.acknowledge(this.#stream, position);
    this.#hold(this.#lines.filter((line) => line.position > position));
  }

  #hold(lines: ReadonlyArray<SeenLine>): void {
    this.#lines = lines;
    this.#bytes = bytesOf(lines);
  }

  #due() {
    const waitedMs = this.#clock.nowMs() - (this.#lines[0]?.seenAtMs ?? 0);
    return due(this.#lines, this.#roll, waitedMs);
  }
}
