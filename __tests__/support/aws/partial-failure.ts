import { jsonAnswer, type Answer } from './answers.ts';
import type { RecordBatch } from './firehose-limits.ts';

/** One entry of the answer for each record, in the request's order. */
type Entry = { readonly RecordId: string } | { readonly ErrorCode: string };

interface BatchAnswer {
  readonly FailedPutCount: number;
  readonly RequestResponses: ReadonlyArray<Entry>;
}

/** A batch of which some records are refused. */
export interface PartialFailure {
  /** What reaches the service; null where nothing is left. */
  readonly rest: RecordBatch | null;
  /** The answer to the whole batch, from the service's to the rest. */
  readonly answer: (ofRest: Answer | null) => Answer;
}

const nothing: BatchAnswer = { FailedPutCount: 0, RequestResponses: [] };

export const failRecords = (
  batch: RecordBatch,
  indexes: ReadonlyArray<number>,
  code: string,
): PartialFailure => {
  const failing = new Set(indexes);
  const rest = batch.Records.filter((_, index) => !failing.has(index));
  return {
    rest: rest.length === 0 ? null : { ...batch, Records: rest },
    answer: (ofRest) => {
      if (ofRest !== null && ofRest.status !== 200) return ofRest;
      const taken = ofRest === null ? nothing : (JSON.parse(ofRest.body.toString()) as BatchAnswer);
      const entries = taken.RequestResponses.values();
      return jsonAnswer({
        ...taken,
        FailedPutCount: taken.FailedPutCount + batch.Records.length - rest.length,
        RequestResponses: batch.Records.map((_, index) =>
          failing.has(index)
            ? { ErrorCode: code, ErrorMessage: 'as the test asked' }
            : entries.next().value,
        ),
      });
    },
  };
};
