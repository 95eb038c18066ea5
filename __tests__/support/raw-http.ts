import { Agent, request, type IncomingHttpHeaders } from 'node:http';

/** What came of one GET, as it came. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Whether the whole body came that the head announced. */
  readonly isWhole: boolean;
}

/** GET on a connection of its own, any body taken as it is. Rejects when no head comes. */
export const getRaw = (url: string, signal?: AbortSignal): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { agent: new Agent(), signal, headers: { accept: '*/*' } });
    asked.once('error', reject);
    asked.once('response', (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      // a body that breaks off is an error and a close
      answer.on('error', () => undefined);
      answer.once('close', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks),
          isWhole: answer.complete,
        }),
      );
    });
    asked.end();
  });

export const getJson = async (url: string): Promise<unknown> =>
  JSON.parse((await getRaw(url)).body.toString());
