import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { fragmentsOf, type Seen } from './seen.ts';
import { SocketMessages } from './socket-messages.ts';

const HERE = '127.0.0.1';

/** Stands between a source and a listener; passes every byte on as it is and tells what the listener was sent. */
export interface Tap {
  readonly url: string;
  /** Ends every connection and closes the port. */
  readonly stop: () => Promise<void>;
}

const relay = (
  from: Socket,
  to: Socket,
  passed: (bytes: Buffer) => void = () => undefined,
): void => {
  from.on('data', (bytes: Buffer) => {
    if (to.destroyed) return;
    passed(bytes);
    if (!to.write(bytes)) from.pause();
  });
  to.on('drain', () => from.resume());
  from.on('error', () => to.destroy()); // one that was killed resets its connection
  from.on('close', () => to.destroy());
};

export const startTap = async (
  upstreamPort: number,
  told: (seen: Seen) => void,
  nowMs: () => number = Date.now,
): Promise<Tap> => {
  const open = new Set<Socket>();
  let sockets = 0;
  const server = createServer((listener) => {
    const socket = (sockets += 1);
    const source = connect(upstreamPort, HERE);
    const messages = new SocketMessages();
    let frame = 0;
    told({ socket, frame, atMs: nowMs(), bytes: 0, fragments: [] });
    const tell = (message: Buffer): void => {
      frame += 1;
      const fragments = fragmentsOf(message);
      told({ socket, frame, atMs: nowMs(), bytes: message.length, fragments });
    };
    for (const end of [listener, source]) {
      end.setNoDelay(true);
      open.add(end);
      end.on('close', () => open.delete(end));
    }
    relay(listener, source);
    relay(source, listener, (bytes) => messages.push(bytes).forEach(tell));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, HERE, resolve);
  });
  return {
    url: `http://${HERE}:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const end of open) end.destroy();
      }),
  };
};
