import type { FrameOfInterest } from './verdict.ts';

/** Where another sequence came than the one that should have. */
export interface Jump {
  readonly expected: number;
  /** Null where a tick brought the tracked block no message, or one without a sequence. */
  readonly received: number | null;
}

/** A snapshot that is no update's own message but the answer to a subscription: it comes without the update's txids. */
export const isAnswer = ({ projected, movedSequence }: FrameOfInterest): boolean =>
  projected?.tag === 'snapshot' && movedSequence !== projected.sequence;

/** Follows the source's update counter on one socket. */
export class Sequence {
  #last: number | null = null;
  /** `mempool-txids` comes on this socket: every update has one. */
  #hasMoves = false;
  /** How often the source was asked for a snapshot and has not answered. */
  #asks = 0;

  get last(): number | null {
    return this.#last;
  }

  /** The source is asked for a snapshot. */
  asked(): void {
    this.#asks += 1;
  }

  /** The jump that a frame shows; null where it fits or tells nothing. `inSilence`: we asked because nothing came. */
  jumpOf(frame: FrameOfInterest, inSilence: boolean): Jump | null {
    if (this.#last === null) return null;
    const expected = this.#last + 1;
    const { projected } = frame;
    if (projected === null) return this.#jumpOfTick(frame, expected);
    const received = projected.sequence;
    const fits =
      projected.tag === 'snapshot'
        ? received === this.#last ||
          (received === expected && !this.#isOnlyAnswer(frame, inSilence))
        : received === expected;
    return fits ? null : { expected, received };
  }

  /** Goes on from a frame; whether it carried a sequence. */
  follow({ projected, movedSequence, unreadable }: FrameOfInterest): boolean {
    if (movedSequence !== null) this.#hasMoves = true;
    // Where the delta itself could not be read, the tick's sequence must not count as having followed.
    const received = projected?.sequence ?? (unreadable ? null : movedSequence);
    if (received === null) return false;
    // The next sequence may be an update's own: it leaves the answer to come.
    if (projected?.tag === 'snapshot' && received - 1 !== this.#last)
      this.#asks = Math.max(0, this.#asks - 1);
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
  #isOnlyAnswer(frame: FrameOfInterest, inSilence: boolean): boolean {
    if (this.#hasMoves || frame.movedSequence !== null) return isAnswer(frame);
    // without txids: an audit is answered without totals, and in a silence any answer is one
    return this.#asks > 0 && (frame.stated === null || inSilence);
  }
}
