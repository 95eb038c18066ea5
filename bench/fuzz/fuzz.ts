import { createHash } from 'node:crypto';
import { total as sum, type Producer } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { Session } from '../../listener/session.ts';
import { seededRandom, type Random } from '../../simulator/random.ts';
import { faultOf, faultOfOutcomes } from './check.ts';
import { mutate } from './mutate.ts';
import { seedFrames } from './seeds.ts';

/** Frames that one socket gets before another is opened. */
const FRAMES_A_SOCKET = 250;
/** Of so many frames one is split once more, to count its fragments apart. */
const COUNTED_APART = 8;
/** So many of a hundred frames stay as they are, that there be something to lose. */
const WHOLE_PERCENT = 30;

const producer: Producer = {
  source: 'mempool.space',
  network: 'mainnet',
  origin: 'recording',
  producerId: 'fuzz',
  producerVersion: '0',
};

/** A frame that broke something, and how to see it again. */
export interface Broken {
  readonly seed: string;
  /** From 0; the frames before it on the same socket may matter. */
  readonly frameIndex: number;
  readonly frame: Buffer;
  readonly what: string;
}

export interface Fuzzed {
  readonly frames: number;
  readonly accepted: number;
  readonly ignored: number;
  readonly quarantined: number;
  readonly gaps: number;
}

const open = (): Session => {
  let ids = 0;
  return new Session(
    producer,
    {
      newId: () => `e${(ids += 1)}`,
      sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    },
    'http://127.0.0.1:1',
  );
};

/** Some frames over one socket, from its opening to its end. */
const fuzzSocket = (
  frames: number,
  random: Random,
  seeds: ReadonlyArray<Buffer>,
): E.Either<Omit<Broken, 'seed'>, Fuzzed> => {
  const session = open();
  let ordinal = 1;
  const broken = (frameIndex: number, frame: Buffer, what: string) =>
    E.left({ frameIndex, frame, what });
  ordinal += session.opened('ws://127.0.0.1:1', 0).length;
  for (let index = 0; index < frames; index += 1) {
    const seed = seeds[random.integer(seeds.length)] ?? Buffer.alloc(0);
    const frame = random.integer(100) < WHOLE_PERCENT ? seed : mutate(seed, random, seeds);
    try {
      const { lines, outcomes } = session.frame(frame, index * 1000);
      const fault =
        (index % COUNTED_APART === 0 ? faultOfOutcomes(outcomes, frame) : null) ??
        faultOf(session, lines, frame, ordinal);
      if (fault !== null) return broken(index, frame, fault);
      ordinal += lines.length;
    } catch (error) {
      return broken(
        index,
        frame,
        error instanceof Error ? (error.stack ?? error.message) : String(error),
      );
    }
  }
  const last = session.closed('socket-closed', 1006, frames * 1000);
  const fault = faultOf(session, last, Buffer.alloc(0), ordinal);
  if (fault !== null) return broken(frames, Buffer.alloc(0), fault);
  const { counts } = session;
  return E.right({
    frames,
    accepted: counts.accepted,
    ignored: sum(counts.ignored),
    quarantined: sum(counts.quarantined),
    gaps: session.gapsSeen,
  });
};

/** Sends mutated frames through decoder, lines and trust. Left: the first that broke something. */
export const fuzz = (
  frames: number,
  seed: string,
  progress: (done: number) => void = () => undefined,
): E.Either<Broken, Fuzzed> => {
  const seeds = seedFrames();
  let total: Fuzzed = { frames: 0, accepted: 0, ignored: 0, quarantined: 0, gaps: 0 };
  while (total.frames < frames) {
    const random = seededRandom(`${seed} ${total.frames}`);
    const some = Math.min(FRAMES_A_SOCKET, frames - total.frames);
    const one = fuzzSocket(some, random, seeds);
    if (E.isLeft(one))
      return E.left({ ...one.left, seed, frameIndex: total.frames + one.left.frameIndex });
    total = {
      frames: total.frames + one.right.frames,
      accepted: total.accepted + one.right.accepted,
      ignored: total.ignored + one.right.ignored,
      quarantined: total.quarantined + one.right.quarantined,
      gaps: total.gaps + one.right.gaps,
    };
    progress(total.frames);
  }
  return E.right(total);
};
