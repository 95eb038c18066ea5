import { WebSocket, type RawData } from 'ws';

/** Facts: a snapshot of 6,000 rows has some 700 KB; the source closes a socket whose reader falls 10 MB behind. */
const MAX_FRAME_BYTES = 16 * 1024 * 1024;
const HANDSHAKE_MS = 10_000;
/** A proxy in front of the source cuts a socket that carried nothing for 120 s. */
const PING_EVERY_MS = 30_000;
/** No byte for this long, pings and all: the socket is dead though nobody said so. */
const DEAD_AFTER_MS = 75_000;
const LONGEST_WAIT_MS = 30_000;
/** A socket that lived this long starts the waiting anew. */
const HEALTHY_AFTER_MS = 60_000;

export interface FeedHandlers {
  readonly opened: (endpoint: string) => void;
  readonly frame: (bytes: Uint8Array) => void;
  /** An open socket ended; 1006 where the other side vanished. */
  readonly closed: (code: number) => void;
  /** A socket could not be opened; another try follows. */
  readonly failed: (reason: string) => void;
}

export interface FeedOptions {
  /** Base of the backend, `https://mempool.space`. */
  readonly url: string;
  readonly userAgent: string;
  /** A recording answers nothing and has times of its own: no pings, no waiting between sockets. */
  readonly recorded?: boolean;
}

export interface Feed {
  /** Asks for a fresh snapshot of a projected block on the open socket. */
  readonly askForSnapshot: (blockIndex: number) => void;
  readonly stop: () => void;
}

/** `https://host/signet` → `wss://host/signet/api/v1/ws`. */
const socketUrl = (base: string): string =>
  `${base.replace(/^http/, 'ws').replace(/\/+$/, '')}/api/v1/ws`;

/** The current state, prices included, then all topics in one message: the snapshot's frame carries its own check. */
const subscriptions: ReadonlyArray<object> = [
  { action: 'init' },
  {
    action: 'want',
    data: ['blocks', 'mempool-blocks'],
    'track-mempool-block': 0,
    'track-mempool-txids': true,
  },
];

/** Full jitter: up to 1 s after the first failure, doubling up to 30 s. */
export const waitMs = (failures: number, random: () => number = Math.random): number =>
  Math.round(random() * Math.min(LONGEST_WAIT_MS, 1000 * 2 ** Math.max(failures - 1, 0)));

const bytesOf = (data: RawData): Uint8Array =>
  Array.isArray(data)
    ? Buffer.concat(data)
    : data instanceof ArrayBuffer
      ? new Uint8Array(data)
      : data;

/** Keeps one socket to the source open until stopped, one after another. */
export const openFeed = (options: FeedOptions, handlers: FeedHandlers): Feed => {
  const endpoint = socketUrl(options.url);
  let stopped = false;
  let failures = 0;
  let socket: WebSocket | null = null;
  let retry: NodeJS.Timeout | undefined;

  const send = (message: object): void => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };

  const connect = (): void => {
    const own = new WebSocket(endpoint, {
      maxPayload: MAX_FRAME_BYTES,
      handshakeTimeout: HANDSHAKE_MS,
      perMessageDeflate: false,
      headers: { 'User-Agent': options.userAgent },
    });
    socket = own;
    let openedAt: number | null = null;
    let lastByteAt = performance.now();
    let fault = 'no answer';
    const pulse = setInterval(() => {
      if (options.recorded === true) return;
      if (performance.now() - lastByteAt > DEAD_AFTER_MS) own.terminate();
      else send({ action: 'ping' });
    }, PING_EVERY_MS);

    own.on('open', () => {
      openedAt = performance.now();
      handlers.opened(endpoint);
      subscriptions.forEach(send);
    });
    own.on('message', (data) => {
      lastByteAt = performance.now();
      handlers.frame(bytesOf(data));
    });
    own.on('error', (error) => {
      fault = error.message === '' ? 'refused' : error.message; // several addresses tried give an empty message
    });
    own.on('close', (code) => {
      clearInterval(pulse);
      if (stopped) return;
      if (openedAt === null) handlers.failed(fault);
      else handlers.closed(code);
      if (stopped) return; // whoever was told may have stopped us
      failures =
        openedAt !== null && performance.now() - openedAt > HEALTHY_AFTER_MS ? 1 : failures + 1;
      retry = setTimeout(connect, options.recorded === true ? 0 : waitMs(failures));
    });
  };

  connect();
  return {
    askForSnapshot: (blockIndex) => send({ 'track-mempool-block': blockIndex }),
    stop: () => {
      stopped = true;
      clearTimeout(retry);
      socket?.terminate();
    },
  };
};
