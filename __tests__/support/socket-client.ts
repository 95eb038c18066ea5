import { once } from 'node:events';
import { WebSocket } from 'ws';

export type Frame = Readonly<Record<string, unknown>>;

/** A plain client that keeps what it receives. */
export interface SocketClient {
  readonly socket: WebSocket;
  /** Frames in the order of their arrival, as received. */
  readonly received: ReadonlyArray<{ readonly raw: Buffer; readonly binary: boolean }>;
  readonly frames: () => ReadonlyArray<Frame>;
  readonly send: (message: unknown) => void;
  /** Waits until everything was received that the server had sent before it answers a ping. */
  readonly settled: () => Promise<void>;
  /** The close code. */
  readonly closed: Promise<number>;
}

export const connect = async (url: string): Promise<SocketClient> => {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/api/v1/ws`);
  const received: { raw: Buffer; binary: boolean }[] = [];
  socket.on('message', (data: Buffer, binary) => received.push({ raw: data, binary }));
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  await once(socket, 'open');
  return {
    socket,
    received,
    closed,
    frames: () => received.map(({ raw }) => JSON.parse(raw.toString()) as Frame),
    send: (message) => socket.send(JSON.stringify(message)),
    settled: async () => {
      const before = received.filter(isPong).length;
      socket.send('{"action":"ping"}');
      while (received.filter(isPong).length === before) await once(socket, 'message');
    },
  };
};

const isPong = ({ raw }: { readonly raw: Buffer }): boolean => raw.toString() === '{"pong": true}';
