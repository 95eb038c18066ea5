import {
  PutRecordBatchCommand,
  type FirehoseClient,
  type PutRecordBatchOutput,
} from '@aws-sdk/client-firehose';
import type { StreamName } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { faultOfAws } from '../aws/fault.ts';
import type { End, PutFault, Roll, Shipment } from '../delivery/ports.ts';
import { batchesOf, recordsOf } from './packing.ts';

/** Firehose bills each record as a multiple of 5,120 bytes; lines are durable in the spool while they wait. */
export const firehoseRoll = {
  ageMs: 2000,
  bytes: 4 * 1024 * 1024,
  byHour: false,
  rounding: { stepBytes: 5120, mostLost: 0.04, withinMs: 60_000 },
} as const satisfies Roll;

export interface FirehoseEndOptions {
  readonly client: FirehoseClient;
  /** Delivery streams by stream. */
  readonly names: ReadonlyMap<StreamName, string>;
  readonly roll?: Roll;
}

type Records = ReadonlyArray<Uint8Array>;

/** What is left of a call, and why. */
interface Rest {
  readonly records: Records;
  readonly fault: PutFault | null;
}

/** The records that an answer says nothing good of; null where the answer does not fit the request. */
const refusedOf = (
  records: Records,
  { FailedPutCount, RequestResponses }: PutRecordBatchOutput,
): Records | null => {
  if (RequestResponses?.length !== records.length) return null;
  const refused = records.filter((_, index) => {
    const entry = RequestResponses[index];
    return entry?.RecordId === undefined || entry.ErrorCode !== undefined;
  });
  return refused.length === (FailedPutCount ?? refused.length) ? refused : null;
};

/** The codes of refused records: names as the service gives them. */
const codesOf = ({ RequestResponses }: PutRecordBatchOutput): string => {
  const codes = (RequestResponses ?? []).flatMap(({ ErrorCode }) => ErrorCode ?? []);
  return [...new Set(codes)].filter((code) => /^\w{1,64}$/.test(code)).join(', ') || 'no code';
};

const restOf = (records: Records, answer: PutRecordBatchOutput, what: string): Rest => {
  const refused = refusedOf(records, answer);
  if (refused === null) {
    const message = `${what}: unavailable (an answer that does not fit the request)`;
    return { records, fault: { code: 'unavailable', isPermanent: false, message } };
  }
  if (refused.length === 0) return { records: [], fault: null };
  const message = `${what}: partial (${refused.length} of ${records.length} records refused: ${codesOf(answer)})`;
  return { records: refused, fault: { code: 'partial', isPermanent: false, message } };
};

/** Delivery streams as the end of the lake. Of a batch only what was refused is sent again. */
export const firehoseEnd = ({ client, names, roll = firehoseRoll }: FirehoseEndOptions): End => {
  const call = async (name: string, records: Records, what: string): Promise<Rest> => {
    const command = new PutRecordBatchCommand({
      DeliveryStreamName: name,
      Records: records.map((Data) => ({ Data })),
    });
    try {
      return restOf(records, await client.send(command), what);
    } catch (error) {
      return { records, fault: faultOfAws(error, what) };
    }
  };

  return {
    roll,
    streams: new Set(names.keys()),
    load: async (stream, lines) => {
      const name = names.get(stream) ?? '';
      const what = `stream ${stream} to Firehose delivery stream ${name}`;
      const all = recordsOf(lines.map(({ bytes }) => bytes));
      let left = all;
      return {
        records: all.length,
        bytes: all.reduce((sum, { length }) => sum + length, 0),
        attempt: async () => {
          while (left.length > 0) {
            const [batch = []] = batchesOf(left);
            const { records, fault } = await call(name, batch, what);
            left = [...records, ...left.slice(batch.length)];
            if (fault !== null) return E.left(fault);
          }
          return E.right(undefined);
        },
      } satisfies Shipment;
    },
  };
};
