import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import type { Line, ReadLine } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startPoller } from '../../poller/index.ts';
import { startSimulator } from '../../simulator/index.ts';
import { countsOf } from '../support/conservation.ts';
import { nowhere, serve } from '../support/http-server.ts';
import { temporaryFolder } from '../support/lake-folder.ts';
import { countedIds, producer } from '../support/lines.ts';
import { readBack } from '../support/projected.ts';

const network = 'regtest';

const start = async (url: string, stateFile = join(temporaryFolder(), 'state.json')) => {
  const stored: Array<ReadLine> = [];
  const faults: Array<string> = [];
  const lake = { works: true };
  const poller = await startPoller(
    { url, userAgent: 'us', network, stateFile, timeoutMs: 200, everyMs: 1e6 },
    producer,
    {
      ...countedIds(),
      nowMs: () => Date.parse('2026-11-21T06:00:00Z'),
      store: (lines: ReadonlyArray<Line>) => {
        if (lake.works) stored.push(...lines.map(readBack));
        return Promise.resolve(lake.works);
      },
      polled: () => undefined,
      failed: ({ code }) => faults.push(code),
    },
  );
  if (E.isLeft(poller)) throw new Error(poller.left);
  const { pollNow, stop } = poller.right;
  onTestFinished(stop);
  /** What a poll wrote of blocks and refusals. */
  const poll = async (): Promise<ReadonlyArray<ReadLine>> => {
    const before = stored.length;
    await pollNow();
    return stored
      .slice(before)
      .filter(({ type }) => type === 'BlockObserved' || type === 'FragmentRejected');
  };
  return { poll, stop, stored, faults, lake, stateFile };
};

const simulate = async () => {
  const simulator = await startSimulator({ seed: 'poller', tickMs: 0, rows: 100 });
  onTestFinished(simulator.stop);
  return simulator;
};

/** A server whose answer can be exchanged. */
const changing = async (first: RequestListener) => {
  const current = { answer: first };
  const url = await serve((request, response) => current.answer(request, response));
  return { url, current };
};
const body =
  (text: string): RequestListener =>
  (_request, response) =>
    response.end(text);

describe('a poller', () => {
  it('writes the page once, then only what is new or has changed, over restarts too', async () => {
    const simulator = await simulate();
    const first = await start(simulator.url);
    const page = await first.poll();
    expect(page).toHaveLength(15);
    expect(await first.poll()).toStrictEqual([]);
    simulator.mineBlock();
    const fresh = await first.poll();
    const mined = simulator.truth().minedBlocks.at(-1);
    expect(fresh.map(({ fields }) => fields)).toMatchObject([
      { blockHash: mined?.id, height: mined?.height },
    ]);
    const counts = countsOf(first.stored);
    expect(counts.map(({ fragments }) => fragments)).toStrictEqual([15, 30, 45]);
    for (const { counted, held } of counts) expect(counted).toStrictEqual(held);
    await first.stop();
    const again = await start(simulator.url, first.stateFile);
    expect(await again.poll()).toStrictEqual([]);
  });

  it('writes a block again whose bytes have changed, and no other', async () => {
    const response = await fetch(`${(await simulate()).url}/api/v1/blocks`);
    const blocks = (await response.json()) as ReadonlyArray<object>;
    const { url, current } = await changing(body(JSON.stringify(blocks)));
    const { poll } = await start(url);
    expect(await poll()).toHaveLength(15);
    const changed = JSON.stringify({ ...blocks[3], stale: true });
    current.answer = body(
      `[${blocks.map((b, n) => (n === 3 ? changed : JSON.stringify(b))).join()}]`,
    );
    const written = await poll();
    expect(written.map(({ payloadText }) => payloadText)).toStrictEqual([changed]);
    expect(written[0]?.fields).toMatchObject({
      payloadSha256: createHash('sha256').update(changed).digest('hex'),
    });
    expect(await poll()).toStrictEqual([]);
  });

  it('remembers only what the lake has', async () => {
    const { poll, lake, stateFile } = await start((await simulate()).url);
    lake.works = false;
    expect(await poll()).toStrictEqual([]);
    expect(existsSync(stateFile)).toBe(false);
    lake.works = true;
    expect(await poll()).toHaveLength(15);
    const held = readFileSync(stateFile, 'utf8');
    expect(JSON.parse(held)).toMatchObject({ version: 1, network });
  });

  it('goes on where its state can not be written, and says so', async () => {
    const simulator = await simulate();
    const stateFile = join(temporaryFolder(), 'state', 'poller.json');
    const { poll, faults } = await start(simulator.url, stateFile);
    writeFileSync(join(stateFile, '..'), 'a file in the way');
    expect(await poll()).toHaveLength(15);
    expect(faults).toStrictEqual(['state']);
    simulator.mineBlock();
    expect(await poll()).toHaveLength(1);
  });

  it.each([
    [
      'of another network',
      '{"version":1,"network":"mainnet","seen":[]}',
      /is of mainnet, not regtest/,
    ],
    ['of a newer version', '{"version":2,"blocks":{}}', /is of a newer version/],
    ['that is none', '{"seen":7}', /is not a poller's state/],
    ['that is empty', '', /is not a poller's state/],
  ])('refuses a state %s in a sentence, and leaves it as it was', async (_what, text, sentence) => {
    const stateFile = join(temporaryFolder(), 'state.json');
    writeFileSync(stateFile, text);
    await expect(start('http://127.0.0.1:1', stateFile)).rejects.toThrow(sentence);
    await expect(start('http://127.0.0.1:1', stateFile)).rejects.toThrow('--state');
    expect(readFileSync(stateFile, 'utf8')).toBe(text);
  });

  it('names what is wrong with an answer and goes on', async () => {
    const { url, current } = await changing(body(''));
    const { poll, faults, stored } = await start(url);
    await poll();
    for (const status of [500, 404, 503]) {
      current.answer = (_request, response) => response.writeHead(status).end('{"error":1}');
      await poll();
    }
    current.answer = () => undefined;
    await poll();
    expect(faults).toStrictEqual(['empty', 'status', 'status', 'status', 'timeout']);
    const html = '<html>\r\n"busy" \u2028</html>';
    current.answer = body(html);
    const refused = await poll();
    expect(
      refused.map(({ fields, payloadText }) => [fields, JSON.parse(payloadText)]),
    ).toMatchObject([[{ reason: 'not-json', encoding: 'utf8' }, html]]);
    current.answer = body('[{"id":"x"}]');
    expect((await poll()).map(({ fields }) => fields)).toMatchObject([
      { reason: 'does-not-decode' },
    ]);
    current.answer = body('[]');
    expect(await poll()).toStrictEqual([]);
    const counts = countsOf(stored);
    for (const { counted, held } of counts) expect(counted).toStrictEqual(held);
    expect(counts.at(-1)).toMatchObject({ fragments: 3, counted: { accepted: 0, quarantined: 2 } });
  });

  it('that finds nobody says so, and closes its epoch in order', async () => {
    const { poll, stop, faults, stored } = await start(await nowhere());
    await poll();
    expect(faults).toStrictEqual(['unreachable']);
    await stop();
    expect(stored.map(({ type }) => type)).toStrictEqual([
      'EpochOpened',
      'FeedCounted',
      'EpochClosed',
    ]);
  });
});
