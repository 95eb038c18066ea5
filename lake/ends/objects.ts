import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { streamNames, streams, type StreamName } from '@bitcoin-pipeline/model';
import { v7 as uuidv7 } from 'uuid';
import type { End, Roll, Shipment } from '../delivery/ports.ts';
import { hourOf } from '../read.ts';
import type { ObjectStore } from './object-store.ts';

const compress = promisify(gzip);

/** `bytes` before gzip. */
const objectRoll: Roll = { ageMs: 10_000, bytes: 8 * 1024 * 1024, byHour: true };

/** A line as far as its object goes. */
export interface ObjectLine {
  readonly observedAt: string;
  readonly bytes: Uint8Array;
}

/**
 * Lines of one stream and one hour as a gzip NDJSON object below the stream's prefix, by hour of arrival, with a
 * unique name. Name and bytes stay over all attempts: one whose answer was lost is repeated by the same object.
 */
export const loadObject = async (
  store: ObjectStore,
  stream: StreamName,
  lines: ReadonlyArray<ObjectLine>,
): Promise<Shipment> => {
  const hour = hourOf(lines[0]?.observedAt ?? '');
  const key = `${streams[stream].prefix}${hour}/${uuidv7()}.ndjson.gz`;
  const bytes = await compress(Buffer.concat(lines.map((line) => line.bytes)));
  return { records: 1, bytes: bytes.length, attempt: () => store.put(key, bytes) };
};

/** Objects in a folder or a bucket as the end of the lake. */
export const objectEnd = (store: ObjectStore, roll: Roll = objectRoll): End => ({
  roll,
  streams: new Set(streamNames),
  load: (stream, lines) => loadObject(store, stream, lines),
});
