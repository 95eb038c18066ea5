import type { WebSocket } from 'ws';
import type { Client, SocketServer } from './socket-server.ts';
import type { Silence } from './subscriptions.ts';

/** What can happen to sockets and frames, whatever the backend says. */
export type SocketFault =
  | 'silence'
  | 'silence-tracked'
  | 'garbage'
  | 'half-frame'
  | 'half-message'
  | 'binary'
  | 'binary-garbage'
  | 'huge'
  | 'lone-surrogate'
  | 'duplicate-key'
  | 'close'
  | 'cut'
  | 'refuse';

/**
 * @param conversions the present value of that key, JSON of an object
 * @returns what does a fault to all open sockets; `refusals` is for `refuse` alone
 */
export const socketFaults = (
  server: SocketServer,
  conversions: () => string,
): ((name: SocketFault, refusals: number) => void) => {
  const each = (act: (socket: WebSocket, client: Client) => void) => {
    for (const [socket, client] of server.clients)
      if (socket.readyState === socket.OPEN) act(socket, client);
  };
  const sendText = (text: string) => each((socket) => socket.send(text));
  const silence = (kind: Silence) =>
    each((_socket, client) => {
      client.subscription = { ...client.subscription, silence: kind };
    });
  /** A frame of conversions, with one more entry in their object. */
  const conversionsWith = (entry: string) =>
    `{"conversions":${conversions().replace(/\}$/, `,${entry}}`)}}`;
  const half = () => {
    const text = `{"conversions":${conversions()}}`;
    return text.slice(0, text.length / 2);
  };
  const beginAndEnd = (socket: WebSocket) => {
    // nothing may be sent any more: it would end the message
    server.clients.delete(socket);
    socket.send(half(), { fin: false }, () => socket.terminate());
  };

  return (name, refusals) => {
    switch (name) {
      case 'silence':
        return silence('mempool');
      case 'silence-tracked':
        return silence('tracked');
      case 'garbage':
        return sendText('this is not JSON');
      case 'half-frame':
        return sendText(half());
      case 'half-message':
        return each(beginAndEnd);
      case 'binary':
        return each((_socket, client) => {
          client.isNextBinary = true;
        });
      case 'binary-garbage':
        return each((socket) => socket.send(NOT_UTF8));
      case 'huge':
        return sendText(`{"huge":"${'0'.repeat(HUGE_BYTES - '{"huge":""}'.length)}"}`);
      case 'lone-surrogate':
        return sendText(conversionsWith(String.raw`"note":"\ud800"`));
      case 'duplicate-key':
        return sendText(conversionsWith('"USD":1'));
      case 'close':
        return each((socket) => socket.close());
      case 'cut':
        return each((_socket, { connection }) => connection.resetAndDestroy());
      case 'refuse':
        return server.refuse(refusals);
    }
  };
};

/** Bytes that stand in no UTF-8 text, among some that do. */
const NOT_UTF8 = Buffer.from([0xff, 0xfe, 0x7b, 0x22, 0xc3, 0x28, 0x80, 0x00, 0xf8, 0x7d]);
const HUGE_BYTES = 20_000_000;
