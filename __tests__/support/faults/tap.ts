import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

/** Stands between a listener and its source and counts what it hands on. */
export interface Tap {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Handed to the listener so far, on all sockets. */
  readonly frames: () => number;
  /** Sockets that listeners opened so far. */
  readonly sockets: () => number;
  /** Waits until the listener has read all that was handed to it: it answers a ping behind it. */
  readonly read: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * @param source `http://127.0.0.1:<port>` of the simulator
 * @param handed called with each frame
 */
export const startTap = async (
  source: string,
  handed: (frame: string) => void = () => undefined,
): Promise<Tap> => {
  const http = createServer();
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  let [frames, sockets] = [0, 0];

  server.on('connection', (listener, { url = '' }) => {
    sockets += 1;
    const upstream = new WebSocket(source.replace('http', 'ws') + url, {
      perMessageDeflate: false,
    });
    const opened = once(upstream, 'open');
    opened.catch(() => listener.terminate());
    listener.on('message', (data, binary) => {
      opened.then(
        () => upstream.send(data, { binary }),
        () => undefined,
      );
    });
    upstream.on('message', (data: Buffer, binary) => {
      if (listener.readyState !== WebSocket.OPEN) return;
      handed(data.toString());
      frames += 1;
      listener.send(data, { binary });
    });
    upstream.on('error', () => listener.terminate());
    upstream.on('close', () => listener.close());
    listener.on('error', () => upstream.terminate());
    listener.on('close', () => upstream.terminate());
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });

  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    frames: () => frames,
    sockets: () => sockets,
    read: async () => {
      const answered = [...server.clients].map((client) => once(client, 'pong'));
      for (const client of server.clients) client.ping();
      await Promise.all(answered);
    },
    stop: () =>
      new Promise((resolve) => {
        for (const client of server.clients) client.terminate();
        server.close();
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
};
