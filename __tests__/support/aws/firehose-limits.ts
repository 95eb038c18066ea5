import { errorAnswer, type Answer } from './answers.ts';

/* What Amazon Data Firehose refuses and the server of the tests accepts: its quota page and PutRecordBatch API. */

const maxRecords = 500;
const maxRecordBytes = 1000 * 1024;
const maxBatchBytes = 4 * 1024 * 1024;

/** The body of a PutRecordBatch, as JSON 1.1 carries it. */
export interface RecordBatch {
  readonly DeliveryStreamName: string;
  /** base64 */
  readonly Records: ReadonlyArray<{ readonly Data: string }>;
}

/** Bytes behind a base64 text, without decoding it. */
const bytesOfBase64 = (text: string): number => {
  const padding = text.endsWith('==') ? 2 : Number(text.endsWith('='));
  return (text.length / 4) * 3 - padding;
};

const sum = (values: ReadonlyArray<number>): number =>
  values.reduce((before, value) => before + value, 0);

/** Bytes of all records, before base64. */
export const bytesOfBatch = ({ Records }: RecordBatch): number =>
  sum(Records.map(({ Data }) => bytesOfBase64(Data)));

const invalid = (what: string, limit: number): Answer =>
  errorAnswer(
    'json',
    400,
    'ValidationException',
    `1 validation error detected: Value at '${what}' failed to satisfy constraint: Member must have length less than or equal to ${limit}`,
  );

/** Firehose's answer to a batch it does not take; null where it is within the limits. */
export const refusalOf = (batch: RecordBatch): Answer | null => {
  if (batch.Records.length > maxRecords) return invalid('records', maxRecords);
  const tooLong = batch.Records.findIndex(({ Data }) => bytesOfBase64(Data) > maxRecordBytes);
  if (tooLong !== -1) return invalid(`records.${tooLong + 1}.member.data`, maxRecordBytes);
  if (bytesOfBatch(batch) <= maxBatchBytes) return null;
  return errorAnswer('json', 400, 'InvalidArgumentException', 'Records size exceeds 4 MB limit');
};
