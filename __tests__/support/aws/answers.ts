import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

/** Of Firehose (JSON 1.1) or of S3 (XML). */
export type Protocol = 'json' | 'xml';

/** A whole answer over HTTP. */
export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** Firehose names the operation in a header, S3 does not. */
export const protocolOf = (headers: IncomingHttpHeaders): Protocol =>
  headers['x-amz-target'] === undefined ? 'xml' : 'json';

const answer = (status: number, type: string, text: string): Answer => {
  const body = Buffer.from(text);
  return { status, headers: { 'content-type': type, 'content-length': body.length }, body };
};

const jsonType = 'application/x-amz-json-1.1';

/** A good answer of Firehose. */
export const jsonAnswer = (value: unknown): Answer => answer(200, jsonType, JSON.stringify(value));

/** An error as the service spells it. */
export const errorAnswer = (
  protocol: Protocol,
  status: number,
  name: string,
  message = 'as the test asked',
): Answer =>
  protocol === 'json'
    ? answer(status, jsonType, JSON.stringify({ __type: name, message }))
    : answer(
        status,
        'application/xml',
        `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${name}</Code><Message>${message}</Message></Error>`,
      );

/** What a machine between us and the service answers, which knows no protocol of the service. */
export const gatewayAnswer = (status: number): Answer =>
  answer(status, 'text/html', `<html><body><h1>${status}</h1></body></html>`);
