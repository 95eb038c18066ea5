import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import type { Ready } from './ready.ts';
import { answer, isToldOf, NO_SUBSCRIPTION, type Subscription } from './subscriptions.ts';
import { frameText, type Broadcast } from './wire.ts';
import type { World } from './world.ts';

/** The socket side of the backend, on any path. It never pings. */
export interface SocketServer {
  readonly sockets: WebSocketServer;
  /** Those that are open and spoken to. */
  readonly clients: Map<WebSocket, Client>;
  readonly broadcast: (broadcast: Broadcast) => void;
  /** The next so many handshakes are refused. */
  readonly refuse: (handshakes: number) => void;
}

/** One open socket. */
export interface Client {
  readonly connection: Socket;
  subscription: Subscription;
  /** Whether the next frame goes out as a binary one. */
  isNextBinary: boolean;
}

export const serveSockets = (http: Server, world: World, ready: Ready): SocketServer => {
  let refusals = 0;
  const sockets = new WebSocketServer({
    server: http,
    maxPayload: MOST_MESSAGE_BYTES,
    perMessageDeflate: false,
    verifyClient: (_handshake, done) => {
      if (refusals === 0) return done(true);
      refusals -= 1;
      return done(false, 429, 'Too Many Requests', { 'Retry-After': RETRY_AFTER_SECONDS });
    },
  });
  const clients = new Map<WebSocket, Client>();

  sockets.on('connection', (socket, { socket: connection }) => {
    const isTooMuch = messageLimit();
    clients.set(socket, { connection, subscription: NO_SUBSCRIPTION, isNextBinary: false });
    socket.on('close', () => clients.delete(socket));
    // the library closes with 1009 by itself when a message is too long
    socket.on('error', () => undefined);
    socket.on('message', (data: RawData) => {
      const client = clients.get(socket);
      if (!client || socket.readyState !== socket.OPEN) return;
      const answered = isTooMuch() ? null : answer(world, ready, client.subscription, textOf(data));
      if (!answered) return socket.close();
      client.subscription = answered.subscription;
      for (const frame of answered.frames) send(socket, client, frame);
    });
  });
  return {
    sockets,
    clients,
    broadcast: ({ parts, printed }) => {
      for (const [socket, client] of clients) {
        if (socket.readyState !== socket.OPEN) continue;
        const frame = frameText(
          parts.filter(({ topic }) => isToldOf(client.subscription, topic)),
          printed,
        );
        if (frame !== null) send(socket, client, frame);
      }
    },
    refuse: (handshakes) => {
      refusals += handshakes;
    },
  };
};

/** A client that does not read is cut off, like at the real backend. */
const send = (socket: WebSocket, client: Client, frame: string): void => {
  if (socket.bufferedAmount > MOST_WAITING_BYTES) return socket.terminate();
  const binary = client.isNextBinary;
  client.isNextBinary = false;
  socket.send(frame, { binary });
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
const RETRY_AFTER_SECONDS = '2';
