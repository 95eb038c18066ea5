import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AnswerFault } from './rest-faults.ts';
import { empty, failed, send, writeHead, type Reply } from './rest-reply.ts';

/** What happens to an answer on its way, rather than to what it says. */
export type Spoiled = Exclude<AnswerFault, 'rest-behind' | 'rest-moves'>;

/** Answers a request as a fault will have it. */
export const sendSpoiled = (
  name: Spoiled,
  request: IncomingMessage,
  response: ServerResponse,
  right: () => Reply,
): void => {
  switch (name) {
    case 'rest-429':
      return send(response, { ...tooMany(request), headers: { 'retry-after': '2' } });
    case 'rest-429-bare':
      return send(response, tooMany(request));
    case 'rest-500':
      return send(response, failed(500, 'Failed to get blocks', request));
    case 'rest-503':
      return send(response, failed(503, 'Service Temporarily Unavailable', request));
    case 'rest-203':
      return send(response, { ...right(), status: 203 });
    case 'rest-redirect':
      return send(response, {
        ...empty(302),
        headers: { location: `/moved${request.url ?? '/'}` },
      });
    case 'rest-html':
      return send(response, { status: 200, type: HTML, body: WEB_SITE });
    case 'rest-mislabelled':
      return send(response, { ...right(), type: HTML });
    case 'rest-text':
      return send(response, {
        status: 200,
        type: 'application/json; charset=utf-8',
        body: 'Failed to get blocks',
      });
    case 'rest-empty':
      return send(response, empty(200));
    case 'rest-slow':
      return sendSlowly(response, right());
    case 'rest-hang':
      return;
    case 'rest-cut':
      request.socket.resetAndDestroy();
      return;
    case 'rest-truncated':
      return sendHalf(request, response, right());
  }
};

const tooMany = (request: IncomingMessage): Reply => failed(429, 'Too Many Requests', request);

const sendHalf = ({ socket }: IncomingMessage, response: ServerResponse, reply: Reply): void => {
  const bytes = Buffer.from(reply.body);
  writeHead(response, reply);
  response.write(bytes.subarray(0, bytes.length / 2), () => socket.destroy());
};

const sendSlowly = (response: ServerResponse, reply: Reply): void => {
  const bytes = Buffer.from(reply.body);
  const pieceBytes = Math.ceil(bytes.length / SLOW_PIECES);
  let sent = 0;
  writeHead(response, reply);
  response.flushHeaders();
  const timer = setInterval(() => {
    response.write(bytes.subarray(sent, sent + pieceBytes));
    sent += pieceBytes;
    if (sent < bytes.length) return;
    clearInterval(timer);
    response.end();
  }, SLOW_BEAT_MS);
  response.once('close', () => clearInterval(timer));
};

const HTML = 'text/html; charset=utf-8';
const WEB_SITE =
  '<!doctype html>\n<html lang="en"><head><title>mempool</title></head><body></body></html>\n';
const SLOW_PIECES = 20;
const SLOW_BEAT_MS = 50;
