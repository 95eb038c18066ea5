import { DECODER_VERSION } from '../decode.ts';
import { decoderVersionOf, type Line, type ReadLine } from '../line/line.ts';
import type { Rejection } from './rejections.ts';

interface Attempt {
  readonly version: number;
  readonly decoded: boolean;
}

/** What earlier replays made of refused fragments, from the lines that they left. */
export class Attempts {
  readonly #newest = new Map<string, Attempt>();
  readonly #ids = new Set<string>();

  /** A line of any kind; those that no replay wrote say nothing here. */
  add(line: ReadLine): void {
    const version = decoderVersionOf(line);
    if (version === 0) return;
    const { epochId, ordinal, eventId } = line.envelope;
    this.#ids.add(eventId);
    const place = `${epochId}-${ordinal}`;
    const before = this.#newest.get(place);
    if (before === undefined || version > before.version)
      this.#newest.set(place, { version, decoded: line.type !== 'FragmentRejected' });
  }

  /**
   * Whether another version settled it: a newer one than ours, whatever it made of it, or an older one that
   * decoded it. What decoded once is left alone, so that the parts of two attempts never stand beside each other.
   */
  isSettled([{ envelope }]: Rejection): boolean {
    const newest = this.#newest.get(`${envelope.epochId}-${envelope.ordinal}`);
    if (newest === undefined || newest.version === DECODER_VERSION) return false;
    return newest.decoded || newest.version > DECODER_VERSION;
  }

  /** Whether these lines are all there; after a replay that was killed only some may be. */
  holds([{ envelope }]: Rejection, lines: ReadonlyArray<Line>): boolean {
    return lines.every(({ ordinal }) =>
      this.#ids.has(`${envelope.epochId}-${ordinal}.${DECODER_VERSION}`),
    );
  }
}
