/** What Firehose takes: bytes of one record before base64, records and bytes of one PutRecordBatch. */
const RECORD_BYTES = 1000 * 1024;
const BATCH_RECORDS = 500;
const BATCH_BYTES = 4 * 1024 * 1024;

type Bytes = Uint8Array;

const sizeOf = (parts: ReadonlyArray<Bytes>): number =>
  parts.reduce((sum, { length }) => sum + length, 0);

/** Puts things together in their order, as many as fit; one that fits nowhere stands alone. */
const grouped = (
  things: ReadonlyArray<Bytes>,
  most: { readonly count: number; readonly bytes: number },
): ReadonlyArray<ReadonlyArray<Bytes>> => {
  const groups: Array<Array<Bytes>> = [];
  let bytes = 0;
  for (const thing of things) {
    const group = groups.at(-1);
    bytes += thing.length;
    if (group === undefined || group.length === most.count || bytes > most.bytes) {
      groups.push([thing]);
      bytes = thing.length;
    } else group.push(thing);
  }
  return groups;
};

/** Lines, each with its line feed, as records: whole lines one after another, as few records as hold them in order. */
export const recordsOf = (lines: ReadonlyArray<Bytes>): ReadonlyArray<Bytes> =>
  grouped(lines, { count: Number.POSITIVE_INFINITY, bytes: RECORD_BYTES }).map((group) =>
    Buffer.concat(group, sizeOf(group)),
  );

/** Records as calls. */
export const batchesOf = (records: ReadonlyArray<Bytes>): ReadonlyArray<ReadonlyArray<Bytes>> =>
  grouped(records, { count: BATCH_RECORDS, bytes: BATCH_BYTES });
