import type { ServerResponse } from 'node:http';
import { securityHeaders } from './security.ts';

/** Bytes that may wait for one reader beside those it joined with. */
const BACKLOG_LIMIT_BYTES = 4 * 1024 * 1024;

/** How long a reader that was dropped has to take what was written for it before. */
const LAST_CHANCE_MS = 10_000;

/** Told to a reader that is dropped; its browser connects again by itself and goes on where it was. */
const DROPPED = 'This reader did not take what it was sent; it was dropped and may connect again.';

/** What a stream is called, beside what is said with every answer. */
export const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
} as const;

/** One server-sent event; JSON has no raw line feed, so one `data` line is enough. */
export interface ServerEvent {
  readonly name: string;
  readonly json: string;
  /** What a reader that connects again names as the last it had; others leave that as it is. */
  readonly id?: string;
}

/** Writes server-sent events to any number of readers. */
export interface Broadcast {
  /** Adds a reader, and gives it these events first. */
  readonly join: (response: ServerResponse, first: ReadonlyArray<ServerEvent>) => void;
  readonly send: (events: ReadonlyArray<ServerEvent>) => void;
  readonly readers: () => number;
  readonly stop: () => void;
}

const textOf = (events: ReadonlyArray<ServerEvent>): string =>
  events
    .map(({ name, json, id }) => {
      const named = id === undefined ? '' : `id: ${id}\n`;
      return `${named}event: ${name}\ndata: ${json}\n\n`;
    })
    .join('');

/** One reader and the bytes it joined with, as long as they wait. */
interface Reader {
  readonly response: ServerResponse;
  joinedWithBytes: number;
}

/**
 * The readers of one server. A comment each `heartbeatMs` shows proxies and readers that the stream is alive. A
 * reader that does not take what it is sent is told and dropped: it must not grow our memory.
 */
export const createBroadcast = (heartbeatMs: number): Broadcast => {
  const readers = new Set<Reader>();

  const drop = (reader: Reader): void => {
    const { response } = reader;
    readers.delete(reader);
    response.end(textOf([{ name: 'dropped', json: JSON.stringify(DROPPED) }]));
    const timer = setTimeout(() => response.destroy(), LAST_CHANCE_MS).unref();
    response.on('close', () => clearTimeout(timer));
  };
  const toAll = (text: string): void => {
    for (const reader of readers) {
      const { response, joinedWithBytes } = reader;
      response.write(text);
      if (response.writableLength > BACKLOG_LIMIT_BYTES + joinedWithBytes) drop(reader);
    }
  };

  const heartbeat = setInterval(() => toAll(': alive\n\n'), heartbeatMs);
  return {
    join: (response, first) => {
      response.writeHead(200, { ...securityHeaders, ...streamHeaders });
      const text = `retry: 1000\n${textOf(first)}`;
      const reader = { response, joinedWithBytes: Buffer.byteLength(text) };
      response.on('close', () => readers.delete(reader));
      response.on('drain', () => (reader.joinedWithBytes = 0));
      readers.add(reader);
      response.write(text);
    },
    send: (events) => {
      if (events.length > 0) toAll(textOf(events));
    },
    readers: () => readers.size,
    stop: () => {
      clearInterval(heartbeat);
      for (const { response } of readers) response.end();
    },
  };
};
