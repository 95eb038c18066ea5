import type { ServerResponse } from 'node:http';
import { securityHeaders } from './security.ts';

/** Bytes that may wait for one reader before it is dropped; its browser connects again by itself. */
const BACKLOG_LIMIT_BYTES = 4 * 1024 * 1024;

const headers = {
  ...securityHeaders,
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
} as const;

/** One server-sent event; JSON has no raw line feed, so one `data` line is enough. */
export interface ServerEvent {
  readonly name: string;
  readonly json: string;
}

/** Writes server-sent events to any number of readers. */
export interface Broadcast {
  /** Adds a reader, and gives it these events first. */
  readonly join: (response: ServerResponse, first: ReadonlyArray<ServerEvent>) => void;
  readonly send: (events: ReadonlyArray<ServerEvent>) => void;
  readonly readers: () => number;
  readonly stop: () => void;
}

const write = (reader: ServerResponse, text: string): void => {
  reader.write(text);
  if (reader.writableLength > BACKLOG_LIMIT_BYTES) reader.destroy();
};

/**
 * The readers of one server. A comment each `heartbeatMs` shows proxies and readers that the stream
 * is alive. A reader that does not take what it is sent is dropped: it must not grow our memory.
 */
export const createBroadcast = (heartbeatMs: number): Broadcast => {
  const readers = new Set<ServerResponse>();
  let lastId = 0;

  const toAll = (text: string): void => {
    for (const reader of readers) write(reader, text);
  };
  const textOf = (events: ReadonlyArray<ServerEvent>): string =>
    events.map(({ name, json }) => `id: ${lastId}\nevent: ${name}\ndata: ${json}\n\n`).join('');

  const heartbeat = setInterval(() => toAll(': alive\n\n'), heartbeatMs);
  return {
    join: (reader, first) => {
      reader.writeHead(200, headers);
      reader.on('close', () => readers.delete(reader));
      readers.add(reader);
      write(reader, `retry: 1000\n${textOf(first)}`);
    },
    send: (events) => {
      if (events.length === 0) return;
      lastId += 1;
      toAll(textOf(events));
    },
    readers: () => readers.size,
    stop: () => {
      clearInterval(heartbeat);
      for (const reader of readers) reader.end();
    },
  };
};
