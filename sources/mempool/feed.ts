import { WebSocket, type RawData } from 'ws';
import { retryAfterMs, waitMs } from '../retry.ts';

/** Facts: a snapshot of 6,000 rows has some 700 KB; the source closes a socket whose reader falls 10 MB behind. */
const MAX_FRAME_BYTES = 16 * 1024 * 1024;
const HANDSHAKE_MS = 10_000;
/** A proxy in front of the source cuts a socket that carried nothing for 120 s. */
const PING_EVERY_MS = 30_000;
/** No byte for this long, pings and all: the socket is dead though nobody said so. */
const DEAD_AFTER_MS = 75_000;
/** A socket that lived this long starts the waiting anew. */
const HEALTHY_AFTER_MS = 60_000;

export interface FeedHandlers {
  readonly opened: (endpoint: string) => void;
  readonly frame: (bytes: Uint8Array) => void;
  /** An open socket ended; 1006 where the other side vanished. */
  readonly closed: (code: number) => void;
  /** A socket could not be opened; another try follows. `refused`: the source asked us to come later. */
  readonly failed: (reason: string, refused: boolean) => void;
}

export interface FeedOptions {
  /** Base of the backend, `https://mempool.space`. */
  readonly url: string;
  readonly userAgent: string;
  /** Whether to ask for `mempool-txids`. @default true */
  readonly transactionsMoved?: boolean;
  /** A recording answers nothing and has times of its own: no pings, no questions, no waiting between sockets. */
  readonly recorded?: boolean;
}

export interface Feed {
  /** Asks for a fresh snapshot on the open socket, with its totals beside it or alone; whether there was one to ask. */
  readonly askForSnapshot: (checked: boolean) => boolean;
  /** Leaves the open socket for a new one, without telling `closed`. */
  readonly reopen: () => void;
  /** Reads no further frames of the open socket, or goes on reading. */
  readonly hold: (isHeld: boolean) => void;
  readonly stop: () => void;
}

/** `https://host/signet` → `wss://host/signet/api/v1/ws`. */
const socketUrl = (base: string): string =>
  `${base.replace(/^http/, 'ws').replace(/\/+$/, '')}/api/v1/ws`;

/** The next block. */
const TRACKED = 0;

/** All topics in one message: the snapshot's frame carries its own check. */
const subscription = (transactionsMoved: boolean): object => ({
  action: 'want',
  data: ['blocks', 'mempool-blocks'],
  'track-mempool-block': TRACKED,
  'track-mempool-txids': transactionsMoved,
});

/** A topic answers when it is turned on: turned off first, `mempool-blocks` stands beside the fresh snapshot again. */
const withoutCheck: object = { action: 'want', data: ['blocks'] };

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

  const subscribe = (): void => send(subscription(options.transactionsMoved ?? true));

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
    let refusedMs: number | null = null;
    const pulse = setInterval(() => {
      if (options.recorded === true) return;
      if (performance.now() - lastByteAt > DEAD_AFTER_MS) own.terminate();
      else send({ action: 'ping' });
    }, PING_EVERY_MS);

    own.on('open', () => {
      openedAt = performance.now();
      handlers.opened(endpoint);
      send({ action: 'init' }); // the current state, prices included: they come unasked only every five minutes
      subscribe();
    });
    own.on('message', (data) => {
      if (own !== socket) return;
      lastByteAt = performance.now();
      handlers.frame(bytesOf(data));
    });
    own.on('unexpected-response', (_request, { statusCode = 0, headers }) => {
      fault = `answered ${statusCode}`;
      if (statusCode === 429 || statusCode === 503)
        refusedMs = retryAfterMs(headers['retry-after'], Date.now());
      own.terminate();
    });
    own.on('error', (error) => {
      if (refusedMs !== null || fault !== 'no answer') return;
      // several addresses tried give an empty message, TLS one with a line break at its end
      fault = error.message === '' ? 'refused' : error.message.trim();
    });
    own.on('close', (code) => {
      clearInterval(pulse);
      if (stopped || own !== socket) return;
      if (openedAt === null) handlers.failed(fault, refusedMs !== null);
      else handlers.closed(code);
      if (stopped) return; // whoever was told may have stopped us
      failures =
        openedAt !== null && performance.now() - openedAt > HEALTHY_AFTER_MS ? 1 : failures + 1;
      retry = setTimeout(
        connect,
        options.recorded === true ? 0 : Math.max(waitMs(failures), refusedMs ?? 0),
      );
    });
  };

  connect();
  return {
    askForSnapshot: (checked) => {
      if (options.recorded === true || socket?.readyState !== WebSocket.OPEN) return false;
      if (!checked) send({ 'track-mempool-block': TRACKED });
      else {
        send(withoutCheck);
        subscribe();
      }
      return true;
    },
    reopen: () => {
      clearTimeout(retry);
      const left = socket;
      connect();
      left?.terminate();
    },
    hold: (isHeld) => {
      if (isHeld) socket?.pause();
      else socket?.resume();
    },
    stop: () => {
      stopped = true;
      clearTimeout(retry);
      socket?.terminate();
    },
  };
};
