import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { carryOut, type Context } from '../support/aws/carry-out.ts';

it.each([
  ['stays away from the service when its client is gone', true, 0],
  ['goes on to the service when it is let go', false, 1],
] as const)('a request that hangs %s', async (_, clientLeaves, forwards) => {
  let forwarded = 0;
  const context: Context = {
    forward: async () => {
      forwarded += 1;
      return { status: 200, headers: {}, body: Buffer.from('taken') };
    },
    released: async (socket: Socket) => {
      if (clientLeaves) await once(socket, 'close');
    },
  };
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const asked = once(server, 'request') as Promise<[IncomingMessage, ServerResponse]>;
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n');
  const [request, response] = await asked;
  const exchange = { request, response, body: Buffer.alloc(0), batch: null };
  const carried = carryOut({ kind: 'hang' }, exchange, context);
  if (clientLeaves) client.destroy();
  await carried;
  expect(forwarded).toBe(forwards);
  client.destroy();
  server.close();
});
