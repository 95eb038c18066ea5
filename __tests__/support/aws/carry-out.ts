import { once } from 'node:events';
import {
  type Agent,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { errorAnswer, protocolOf, type Answer } from './answers.ts';
import { answerOf, type Fault } from './faults.ts';
import type { RecordBatch } from './firehose-limits.ts';
import { failRecords } from './partial-failure.ts';

/** A request read to its end, and where its answer goes. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
  /** Of a PutRecordBatch; null for all else. */
  readonly batch: RecordBatch | null;
}

export interface Context {
  /** Brings a request to the server behind, with another body where one is given. */
  readonly forward: (request: IncomingMessage, body: Buffer) => Promise<Answer>;
  /** Resolves when what hangs is let go, or its client gone. */
  readonly released: (socket: Socket) => Promise<void>;
}

export const forwardTo =
  (behind: URL, agent: Agent): Context['forward'] =>
  async (request, body) => {
    const { expect: _, 'transfer-encoding': __, ...headers } = request.headers;
    const onward = httpRequest({
      agent,
      host: behind.hostname,
      port: behind.port,
      method: request.method,
      path: request.url,
      headers: { ...headers, 'content-length': body.length },
    });
    onward.end(body);
    const [answer] = (await once(onward, 'response')) as [IncomingMessage];
    const { connection: ___, 'transfer-encoding': ____, ...rest } = answer.headers;
    return { status: answer.statusCode ?? 0, headers: rest, body: await buffer(answer) };
  };

export const send = (response: ServerResponse, answer: Answer): void => {
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
};

/** Half of the answer's body, or of its head where it has none, and no more. */
const sendHalf = (socket: Socket, response: ServerResponse, answer: Answer): void => {
  const half = answer.body.subarray(0, Math.floor(answer.body.length / 2));
  const cut = (): unknown => socket.destroy();
  if (half.length === 0) {
    socket.write(`HTTP/1.1 ${answer.status} OK\r\ndate:`, cut);
    return;
  }
  response.writeHead(answer.status, answer.headers);
  response.write(half, cut);
};

const refuseRecords = async (
  { indexes, code = 'ServiceUnavailableException' }: Extract<Fault, { kind: 'fail-records' }>,
  { request, batch }: Exchange,
  { forward }: Context,
): Promise<Answer> => {
  if (batch === null) return errorAnswer(protocolOf(request.headers), 400, 'NoRecordsToRefuse');
  const { rest, answer } = failRecords(batch, indexes, code);
  return answer(rest && (await forward(request, Buffer.from(JSON.stringify(rest)))));
};

/** Does with a request what the fault says. */
export const carryOut = async (
  fault: Fault,
  exchange: Exchange,
  context: Context,
): Promise<void> => {
  const { request, response, body } = exchange;
  const { socket } = request;
  const forwarded = (): Promise<Answer> => context.forward(request, body);
  switch (fault.kind) {
    case 'pass':
      send(response, await forwarded());
      return;
    case 'drop':
      socket.destroy();
      return;
    case 'hang':
      await context.released(socket);
      if (!socket.destroyed) send(response, await forwarded());
      return;
    case 'hang-after': {
      const answer = await forwarded();
      await context.released(socket);
      send(response, answer);
      return;
    }
    case 'lose-answer':
      await forwarded();
      socket.destroy();
      return;
    case 'cut-answer':
      sendHalf(socket, response, await forwarded());
      return;
    case 'fail-records':
      send(response, await refuseRecords(fault, exchange, context));
      return;
    case 'throttle':
    case 'internal':
    case 'gateway':
    case 'access-denied':
    case 'missing':
    case 'error':
      send(response, answerOf(fault, protocolOf(request.headers)));
  }
};
