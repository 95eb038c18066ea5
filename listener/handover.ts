import {
  GapCause,
  readLine,
  sliceText,
  type Line,
  type ReadLine,
  type StreamName,
} from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';

const maybeInteger = t.union([t.Integer, t.null]);
const OpenGap = t.type({
  gapId: t.string,
  cause: GapCause,
  suspectFromOrdinal: t.Integer,
  expectedSequence: maybeInteger,
  receivedSequence: maybeInteger,
});

/**
 * What a process leaves to its successor: the newest socket's epoch with its newest line, null before the first, and
 * the gaps that are open. Follows from the lines alone; its JSON lies in each segment of the spool.
 */
export const Handover = t.type(
  {
    lastEpoch: t.union([t.null, t.type({ epochId: t.string, lastOrdinal: t.Integer })]),
    openGaps: t.readonlyArray(OpenGap),
  },
  'Handover',
);
export type Handover = t.TypeOf<typeof Handover>;

/** An earlier process that is no more. */
export interface Predecessor extends Handover {
  /** Ended in order, or not. */
  readonly cause: 'restart' | 'crash';
}

/** What a process leaves that has written nothing; the gaps it took over are open until it closes them. */
export const inheriting = (predecessors: ReadonlyArray<Handover>): Handover => ({
  lastEpoch: null,
  openGaps: [
    ...new Map(
      predecessors.flatMap(({ openGaps }) => openGaps.map((gap) => [gap.gapId, gap] as const)),
    ).values(),
  ],
});

const readBytes = (bytes: Uint8Array): ReadLine | null => {
  const line = readLine(sliceText(bytes, 0, bytes.length));
  return E.isRight(line) ? line.right : null;
};

/** A ledger line opens an epoch, finds a gap or closes one; any other line moves its own epoch on. */
const after = (
  { lastEpoch, openGaps }: Handover,
  epochId: string,
  ordinal: number,
  ledger: ReadLine | null,
): Handover => {
  const opens = ledger?.type === 'EpochOpened' && ledger.fields.epochKind === 'socket';
  const isNewest = opens || lastEpoch?.epochId === epochId;
  const epoch = isNewest ? { epochId, lastOrdinal: ordinal } : lastEpoch;
  if (ledger?.type === 'GapFound') {
    const { gapId, cause, suspectFromOrdinal, expectedSequence, receivedSequence } = ledger.fields;
    const gap = { gapId, cause, suspectFromOrdinal, expectedSequence, receivedSequence };
    return { lastEpoch: epoch, openGaps: [...openGaps, gap] };
  }
  if (ledger?.type !== 'GapClosed') return { lastEpoch: epoch, openGaps };
  const { gapId } = ledger.fields;
  return { lastEpoch: epoch, openGaps: openGaps.filter((gap) => gap.gapId !== gapId) };
};

/** What is left once this line, too, is durable. */
export const afterLine = (handover: Handover, line: Line): Handover =>
  after(
    handover,
    line.epochId,
    line.ordinal,
    line.stream === 'feed-health' ? readBytes(line.bytes) : null,
  );

/** What a process left in its spool. A line that can't be read (of a newer program) tells nothing. */
export const handoverOf = async (left: {
  readonly carried: unknown;
  readonly lines: () => AsyncIterable<{ readonly stream: StreamName; readonly bytes: Uint8Array }>;
}): Promise<Handover> => {
  let handover: Handover = Handover.is(left.carried) ? left.carried : inheriting([]);
  for await (const { bytes } of left.lines()) {
    const line = readBytes(bytes);
    if (line === null) continue;
    handover = after(handover, line.envelope.epochId, line.envelope.ordinal, line);
  }
  return handover;
};
