import type { Server } from 'node:http';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { answer, NO_SUBSCRIPTION, type Subscription } from './subscriptions.ts';
import { frameText, type Broadcast } from './wire.ts';
import type { World } from './world.ts';

/** The socket side of the backend, on any path. It never pings. */
export interface SocketServer {
  readonly sockets: WebSocketServer;
  readonly broadcast: (broadcast: Broadcast) => void;
}

export const serveSockets = (http: Server, world: World, sequence: () => number): SocketServer => {
  const sockets = new WebSocketServer({
    server: http,
    maxPayload: MOST_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  const subscriptions = new Map<WebSocket, Subscription>();

  sockets.on('connection', (socket) => {
    const isTooMuch = messageLimit();
    subscriptions.set(socket, NO_SUBSCRIPTION);
    socket.on('close', () => subscriptions.delete(socket));
    // the library closes with 1009 by itself when a message is too long
    socket.on('error', () => undefined);
    socket.on('message', (data: RawData) => {
      const subscription = subscriptions.get(socket);
      if (!subscription || socket.readyState !== socket.OPEN) return;
      const answered = isTooMuch() ? null : answer(world, sequence(), subscription, textOf(data));
      if (!answered) return socket.close();
      subscriptions.set(socket, answered.subscription);
      for (const frame of answered.frames) send(socket, frame);
    });
  });
  return {
    sockets,
    broadcast: ({ parts, printed }) => {
      for (const [socket, { topics }] of subscriptions) {
        if (socket.readyState !== socket.OPEN) continue;
        const frame = frameText(
          parts.filter(({ topic }) => topics.has(topic)),
          printed,
        );
        if (frame !== null) send(socket, frame);
      }
    },
  };
};

/** A client that does not read is cut off, like at the real backend. */
const send = (socket: WebSocket, frame: string): void => {
  if (socket.bufferedAmount > MOST_WAITING_BYTES) socket.terminate();
  else socket.send(frame);
};

/** Tells of each message whether it is one too many: more than 100 in 10 s of real time. */
const messageLimit = (): (() => boolean) => {
  const times: number[] = [];
  return () => {
    times.push(performance.now());
    if (times.length <= MOST_MESSAGES) return false;
    const first = times.shift() ?? 0;
    return performance.now() - first < MESSAGE_WINDOW_MS;
  };
};

const textOf = (data: RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer)).toString();

const MOST_MESSAGE_BYTES = 50_000;
const MOST_MESSAGES = 100;
const MESSAGE_WINDOW_MS = 10_000;
const MOST_WAITING_BYTES = 10_000_000;
