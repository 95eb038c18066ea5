import { streamNames, type Line, type StreamName } from '@bitcoin-pipeline/model';
import { due } from '../../lake/delivery/cut.ts';
import type { Roll } from '../../lake/delivery/ports.ts';
import { recordsOf } from '../../lake/ends/packing.ts';

/** Firehose counts each record as a multiple of so many bytes. */
const BILLED_STEP_BYTES = 5120;

export interface Packed {
  readonly lines: number;
  readonly records: number;
  readonly bytes: number;
  /** Each record rounded up. */
  readonly billedBytes: number;
}

/** Of what is billed, the share that is nobody's data. */
export const lostShare = ({ bytes, billedBytes }: Packed): number =>
  billedBytes === 0 ? 0 : 1 - bytes / billedBytes;

const nothing: Packed = { lines: 0, records: 0, bytes: 0, billedBytes: 0 };

const together = (one: Packed, other: Packed): Packed => ({
  lines: one.lines + other.lines,
  records: one.records + other.records,
  bytes: one.bytes + other.bytes,
  billedBytes: one.billedBytes + other.billedBytes,
});

type WaitingLine = Parameters<typeof due>[0][number];

const atMsOf = ({ observedAt }: WaitingLine): number => Date.parse(observedAt);

/** The shipments of one stream as a sender makes them that is never held up, by the lines' own times. */
const shipmentsOf = (
  lines: ReadonlyArray<WaitingLine>,
  roll: Roll,
): ReadonlyArray<ReadonlyArray<WaitingLine>> => {
  const shipments: Array<ReadonlyArray<WaitingLine>> = [];
  let waiting: ReadonlyArray<WaitingLine> = [];
  const passTo = (untilMs: number): void => {
    for (let atMs = Number.NEGATIVE_INFINITY; waiting[0] !== undefined;) {
      const firstMs = atMsOf(waiting[0]);
      atMs = Math.max(atMs, atMsOf(waiting.at(-1) ?? waiting[0]));
      const { lines: count, againMs } = due(waiting, roll, atMs - firstMs);
      if (count > 0) {
        shipments.push(waiting.slice(0, count));
        waiting = waiting.slice(count);
      } else {
        atMs += againMs;
        if (atMs > untilMs) return;
      }
    }
  };
  for (const line of lines) {
    passTo(atMsOf(line));
    waiting = [...waiting, line];
  }
  passTo(Number.POSITIVE_INFINITY);
  return shipments;
};

const packedStream = (lines: ReadonlyArray<Line>, roll: Roll): Packed =>
  shipmentsOf(
    lines.map(({ bytes, observedAt }) => ({ bytes, observedAt, position: 0 })),
    roll,
  )
    .map((shipment): Packed => {
      const sizes = recordsOf(shipment.map(({ bytes }) => bytes)).map(({ length }) => length);
      return {
        lines: shipment.length,
        records: sizes.length,
        bytes: sizes.reduce((sum, size) => sum + size, 0),
        billedBytes: sizes.reduce(
          (sum, size) => sum + Math.ceil(size / BILLED_STEP_BYTES) * BILLED_STEP_BYTES,
          0,
        ),
      };
    })
    .reduce(together, nothing);

/** The lines of one recording, stream by stream. */
export const packed = (
  lines: ReadonlyArray<Line>,
  roll: Roll,
): Readonly<Record<StreamName, Packed>> =>
  Object.fromEntries(
    streamNames.map((stream) => [
      stream,
      packedStream(
        lines.filter((line) => line.stream === stream),
        roll,
      ),
    ]),
  ) as Record<StreamName, Packed>;

/** Several recordings, stream by stream, and all streams. */
export const summed = (
  recordings: ReadonlyArray<Readonly<Record<StreamName, Packed>>>,
): Readonly<Record<StreamName | 'total', Packed>> => {
  const streams = Object.fromEntries(
    streamNames.map((stream) => [
      stream,
      recordings.map((each) => each[stream]).reduce(together, nothing),
    ]),
  ) as Record<StreamName, Packed>;
  return { ...streams, total: Object.values(streams).reduce(together, nothing) };
};
