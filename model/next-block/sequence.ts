import type { FrameOfInterest } from './verdict.ts';

/** Where another sequence came than the one that should have. */
export interface Jump {
  readonly expected: number;
  /** Null where a tick brought the tracked block no message, or one without a sequence. */
  readonly received: number | null;
}

/** A snapshot that is no update's own message but the answer to a subscription: it comes without the update's txids. */
const isAnswer = ({ projected, movedSequence }: FrameOfInterest): boolean =>
  projected?.tag === 'snapshot' && movedSequence !== projected.sequence;

/** Follows the source's update counter on one socket. */
export class Sequence {
  #last: number | null = null;
  /** `mempool-txids` comes on this socket: every update has one. */
  #hasMoves = false;
  #isAsked = false;

  get last(): number | null {
    return this.#last;
  }

  /** The source is asked for a snapshot. */
  asked(): void {
    this.#isAsked = true;
  }

  /** The jump that a frame shows; null where it fits or tells nothing. */
  jumpOf(frame: FrameOfInterest): Jump | null {
    if (this.#last === null) return null;
    const expected = this.#last + 1;
    const { projected } = frame;
    if (projected === null) return this.#jumpOfTick(frame, expected);
    const received = projected.sequence;
    const fits =
      projected.tag === 'snapshot'
        ? received === this.#last || (received === expected && !this.#isOnlyAnswer(frame))
        : received === expected;
    return fits ? null : { expected, received };
  }

  /** Goes on from a frame; whether it carried a sequence. */
  follow({ projected, movedSequence, unreadable }: FrameOfInterest): boolean {
    if (movedSequence !== null) this.#hasMoves = true;
    if (projected?.tag === 'snapshot') this.#isAsked = false;
    // Where the delta itself could not be read, the tick's sequence must not count as having followed.
    const received = projected?.sequence ?? (unreadable ? null : movedSequence);
    if (received === null) return false;
    this.#last = received;
    return true;
  }

  /** Of a tick that brought the tracked block no message only what is stated beside it can tell that nothing changed. */
  #jumpOfTick({ movedSequence, unreadable, stated }: FrameOfInterest, expected: number) {
    if (movedSequence === null || unreadable) return null;
    if (movedSequence !== expected) return { expected, received: movedSequence };
    return stated === null ? { expected, received: null } : null;
  }

  /** The next sequence in an answer: the update's own message did not reach us. */
  #isOnlyAnswer(frame: FrameOfInterest): boolean {
    return this.#hasMoves ? isAnswer(frame) : this.#isAsked;
  }
}
