import type { IncomingMessage, ServerResponse } from 'node:http';
import { serve } from './http-server.ts';

/** What becomes of one call; `part`: these records are refused, by index. */
export type CallFate =
  | 'taken'
  | { readonly part: ReadonlyArray<number> }
  | { readonly status: number; readonly name: string }
  | 'late-after-taken'
  | 'cut-after-taken'
  | 'torn-after-taken'
  | 'stalled-after-taken'
  | 'garbled-after-taken'
  | 'short-after-taken'
  | 'long-after-taken'
  | 'miscounted-after-taken';

export interface HandFirehose {
  readonly url: string;
  /** Records taken by delivery stream, in their order. */
  readonly taken: ReadonlyMap<string, ReadonlyArray<string>>;
  /** Records of each call, taken or not. */
  readonly calls: ReadonlyArray<ReadonlyArray<string>>;
  /** What becomes of the next calls; taken when there is nothing more. */
  readonly will: (...fates: ReadonlyArray<CallFate>) => void;
}

interface Call {
  readonly DeliveryStreamName: string;
  readonly Records: ReadonlyArray<{ readonly Data: string }>;
}

const JSON_TYPE = { 'content-type': 'application/x-amz-json-1.1' };

const bodyOf = async (request: IncomingMessage): Promise<Call> => {
  const chunks: Array<Buffer> = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Call;
};

const answerOf = (count: number, refused: ReadonlyArray<number>, stated = refused.length) =>
  JSON.stringify({
    FailedPutCount: stated,
    RequestResponses: Array.from({ length: count }, (_, index) =>
      refused.includes(index)
        ? { ErrorCode: 'ServiceUnavailableException', ErrorMessage: 'Slow down.' }
        : { RecordId: `r${index}` },
    ),
  });

const answer = (response: ServerResponse, fate: CallFate, count: number): void => {
  const whole = answerOf(count, []);
  const good = (text: string) => response.writeHead(200, JSON_TYPE).end(text);
  const half = () =>
    response
      .writeHead(200, { ...JSON_TYPE, 'content-length': String(whole.length) })
      .write(whole.slice(0, 20));
  if (typeof fate === 'object') {
    if ('part' in fate) good(answerOf(count, fate.part));
    else
      response
        .writeHead(fate.status, JSON_TYPE)
        .end(JSON.stringify({ __type: fate.name, message: 'a body' }));
    return;
  }
  switch (fate) {
    case 'taken':
      good(whole);
      return;
    case 'late-after-taken':
      return;
    case 'cut-after-taken':
      response.socket?.resetAndDestroy();
      return;
    case 'torn-after-taken':
      half();
      // behind the head, which must be there first
      setTimeout(() => response.socket?.resetAndDestroy(), 20);
      return;
    case 'stalled-after-taken':
      half();
      return;
    case 'garbled-after-taken':
      good('<html>not what was asked for</html>');
      return;
    case 'short-after-taken':
      good(answerOf(count - 1, []));
      return;
    case 'long-after-taken':
      good(answerOf(count + 1, []));
      return;
    case 'miscounted-after-taken':
      good(answerOf(count, [], 1));
  }
};

/** A server that speaks PutRecordBatch, and does with each call what it is told. */
export const handFirehose = async (): Promise<HandFirehose> => {
  const taken = new Map<string, Array<string>>();
  const calls: Array<ReadonlyArray<string>> = [];
  const fates: Array<CallFate> = [];

  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { DeliveryStreamName: name, Records } = await bodyOf(request);
    const records = Records.map(({ Data }) => Buffer.from(Data, 'base64').toString());
    const fate = fates.shift() ?? 'taken';
    calls.push(records);
    const isRefused = typeof fate === 'object' && 'status' in fate;
    const part = typeof fate === 'object' && 'part' in fate ? fate.part : [];
    const stored = isRefused ? [] : records.filter((_, index) => !part.includes(index));
    taken.set(name, [...(taken.get(name) ?? []), ...stored]);
    answer(response, fate, records.length);
  };
  const url = await serve((request, response) => void take(request, response));
  return { url, taken, calls, will: (...more) => fates.push(...more) };
};
