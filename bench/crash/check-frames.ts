import type { ReadLine } from '@bitcoin-pipeline/model';
import { hasGapAtEnd, stretchesOf, type Stretch } from './check-gaps.ts';
import { socketsOf, type SeenSocket } from './epochs-of-sockets.ts';
import { linesOfType, type LakeContent } from './lake-content.ts';
import { digestOf, type Seen } from './seen.ts';

export interface FramesReport {
  /** Frames that listeners were sent. */
  readonly frames: number;
  /** Of these, with every fragment in the lake. */
  readonly whole: number;
  /** Of the others, inside a recorded gap. */
  readonly inGaps: number;
  /** Sent to the last listener after it had stopped reading. */
  readonly unread: number;
  readonly faults: ReadonlyArray<string>;
}

/** A rejected fragment's payload is its body as a JSON string. */
const bodyOf = ({ type, payloadText }: ReadLine): string =>
  type === 'FragmentRejected' ? String(JSON.parse(payloadText)) : payloadText;

/** Digests of the fragments of an epoch by the frame they came in. */
const fragmentsOf = (epoch: Iterable<ReadLine>): ReadonlyMap<number, ReadonlySet<string>> => {
  const byFrame = new Map<number, Set<string>>();
  for (const line of epoch) {
    const { frameNo } = line.envelope;
    if (frameNo === null) continue;
    const digests = byFrame.get(frameNo) ?? new Set<string>();
    byFrame.set(frameNo, digests.add(digestOf(bodyOf(line))));
  }
  return byFrame;
};

/** Frames read before the epoch ended in order; null where it did not. */
const readInOrder = (content: LakeContent, epochId: string): number | null => {
  const isOf = ({ envelope }: ReadLine): boolean => envelope.epochId === epochId;
  const counted = linesOfType(content, 'FeedCounted').filter(isOf);
  const hasClosed = linesOfType(content, 'EpochClosed').some(isOf);
  return hasClosed ? Math.max(...counted.map(({ fields }) => fields.framesIn)) : null;
};

interface Judged {
  readonly whole: number;
  /** Not whole: the rest of the socket. */
  readonly rest: ReadonlyArray<Seen>;
  readonly faults: ReadonlyArray<string>;
}

/** What is in the lake is the beginning of what was sent, without a hole. */
const judge = (content: LakeContent, socket: SeenSocket): Judged => {
  const epochId = socket.epoch?.envelope.epochId ?? '';
  const kept = fragmentsOf(content.epochs.get(epochId)?.values() ?? []);
  const isWhole = ({ frame, fragments }: Seen): boolean =>
    fragments.every((digest) => kept.get(frame)?.has(digest) === true);
  const firstMissing = socket.frames.findIndex((frame) => !isWhole(frame));
  const whole = firstMissing < 0 ? socket.frames.length : firstMissing;
  const rest = socket.frames.slice(whole);
  const read = readInOrder(content, epochId);
  const late = rest.slice(1).filter(({ frame }) => kept.has(frame));
  return {
    whole,
    rest,
    faults: [
      ...late.map(({ frame }) => `epoch ${epochId} has frame ${frame}, but not ${whole + 1}`),
      ...(read !== null && whole < read
        ? [`epoch ${epochId} counted ${read} frames, of which ${whole} are whole`]
        : []),
    ],
  };
};

const isIn = (stretches: ReadonlyArray<Stretch>, { atMs }: Seen): boolean =>
  stretches.some(({ afterMs, untilMs }) => afterMs <= atMs && atMs <= untilMs);

/** Every frame that the tap saw is in the lake whole, or lies inside a recorded gap. */
export const checkFrames = (content: LakeContent, seen: ReadonlyArray<Seen>): FramesReport => {
  const sockets = socketsOf(content, seen);
  const stretches = stretchesOf(content);
  const faults: Array<string> = [];
  let [whole, inGaps, unread] = [0, 0, 0];
  for (const [index, socket] of sockets.entries()) {
    const judged = judge(content, socket);
    const epochId = socket.epoch?.envelope.epochId ?? null;
    whole += judged.whole;
    faults.push(...judged.faults);
    const isEpochNamed = epochId !== null && hasGapAtEnd(content, epochId);
    for (const frame of judged.rest) {
      if (isEpochNamed || isIn(stretches, frame)) inGaps += 1;
      else if (index === sockets.length - 1 && epochId !== null) unread += 1;
      else faults.push(`frame ${frame.frame} of socket ${frame.socket} is nowhere`);
    }
  }
  const frames = sockets.reduce((sum, socket) => sum + socket.frames.length, 0);
  return { frames, whole, inGaps, unread, faults };
};
