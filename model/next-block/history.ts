import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import type { EventOf } from '../catalogue.ts';
import { decoderVersionOf, type ReadLine } from '../line/line.ts';
import type { Change, Snapshot } from '../wire/mempool/2024-04/projected-block.ts';
import { projectedIn } from '../wire/mempool/reading.ts';

type LineOf<K extends ReadLine['type']> = Extract<ReadLine, { readonly type: K }>;
export type BlockLine = LineOf<'NextBlockSnapshotTaken'> | LineOf<'NextBlockChanged'>;

/** A gap with the moments it reaches over, as far as the loaded lines tell. */
export interface KnownGap {
  readonly found: EventOf<'GapFound'>;
  readonly closed: EventOf<'GapClosed'> | null;
  /** It covers the time after this; minus infinity where nothing came before it. */
  readonly afterMs: number;
  /** It covers the time before this; infinity while it is open. */
  readonly beforeMs: number;
  /** When the first suspect line was observed, which may be the millisecond of the last good one; infinity where none is loaded. */
  readonly suspectFromMs: number;
}

/** The lines of one epoch that matter to the next block, in ordinal order. */
export interface EpochLog {
  readonly epochId: string;
  /** When each line was observed, by ordinal: `times[0]` is ordinal 1; only up to the first one missing. */
  readonly times: ReadonlyArray<number>;
  readonly blockLines: ReadonlyArray<BlockLine>;
  /** By the first suspect line, then by when they were found. */
  readonly gaps: ReadonlyArray<KnownGap>;
  /** The lines at which an audit found our rows to be the source's. */
  readonly auditedOrdinals: ReadonlySet<number>;
  /** Times of the first and the last line loaded, whether or not others are missing. */
  readonly firstMs: number;
  readonly lastMs: number;
}

/** What a set of lines tells about the next block. */
export interface History {
  readonly epochs: ReadonlyArray<EpochLog>;
}

const Streams = t.type({ streams: t.array(t.string) });
const concernsNextBlock = (line: LineOf<'GapFound'>): boolean => {
  const json = E.tryCatch((): unknown => JSON.parse(line.payloadText), String);
  const details = E.isRight(json) ? Streams.decode(json.right) : null;
  return details === null || E.isLeft(details) || details.right.streams.includes('mempool-block');
};

const byOrdinal = (a: ReadLine, b: ReadLine): number => a.envelope.ordinal - b.envelope.ordinal;
const timeOf = (line: ReadLine): number => Date.parse(line.envelope.observedAt);

/** Across epochs: by time, then by name. */
const byTime = (a: ReadLine, b: ReadLine): number =>
  timeOf(a) - timeOf(b) ||
  (a.envelope.epochId === b.envelope.epochId
    ? byOrdinal(a, b)
    : a.envelope.epochId < b.envelope.epochId
      ? -1
      : 1);
const isOf =
  <K extends ReadLine['type']>(type: K) =>
  (line: ReadLine): line is LineOf<K> =>
    line.type === type;

/** One line per ordinal: repeats fall out, of replays the highest version wins. */
const distinct = (lines: ReadonlyArray<ReadLine>): ReadonlyArray<ReadLine> => {
  const newest = new Map<number, ReadLine>();
  for (const line of lines) {
    const before = newest.get(line.envelope.ordinal);
    if (before === undefined || decoderVersionOf(line) > decoderVersionOf(before))
      newest.set(line.envelope.ordinal, line);
  }
  return [...newest.values()].sort(byOrdinal);
};

const timesOf = (lines: ReadonlyArray<ReadLine>): ReadonlyArray<number> => {
  const missing = lines.findIndex((line, index) => line.envelope.ordinal !== index + 1);
  const whole = missing === -1 ? lines : lines.slice(0, missing);
  return whole.map(timeOf);
};

const isBlockLine = (line: ReadLine): line is BlockLine =>
  line.type === 'NextBlockSnapshotTaken' || line.type === 'NextBlockChanged';

const auditedIn = (lines: ReadonlyArray<ReadLine>): ReadonlySet<number> =>
  new Set(
    lines
      .filter(isOf('AuditCompleted'))
      .flatMap(({ fields }) => (fields.verifiedOrdinal === null ? [] : [fields.verifiedOrdinal])),
  );

/** Arranges lines of any streams and epochs, in any order, repeats allowed. */
export const historyOf = (lines: Iterable<ReadLine>): History => {
  const byEpoch = new Map<string, Array<ReadLine>>();
  for (const line of lines) {
    const epoch = byEpoch.get(line.envelope.epochId);
    if (epoch === undefined) byEpoch.set(line.envelope.epochId, [line]);
    else epoch.push(line);
  }
  const epochs = [...byEpoch].map(([epochId, all]) => ({ epochId, lines: distinct(all) }));
  const linesOf = new Map(epochs.map(({ epochId, lines: own }) => [epochId, own]));
  const everything = epochs.flatMap((epoch) => epoch.lines);
  const closings = new Map(
    everything
      .filter(isOf('GapClosed'))
      .sort(byTime)
      .toReversed() // of several the first stands
      .map(({ fields }) => [fields.gapId, fields]),
  );

  const gapOf = (line: LineOf<'GapFound'>): KnownGap => {
    const found = line.fields;
    const suspect = linesOf.get(found.gapEpochId) ?? [];
    const isGood = ({ envelope }: ReadLine): boolean => envelope.ordinal < found.suspectFromOrdinal;
    const lastGood = suspect.findLast(isGood);
    const firstSuspect = suspect.find((each) => !isGood(each));
    const closed = closings.get(found.gapId) ?? null;
    const closing = (closed === null ? [] : (linesOf.get(closed.closingEpochId) ?? [])).find(
      ({ envelope }) => envelope.ordinal === closed?.closingOrdinal,
    );
    return {
      found,
      closed,
      afterMs: lastGood === undefined ? Number.NEGATIVE_INFINITY : timeOf(lastGood),
      beforeMs: closing === undefined ? Number.POSITIVE_INFINITY : timeOf(closing),
      suspectFromMs: firstSuspect === undefined ? Number.POSITIVE_INFINITY : timeOf(firstSuspect),
    };
  };
  const gaps = everything
    .filter(isOf('GapFound'))
    .filter(concernsNextBlock)
    .sort((a, b) => a.fields.suspectFromOrdinal - b.fields.suspectFromOrdinal || byTime(a, b))
    .map(gapOf);

  return {
    epochs: epochs.map(({ epochId, lines: own }) => ({
      epochId,
      times: timesOf(own),
      blockLines: own.filter(isBlockLine),
      gaps: gaps.filter((gap) => gap.found.gapEpochId === epochId),
      auditedOrdinals: auditedIn(own),
      firstMs: Math.min(...own.slice(0, 1).map(timeOf)),
      lastMs: Math.max(...own.slice(-1).map(timeOf)),
    })),
  };
};

/** The rows or the delta of a line; throws where its payload is not what its type and layout say, which no writer makes. */
export const payloadOf = (line: BlockLine): Snapshot | Change => {
  const codecs = projectedIn(line.envelope.layout);
  if (codecs === null)
    throw new Error(
      `${line.envelope.eventId} has the layout ${line.envelope.layout}, unknown here`,
    );
  const json: unknown = JSON.parse(line.payloadText);
  const decoded: t.Validation<Snapshot | Change> =
    line.type === 'NextBlockSnapshotTaken'
      ? codecs.Snapshot.decode(json)
      : codecs.Change.decode(json);
  if (E.isLeft(decoded)) throw new Error(`the payload of ${line.envelope.eventId} does not decode`);
  return decoded.right;
};
