import { MAX_LINE_BYTES, type Line, type StreamName } from '@bitcoin-pipeline/model';
import { seededRandom, type Random } from '../../simulator/random.ts';

/** What waits at the start, or comes while it is sent. */
export interface Load {
  readonly seed: string;
  /** Lines of up to 8 KiB of the four thin streams, each in an hour of its own and so in a shipment of its own. */
  readonly thinLines: number;
  /** Of `mempool-block`, in long lines, some as long as a line may be. */
  readonly bulkMib: number;
}

export interface Made extends Line {
  /** From 1, as the spool counts. */
  readonly position: number;
}

const MIB = 1024 * 1024;
const BEGIN_MS = Date.parse('2026-11-21T06:00:00Z');
/** Lines of two hours do not wait for each other. */
const APART_MS = 3_600_000;
const thin = ['conversions', 'block-metadata', 'feed-health', 'quarantine'] as const;

/** Two to a record, just not two to a record, one to a record, many to a record, the longest there is. */
const bulkSizes = [499 * 1024, 501 * 1024, 700 * 1024, 60 * 1024, MAX_LINE_BYTES] as const;
/** Lines at one moment: less than a call takes, and more. */
const bulkTogether = [2, 3, 20] as const;

const head = (epochId: string, ordinal: number, stream: StreamName): string =>
  `{"event_id":"${epochId}-${ordinal}","stream":"${stream}","payload":"`;
const TAIL = '"}\n';

/** Bytes of any kind, from which each line takes a stretch of its own. */
const fillerOf = (random: Random): Buffer => Buffer.from(random.hex(MIB));

/** Lines in the order they are appended; the same load gives the same bytes. */
export function* linesOf({ seed, thinLines, bulkMib }: Load): Generator<Made, void> {
  const random = seededRandom(seed);
  const filler = fillerOf(random);
  const timesMs = new Map<StreamName, number>();
  let position = 0;
  let [bulkBytes, together] = [0, 0];

  const lineOf = (stream: StreamName, size: number, afterMs: number): Made => {
    position += 1;
    const timeMs = (timesMs.get(stream) ?? BEGIN_MS) + afterMs;
    timesMs.set(stream, timeMs);
    const begin = head(seed, position, stream);
    const length = Math.max(0, size - begin.length - TAIL.length);
    const from = random.integer(filler.length - length);
    const bytes = Buffer.concat([
      Buffer.from(begin),
      filler.subarray(from, from + length),
      Buffer.from(TAIL),
    ]);
    const observedAt = new Date(timeMs).toISOString();
    return { stream, epochId: seed, ordinal: position, observedAt, bytes, position };
  };
  const bulkLine = (): Made => {
    const afterMs = together === 0 ? APART_MS : 0;
    if (together === 0) together = random.pick(bulkTogether);
    together -= 1;
    return lineOf('mempool-block', random.pick(bulkSizes), afterMs);
  };

  for (let count = 0; count < thinLines; count += 1) {
    const stream = thin[count % thin.length] ?? 'quarantine';
    yield lineOf(stream, 200 + random.integer(8000), APART_MS);
    const dueBytes = (bulkMib * MIB * (count + 1)) / thinLines;
    while (bulkBytes < dueBytes) {
      const line = bulkLine();
      bulkBytes += line.bytes.length;
      yield line;
    }
  }
}
