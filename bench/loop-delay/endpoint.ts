import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A Firehose that takes everything, and answers at once or never. */
export interface Endpoint {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly requests: () => number;
  readonly stop: () => Promise<void>;
}

const goodAnswer = (body: Buffer): string => {
  const { Records } = JSON.parse(body.toString()) as { readonly Records: ReadonlyArray<unknown> };
  return JSON.stringify({
    FailedPutCount: 0,
    RequestResponses: Records.map((_, index) => ({ RecordId: `r${index}` })),
  });
};

export const startEndpoint = async (answers: boolean): Promise<Endpoint> => {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    const answer = async (): Promise<void> => {
      const body = await buffer(request);
      if (!answers) return;
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(goodAnswer(body));
    };
    answer().catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
