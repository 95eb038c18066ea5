import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import * as E from 'fp-ts/lib/Either.js';
import { onTestFinished } from 'vitest';
import { restGet, type RestOptions } from '../../sources/rest/get.ts';
import type { RestFault } from '../../sources/rest/ports.ts';
import { serve } from './http-server.ts';

export const PATH = '/api/v1/blocks';

/** A server that writes what it is told as soon as somebody asks; resolves to its address. */
export const serveRaw = async (answer: (socket: Socket) => void): Promise<string> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => answer(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** All of a head but its length and the empty line. */
export const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

/** One request of a client for the newest blocks. */
export const ask = (url: string, options: Partial<RestOptions> = {}, signal?: AbortSignal) =>
  restGet({ url, userAgent: 'us/1', ...options })(PATH, signal);

/** The fault that must come of it, with `BASE` for the address. */
export const faultOf = async (
  url: string,
  options: Partial<RestOptions> = {},
): Promise<RestFault> => {
  const answer = await ask(url, options);
  if (E.isRight(answer))
    throw new Error(`a body of ${answer.right.length} bytes where a fault should be`);
  return { ...answer.left, message: answer.left.message.replaceAll(url, 'BASE') };
};

export const faultOfAnswer = async (answer: RequestListener): Promise<RestFault> =>
  faultOf(await serve(answer));

export const fault = (
  code: RestFault['code'],
  status: number | null,
  isTransient: boolean,
  message: string,
  retryAfterMs = 0,
): RestFault => ({ code, status, isTransient, message, retryAfterMs });
