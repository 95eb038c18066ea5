import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Brings whatever is asked of any host to one server. */
export interface ForwardProxy {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly stop: () => void;
}

/**
 * The provider asks S3 Control at `<account>.<host>`, and no name server knows that name of a server on this machine.
 * @param target `http://<host>:<port>`
 */
export const startForwardProxy = async (target: string): Promise<ForwardProxy> => {
  const { hostname, port } = new URL(target);
  const server = createServer((request, response) => {
    const { method, headers, url = '/' } = request;
    // no address for `URL`, to which a host that ends with a number is one of IPv4
    const path = url.replace(/^http:\/\/[^/]+/, '');
    const onward = httpRequest({ hostname, port, method, headers, path }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
