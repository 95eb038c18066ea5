import { streamNames, type Line, type StreamName } from '@bitcoin-pipeline/model';
import { cut } from '../../lake/delivery/cut.ts';
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

export const together = (one: Packed, other: Packed): Packed => ({
  lines: one.lines + other.lines,
  records: one.records + other.records,
  bytes: one.bytes + other.bytes,
  billedBytes: one.billedBytes + other.billedBytes,
});

/** The records of one stream as a sender makes them that is never held up, by the lines' own times. */
const packedStream = (lines: ReadonlyArray<Line>, roll: Roll): Packed => {
  const waiting = lines.map(({ bytes, observedAt }) => ({ bytes, observedAt, position: 0 }));
  let packed = nothing;
  while (waiting.length > 0) {
    const shipment = waiting.splice(0, cut(waiting, roll).lines);
    const sizes = recordsOf(shipment.map(({ bytes }) => bytes)).map(({ length }) => length);
    packed = together(packed, {
      lines: shipment.length,
      records: sizes.length,
      bytes: sizes.reduce((sum, size) => sum + size, 0),
      billedBytes: sizes.reduce(
        (sum, size) => sum + Math.ceil(size / BILLED_STEP_BYTES) * BILLED_STEP_BYTES,
        0,
      ),
    });
  }
  return packed;
};

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
