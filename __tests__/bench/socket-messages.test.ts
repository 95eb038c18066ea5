import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { SocketMessages } from '../../bench/crash/socket-messages.ts';

/** Lengths of each form of the header, messages in pieces, and a ping between the pieces. */
const messages = [0, 1, 125, 126, 127, 65_535, 65_536].map((bytes) => randomBytes(bytes));

/** What a real server sends, as bytes. */
const sentBytes = async (): Promise<Buffer> => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  server.on('connection', (socket) => {
    for (const message of messages) socket.send(message);
    socket.send('in ', { fin: false });
    socket.ping('between');
    socket.send('pieces', { fin: true });
    socket.close();
  });
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.write(
    'GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  const chunks: Array<Buffer> = [];
  const length = messages.reduce((sum, { length: bytes }) => sum + bytes, 0);
  for await (const chunk of client) {
    chunks.push(chunk as Buffer);
    if (Buffer.concat(chunks).includes('pieces') && Buffer.concat(chunks).length > length) break;
  }
  client.destroy();
  server.close();
  return Buffer.concat(chunks);
};

it('cuts what a server sends into its messages, wherever the bytes are cut', async () => {
  const bytes = await sentBytes();
  const expected = [
    ...messages.map((each) => each.toString('hex')),
    Buffer.from('in pieces').toString('hex'),
  ];
  for (const size of [1, 7, 1_000, bytes.length]) {
    const cut = new SocketMessages();
    const found: Array<string> = [];
    for (let at = 0; at < bytes.length; at += size)
      for (const message of cut.push(bytes.subarray(at, at + size)))
        found.push(message.toString('hex'));
    expect(found).toStrictEqual(expected);
  }
});
