import type { EventType } from '../catalogue.ts';
import type { RejectReason } from '../events/fragment-rejected.ts';

/** The source has some thirty keys. What it says beyond these is counted together, so that a line can hold it all. */
const MOST_KINDS = 200;
const LONGEST_KIND = 100;
/** Of kinds that no line tells by name. */
const OTHER = 'other';

/** Half a surrogate pair can be written in JSON, and not every warehouse can read it. */
const isTellable = (kind: string): boolean => kind.length <= LONGEST_KIND && !/\p{Cs}/u.test(kind);

const raise = <K>(counts: Map<K, number>, key: K): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

const add = <K>(counts: Map<K, number>, others: ReadonlyMap<K, number>): void => {
  for (const [key, count] of others) counts.set(key, (counts.get(key) ?? 0) + count);
};

/** The sum of counts by kind. */
export const total = (counts: ReadonlyMap<unknown, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

/** What an epoch has seen since it began. */
export class EpochCounts {
  framesIn = 0;
  bytesIn = 0;
  framesGivenUp = 0;
  bytesGivenUp = 0;
  fragmentsIn = 0;
  linesOut = 0;
  bytesOut = 0;
  readonly #events = new Map<EventType, number>();
  readonly #ignored = new Map<string, number>();
  readonly #quarantined = new Map<RejectReason, number>();

  get events(): ReadonlyMap<EventType, number> {
    return this.#events;
  }
  get ignored(): ReadonlyMap<string, number> {
    return this.#ignored;
  }
  get quarantined(): ReadonlyMap<RejectReason, number> {
    return this.#quarantined;
  }
  get accepted(): number {
    return total(this.#events);
  }

  frame(bytes: number, fragments: number): void {
    this.framesIn += 1;
    this.bytesIn += bytes;
    this.fragmentsIn += fragments;
  }
  /** Of the frames in: those of which nothing was kept. */
  giveUp(frames: number, bytes: number): void {
    this.framesIn += frames;
    this.bytesIn += bytes;
    this.framesGivenUp += frames;
    this.bytesGivenUp += bytes;
  }
  accept(type: EventType): void {
    raise(this.#events, type);
  }
  ignore(kind: string): void {
    const isKnown = this.#ignored.has(kind);
    const hasRoom = isKnown || (this.#ignored.size < MOST_KINDS && isTellable(kind));
    raise(this.#ignored, hasRoom ? kind : OTHER);
  }
  reject(reason: RejectReason): void {
    raise(this.#quarantined, reason);
  }
  line(bytes: number): void {
    this.linesOut += 1;
    this.bytesOut += bytes;
  }

  /** Adds what another epoch has seen. */
  include(other: EpochCounts): void {
    this.framesIn += other.framesIn;
    this.bytesIn += other.bytesIn;
    this.framesGivenUp += other.framesGivenUp;
    this.bytesGivenUp += other.bytesGivenUp;
    this.fragmentsIn += other.fragmentsIn;
    this.linesOut += other.linesOut;
    this.bytesOut += other.bytesOut;
    add(this.#events, other.#events);
    add(this.#ignored, other.#ignored);
    add(this.#quarantined, other.#quarantined);
  }

  /** Says how in differs from accepted + ignored + quarantined; null while they agree. */
  get fault(): string | null {
    const [ignored, quarantined] = [total(this.#ignored), total(this.#quarantined)];
    return this.fragmentsIn === this.accepted + ignored + quarantined
      ? null
      : `${this.fragmentsIn} fragments came in, but ${this.accepted} were accepted, ${ignored} ignored and ${quarantined} quarantined`;
  }
}
