import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { startForwardProxy } from '../../../rehearsal/aws/forward-proxy.ts';

it('brings a request for any host to the one server, its host and body as they are', async () => {
  const answer201 = async (asked: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method, url, headers } = asked;
    response.writeHead(201, { 'x-answer': 'yes' });
    response.end(JSON.stringify({ method, url, host: headers.host, body: await text(asked) }));
  };
  const server = createServer((asked, response) => void answer201(asked, response)).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const proxy = await startForwardProxy(`http://127.0.0.1:${port}`);
  onTestFinished(() => {
    proxy.stop();
    server.close();
  });
  const host = `111122223333.127.0.0.1:${port}`;
  const asked = request(proxy.url, {
    method: 'PUT',
    path: `http://${host}/v20180820/tags/a%2Fb?x=1`, // as to a proxy
    headers: { host },
  });
  asked.end('a body');
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  expect(answer).toMatchObject({ statusCode: 201, headers: { 'x-answer': 'yes' } });
  expect(JSON.parse(await text(answer))).toStrictEqual({
    method: 'PUT',
    url: '/v20180820/tags/a%2Fb?x=1',
    host,
    body: 'a body',
  });
});
