import { readLine, type Line, type Outcome, type ReadLine } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { splitFrame } from '../../model/frame/split.ts';
import { elementKeys } from '../../model/wire/mempool/2024-04/layout.ts';
import type { Session } from '../../listener/session.ts';

const LINE_FEED = 0x0a;
const SPACE = 0x20;

const withoutLineFeeds = (bytes: Uint8Array): Buffer =>
  Buffer.from(bytes.map((byte) => (byte === LINE_FEED ? SPACE : byte)));

const faultOfLine = (line: Line, frame: Buffer, ordinal: number): string | null => {
  if (line.ordinal !== ordinal) return `line ${line.ordinal} where ${ordinal} should be`;
  if (line.bytes.indexOf(LINE_FEED) !== line.bytes.length - 1) return 'a line of several lines';
  const read = readLine(Buffer.from(line.bytes).toString());
  if (E.isLeft(read)) return `a line that can't be read: ${read.left}`;
  return faultOfPayload(read.right, frame);
};

/** The payload of an accepted fragment is a stretch of the frame. */
const faultOfPayload = ({ type, envelope, part, payloadText }: ReadLine, frame: Buffer) => {
  const isFragment = envelope.frameNo !== null && type !== 'FragmentRejected' && part === null;
  return isFragment && frame.indexOf(payloadText) < 0
    ? `a payload of ${type} that is not in the frame`
    : null;
};

/** Each fragment has one outcome. */
export const faultOfOutcomes = (outcomes: ReadonlyArray<Outcome>, frame: Buffer): string | null => {
  const fragments = splitFrame(frame, elementKeys);
  const count = E.isLeft(fragments) ? 1 : fragments.right.length;
  return outcomes.length === count ? null : `${count} fragments with ${outcomes.length} outcomes`;
};

/** What is wrong with the lines of a frame; null: nothing. `firstOrdinal`: of the first of them. */
export const faultOf = (
  session: Session,
  lines: ReadonlyArray<Line>,
  frame: Buffer,
  firstOrdinal: number,
): string | null => {
  const plain = withoutLineFeeds(frame);
  for (const [index, line] of lines.entries()) {
    const fault = faultOfLine(line, plain, firstOrdinal + index);
    if (fault !== null) return fault;
  }
  return session.fault;
};
