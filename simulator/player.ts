import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer, type WebSocket } from 'ws';
import { listenLocally, closeServer } from './listen.ts';
import type { RecordedFrame, RecordedSession, Recording } from './recording.ts';

/** How a recording is played. */
export interface PlayerOptions {
  readonly recording: Recording;
  /** Times the recorded speed (1 is as it was), or as fast as the client takes it. */
  readonly speed: number | 'as-fast-as-taken';
  /** @default 0, any free port */
  readonly port?: number;
}

/** A server on 127.0.0.1 that sends a recording again. */
export interface Player {
  /** `http://127.0.0.1:<port>`; the socket answers on any path. */
  readonly url: string;
  /** Fulfilled when the last session was sent, or its client left. */
  readonly finished: Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Plays a recording: the n-th connection gets the frames of the n-th session, byte for byte, from the moment it
 * is open, whatever it sends. Then the socket is closed as it was recorded (without status for 1005). Connections
 * beyond the last session are closed at once; HTTP requests are answered 503. Rejects when the port is taken.
 */
export const startPlayer = async (options: PlayerOptions): Promise<Player> => {
  const { sessions } = options.recording;
  const http = createServer((_request, response) => {
    response.writeHead(503, { 'content-type': 'text/plain' });
    response.end('A recording is played here: it has no REST.\n');
  });
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
  const stopped = new AbortController();
  let connections = 0;
  const finished = new Promise<void>((resolve) => {
    sockets.on('connection', (socket, { socket: connection }) => {
      const session = sessions[connections];
      const isLast = connections === sessions.length - 1;
      connections += 1;
      socket.on('error', () => socket.terminate());
      // what the client says is read and dropped, else its pings and its close would wait behind it
      socket.on('message', () => undefined);
      if (!session) return socket.close();
      return void play(socket, connection, session, options.speed, stopped.signal).finally(() => {
        if (isLast) resolve();
      });
    });
    stopped.signal.addEventListener('abort', () => resolve());
  });
  await listenLocally(http, sockets, options.port ?? 0);
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    finished,
    stop: () => {
      stopped.abort();
      return closeServer(http, sockets);
    },
  };
};

const play = async (
  socket: WebSocket,
  connection: Socket,
  session: RecordedSession,
  speed: PlayerOptions['speed'],
  stopped: AbortSignal,
): Promise<void> => {
  const startedAtMs = performance.now();
  const left = new AbortController();
  socket.once('close', () => left.abort());
  const signal = AbortSignal.any([stopped, left.signal]);
  const until = async (recordedAtMs: number) => {
    if (speed === 'as-fast-as-taken') return;
    const dueMs = (recordedAtMs - session.openedAtMs) / speed;
    const waitMs = () => dueMs - (performance.now() - startedAtMs);
    while (waitMs() > 0 && !signal.aborted)
      await sleep(Math.min(waitMs(), LONGEST_TIMER_MS), undefined, { signal }).catch(
        () => undefined,
      );
  };
  for (const frame of session.frames) {
    await until(frame.atMs);
    if (signal.aborted) return;
    await sendAndWait(socket, frame);
  }
  await until(session.closedAtMs);
  closeAs(socket, connection, session.closeCode);
};

/** Sends one frame; goes on at once while little is waiting, else when the socket has taken it. */
const sendAndWait = (socket: WebSocket, frame: RecordedFrame): Promise<void> =>
  new Promise((resolve) => {
    socket.send(frame.raw, { binary: frame.binary }, () => resolve());
    if (socket.bufferedAmount < MOST_WAITING_BYTES) resolve();
  });

const closeAs = (socket: WebSocket, connection: Socket, code: number): void => {
  if (code === NO_STATUS) return socket.close();
  if (isSent(code)) return socket.close(code);
  // without a close frame, but after every frame: a socket that is terminated takes back what was not read yet
  connection.end();
};

/** Whether a code travels in a close frame: the others are what a client says of a connection that broke. */
const isSent = (code: number): boolean =>
  (code >= 1000 && code <= 1014 && !NEVER_SENT.has(code)) || (code >= 3000 && code <= 4999);

/** No close code was given. */
const NO_STATUS = 1005;
/** Reserved; 1006 is a connection that broke without a close frame. */
const NEVER_SENT: ReadonlySet<number> = new Set([1004, NO_STATUS, 1006]);
/** A timer can't be set for longer. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const MOST_WAITING_BYTES = 1_000_000;
