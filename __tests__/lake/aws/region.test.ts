import { createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import * as E from 'fp-ts/lib/Either.js';
import { chooseRegion } from '../../../lake/aws/region.ts';
import { startMinistack, type Ministack } from '../../support/aws/ministack.ts';
import { nowhere, serve } from '../../support/http-server.ts';

const unconfigured = (endpoint: string, more: NodeJS.ProcessEnv = {}) =>
  chooseRegion({
    configured: undefined,
    env: { AWS_EC2_METADATA_SERVICE_ENDPOINT: endpoint, ...more },
  });

const sentence = async (answer: ReturnType<typeof chooseRegion>): Promise<string> => {
  const choice = await answer;
  if (E.isRight(choice)) throw new Error(`it chose ${choice.right.region}`);
  return choice.left;
};

/** A server that takes connections and never answers. */
const silent = async (): Promise<string> => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
};

describe('what is named goes before what is asked', () => {
  it('the configuration first, then AWS_REGION, each with its origin', async () => {
    const env = { AWS_REGION: 'eu-west-1' };
    expect(await chooseRegion({ configured: 'us-gov-west-1', env })).toStrictEqual(
      E.right({ region: 'us-gov-west-1', origin: 'configured' }),
    );
    expect(await chooseRegion({ configured: undefined, env })).toStrictEqual(
      E.right({ region: 'eu-west-1', origin: 'AWS_REGION' }),
    );
  });

  it.each(['', 'Ireland', 'eu-west', 'eu-west-1a', 'https://eu-west-1'])(
    'a configured %j is no region',
    async (configured) => {
      expect(await sentence(chooseRegion({ configured, env: { AWS_REGION: 'eu-west-1' } }))).toBe(
        `the region ${JSON.stringify(configured)} (configured) is none; write it as AWS does, such as eu-west-1`,
      );
    },
  );
});

describe('an instance that refuses version 1 of metadata', () => {
  let ministack: Ministack;
  beforeAll(async () => {
    ministack = await startMinistack({ imdsV2Required: true });
  });
  afterAll(() => ministack.stop());

  it('refuses a question without a token and gives us the region', async () => {
    const { status } = await fetch(`${ministack.endpoint}/latest/meta-data/placement/region`);
    expect(status).toBe(401);
    expect(await unconfigured(ministack.endpoint)).toStrictEqual(
      E.right({ region: 'us-east-1', origin: 'instance-metadata' }),
    );
    expect(await unconfigured(ministack.endpoint, { AWS_REGION: '' })).toMatchObject({
      right: { origin: 'instance-metadata' },
    });
  });

  it('is not asked where that is switched off', async () => {
    expect(
      await sentence(unconfigured(ministack.endpoint, { AWS_EC2_METADATA_DISABLED: 'TRUE' })),
    ).toBe(
      'no region: none is configured and AWS_EC2_METADATA_DISABLED forbids to ask the instance; name one in the configuration or with AWS_REGION',
    );
  });
});

describe('an instance that tells no region', () => {
  const wayOut = '; name one in the configuration or with AWS_REGION';
  const gaveNone = (endpoint: string, why: string): string =>
    `no region: none is configured, and the instance metadata at ${endpoint} gave none (${why})${wayOut}`;

  it('because nobody is there', async () => {
    const endpoint = await nowhere();
    const { host } = new URL(endpoint);
    expect(await sentence(unconfigured(endpoint))).toBe(
      gaveNone(endpoint, `connect ECONNREFUSED ${host}`),
    );
  });

  it('because it never answers', async () => {
    const endpoint = await silent();
    expect(await sentence(unconfigured(endpoint))).toBe(
      gaveNone(endpoint, 'no answer within 1000 ms'),
    );
  });

  it('because it answers without an end', async () => {
    const endpoint = await serve((_, response) => response.write('eu-'));
    expect(await sentence(unconfigured(endpoint))).toBe(
      gaveNone(endpoint, 'no answer within 1000 ms'),
    );
  });

  it('because it knows version 1 alone, which is not asked', async () => {
    const asked: Array<string | undefined> = [];
    const endpoint = await serve(({ method, url }, response) => {
      asked.push(`${method} ${url}`);
      response.writeHead(method === 'GET' ? 200 : 403).end('eu-west-1');
    });
    expect(await sentence(unconfigured(endpoint))).toBe(gaveNone(endpoint, 'HTTP 403'));
    expect(asked).toEqual(['PUT /latest/api/token']);
  });

  it('because it says something else', async () => {
    const endpoint = await serve((_, response) => response.end('<html>sign in'));
    expect(await sentence(unconfigured(endpoint))).toBe(
      gaveNone(endpoint, 'it says "<html>sign in"'),
    );
  });

  it('because its address is none', async () => {
    expect(await sentence(unconfigured('metadata'))).toBe(gaveNone('metadata', 'Invalid URL'));
  });
});
