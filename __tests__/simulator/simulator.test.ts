import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../simulator/index.ts';
import {
  apply,
  byTxid,
  follow,
  projectedOf,
  sum,
  totalsOf,
  txidsOf,
  type Row,
} from '../support/backend-client.ts';
import { connect } from '../support/socket-client.ts';

const running: Simulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});
const start = async (options: SimulatorOptions = {}): Promise<Simulator> => {
  const simulator = await startSimulator({
    seed: 'test',
    tickMs: 0,
    rows: 300,
    startTimeMs: 1_795_239_437_000,
    ...options,
  });
  running.push(simulator);
  return simulator;
};

interface Block {
  readonly id: string;
  readonly height: number;
  readonly version: number;
  readonly timestamp: number;
  readonly bits: number;
  readonly nonce: number;
  readonly merkle_root: string;
  readonly previousblockhash: string;
  readonly stale: boolean | number;
  readonly canonical?: string;
  readonly extras: { readonly header: string; readonly orphans: ReadonlyArray<{ hash: string }> };
}
/** One of each thing that can happen, again and again. */
const live = (simulator: Simulator, steps: number, after: () => void): void => {
  for (let step = 1; step <= steps; step += 1) {
    if (step % 25 === 0) simulator.mineBlock();
    else simulator.tick();
    after();
  }
};

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
const reversed = (bytes: Uint8Array) => Buffer.from(bytes.toReversed()).toString('hex');
const hashed = (hex: string) => reversed(sha256(sha256(Buffer.from(hex, 'hex'))));
const page = async (simulator: Simulator, path: string) =>
  (await (await fetch(`${simulator.url}/api/v1/${path}`)).json()) as ReadonlyArray<Block>;
const expectLinked = (falling: ReadonlyArray<Block>) => {
  for (const [place, block] of falling.entries()) {
    const below = falling[place + 1];
    if (!below) continue;
    expect(block.previousblockhash).toBe(below.id);
    expect(block.height).toBe(below.height + 1);
  }
};
const answersTo = async (...messages: ReadonlyArray<unknown>) => {
  const client = await connect((await start()).url);
  for (const message of messages) client.send(message);
  await client.settled();
  return client.frames().map((frame) => Object.keys(frame).join());
};
const want = (...data: string[]) => ({ action: 'want', data });
const fallingFrom = (height: number, count: number) =>
  Array.from({ length: count }, (_, place) => height - place);
/** Everything received in a run with this seed. */
const run = async (seed: string) => {
  const simulator = await start({ seed, speed: 20 });
  const client = await follow(simulator.url);
  live(simulator, 30, () => undefined);
  simulator.reorg(1);
  await client.settled();
  return client.received.map((frame) => frame.raw.toString());
};

describe('projected blocks', () => {
  it('are the truth at every step when snapshot and deltas are applied', async () => {
    const simulator = await start({ meanBlockSeconds: 1e9, speed: 8 });
    const client = await follow(simulator.url);
    const truths: ReturnType<Simulator['truth']>[] = [simulator.truth()];
    live(simulator, 120, () => truths.push(simulator.truth()));
    await client.settled();

    const messages = client
      .frames()
      .map(projectedOf)
      .filter((message) => message !== undefined);
    const rows = new Map<string, Row>();
    expect(messages).toHaveLength(truths.length);
    for (const [step, message] of messages.entries()) {
      apply(rows, message);
      expect(message.sequence).toBe(step);
      expect(truths[step]?.sequence).toBe(step);
      expect(byTxid(rows.values())).toEqual(
        byTxid((truths[step]?.nextBlock.rows ?? []) as ReadonlyArray<Row>),
      );
    }
    const changes = messages.flatMap(({ delta }) => delta?.changed ?? []);
    expect(changes.length).toBeGreaterThan(0);
  });

  it.each([0, 1, 3, 6])('add up to their totals, index %i', async (index) => {
    const simulator = await start({ meanBlockSeconds: 1e9, speed: 8 });
    const client = await follow(simulator.url, index);
    live(simulator, 60, () => undefined);
    await client.settled();

    const rows = new Map<string, Row>();
    const checked = client.frames().filter((frame) => {
      const message = projectedOf(frame);
      const totals = totalsOf(frame)?.[index];
      if (!message || !totals) return false;
      apply(rows, message);
      expect(rows.size).toBe(totals.nTx);
      expect(sum(rows.values(), 1)).toBe(totals.totalFees);
      expect(sum(rows.values(), 2)).toBe(totals.blockVSize);
      expect(totals.blockVSize * 4).toBeLessThanOrEqual(4_000_000);
      return true;
    });
    expect(checked.length).toBeGreaterThan(50);
  });

  it('lists no more of the stacked last block than a block and a fifth', async () => {
    const simulator = await start();
    const client = await follow(simulator.url, 7);
    const [frame] = client.frames();
    const totals = frame && totalsOf(frame);
    const rows = (frame && projectedOf(frame)?.blockTransactions) ?? [];
    expect(totals).toHaveLength(8);
    expect(totals?.map(({ feeRange }) => feeRange.length)).toEqual([7, 7, 7, 7, 7, 7, 7, 11]);
    expect(rows.length).toBeLessThan(totals?.[7]?.nTx ?? 0);
    expect(sum(rows, 2)).toBeLessThan(1_300_000);
  });

  it('have thousands of rows by default, of which some pay for others, were replaced or accelerated', async () => {
    const simulator = await start({ rows: 5_000, meanBlockSeconds: 1e9 });
    const { rows } = simulator.truth().nextBlock as { rows: ReadonlyArray<Row> };
    expect(rows.length).toBeGreaterThan(4_000);
    expect(rows.length).toBeLessThan(6_000);
    const ownRate = (row: Row) => Math.round((row[1] / row[2]) * 100) / 100;
    expect(rows.filter((row) => row[4] !== ownRate(row)).length).toBeGreaterThan(50);
    expect(rows.filter((row) => row.length === 8).length).toBeGreaterThan(0);
    for (const [place, row] of rows.entries()) {
      expect((row[2] * 4) % 1).toBe(0);
      expect(row[4]).toBeLessThanOrEqual(rows[place - 1]?.[4] ?? Infinity);
    }
  });

  it('come as a snapshot when a block leaves mostly other rows', async () => {
    const simulator = await start();
    const client = await follow(simulator.url);
    simulator.mineBlock();
    await client.settled();
    const frame = client.frames().find((each) => 'block' in each) ?? {};
    expect(projectedOf(frame)?.blockTransactions).toBeDefined();
    expect(Object.keys(frame)).toEqual([
      'block',
      'mempoolInfo',
      'vBytesPerSecond',
      'fees',
      'da',
      'mempool-blocks',
      'projected-block-transactions',
      'mempool-txids',
    ]);
  });
});

describe('mempool-txids', () => {
  it('accounts for every transaction of the next block, under the same sequence', async () => {
    const simulator = await start({ meanBlockSeconds: 1e9, speed: 8 });
    const client = await follow(simulator.url);
    live(simulator, 100, () => undefined);
    await client.settled();
    const moved = new Map<string, 'added' | 'removed' | 'mined'>();
    for (const frame of client.frames()) {
      const message = projectedOf(frame);
      const txids = txidsOf(frame);
      if (!message || !txids) continue;
      expect(txids.sequence).toBe(message.sequence);
      for (const kind of ['added', 'removed', 'mined'] as const)
        for (const txid of txids[kind]) moved.set(txid, kind);
      for (const { replaced, by } of txids.replaced) {
        expect(txids.removed).toContain(replaced);
        expect(txids.added).toContain(by);
      }
      if ('block' in frame) expect([txids.added, txids.removed]).toEqual([[], []]);
      // what is in the next block has not left the mempool
      for (const row of message.blockTransactions ?? message.delta?.added ?? [])
        expect(moved.get(row[0]) ?? 'added').toBe('added');
    }
    expect(new Set(moved.values())).toEqual(new Set(['added', 'removed', 'mined']));
  });
});

describe('blocks', () => {
  it('have headers that hold their fields and hash to their ids', async () => {
    const simulator = await start();
    simulator.mineBlock();
    const pages = [
      ...(await page(simulator, 'blocks')),
      ...(await page(simulator, 'blocks/967000')),
    ];
    expect(pages).toHaveLength(30);
    for (const block of pages) {
      const header = Buffer.from(block.extras.header, 'hex');
      expect(header).toHaveLength(80);
      expect(hashed(block.extras.header)).toBe(block.id);
      expect(header.readInt32LE(0)).toBe(block.version);
      expect(reversed(header.subarray(4, 36))).toBe(block.previousblockhash);
      expect(reversed(header.subarray(36, 68))).toBe(block.merkle_root);
      expect([68, 72, 76].map((at) => header.readUInt32LE(at))).toEqual([
        block.timestamp,
        block.bits,
        block.nonce,
      ]);
    }
  });

  it('have a Merkle root of the txids that were announced as mined', async () => {
    const simulator = await start();
    const client = await follow(simulator.url);
    simulator.mineBlock();
    await client.settled();
    const frame = client.frames().find((each) => 'block' in each) ?? {};
    let level = (frame['mempool-txids'] as { mined: string[] }).mined;
    while (level.length > 1)
      level = Array.from({ length: Math.ceil(level.length / 2) }, (_, pair) => {
        const left = level[pair * 2] ?? '';
        return hashed(
          [left, level[pair * 2 + 1] ?? left]
            .map((hex) => reversed(Buffer.from(hex, 'hex')))
            .join(''),
        );
      });
    expect(level).toEqual([(frame['block'] as Block).merkle_root]);
  });

  it('link over a whole history of pages, and end where the history ends', async () => {
    const simulator = await start({ pastBlocks: 2_000, startHeight: 900_000 });
    const all: Block[] = [];
    for (let height = 900_000; ; height -= 15) {
      const got = await page(simulator, `blocks/${height}`);
      all.push(...got);
      if (got.length < 15) break;
    }
    expect(all).toHaveLength(2_000);
    expectLinked(all);
    expect(new Set(all.map((block) => block.bits)).size).toBe(2);
  });

  it('link over a reorganisation, of which both branches can be read', async () => {
    const simulator = await start();
    const client = await follow(simulator.url);
    simulator.mineBlock();
    const before = await page(simulator, 'blocks');
    simulator.reorg(2);
    await client.settled();

    const frames = client.frames();
    const at = frames.findIndex((frame) => Object.keys(frame).join() === 'blocks,da');
    const chain = frames[at]?.['blocks'] as ReadonlyArray<Block>;
    const tip = frames[at + 1]?.['block'] as Block;
    expectLinked([tip, ...chain.toReversed()]);
    expect(chain).toHaveLength(32);
    expect(tip.height).toBe((before[0]?.height ?? 0) + 1);
    expectLinked(await page(simulator, 'blocks'));

    const truth = simulator.truth();
    expect(truth.staleBlocks.map(({ id }) => id)).toEqual([before[1]?.id, before[0]?.id]);
    expect(truth.minedBlocks.map(({ height }) => height)).toEqual([967_732, 967_733, 967_734]);
    for (const { id, height } of truth.staleBlocks) {
      const stale = (await (await fetch(`${simulator.url}/api/v1/block/${id}`)).json()) as Block;
      const canonical = chain.find((block) => block.height === height);
      expect([stale.stale, stale.canonical]).toEqual([1, canonical?.id]);
      const now = (await page(simulator, `blocks/${height}`))[0];
      expect(now?.extras.orphans.map(({ hash }) => hash)).toEqual([id]);
    }
  });

  it('come by chance, about as often as asked for', async () => {
    const simulator = await start({ speed: 40, rows: 20, meanBlockSeconds: 60 });
    for (let tick = 0; tick < 500; tick += 1) simulator.tick();
    // 500 ticks of 1.5 s, forty times as fast: 500 blocks are expected, with a deviation of 22
    expect(simulator.truth().minedBlocks.length).toBeGreaterThan(400);
    expect(simulator.truth().minedBlocks.length).toBeLessThan(600);
  });
});

describe('subscriptions', () => {
  it('says nothing before it is asked', async () => {
    expect(await answersTo()).toEqual(['pong']);
  });

  it('answers init in a frame of its own, and the rest of the message in one', async () => {
    const [init, rest] = await answersTo({
      action: 'init',
      'track-mempool-block': 2,
      'refresh-blocks': true,
    });
    expect(init?.split(',')).toContain('backendInfo');
    expect(rest).toBe('blocks,projected-block-transactions');
  });

  it('answers a topic when it is turned on, not when it is repeated', async () => {
    expect(
      await answersTo(want('blocks'), want('blocks', 'stats'), want(), want('blocks'), {
        action: 'want',
        data: 'stats',
      }),
    ).toEqual(['blocks', 'mempoolInfo,vBytesPerSecond,fees,da', 'blocks', 'pong']);
  });

  it.each([-1, 8, '0', 0.5, null, true])(
    'takes index %j for the end of tracking',
    async (index) => {
      const simulator = await start();
      const client = await connect(simulator.url);
      client.send({ 'track-mempool-block': 0 });
      client.send({ 'track-mempool-block': index });
      await client.settled();
      simulator.tick();
      await client.settled();
      expect(client.frames().filter((frame) => projectedOf(frame))).toHaveLength(1);
    },
  );

  it('tells conversions to everyone, unasked, every five minutes', async () => {
    const simulator = await start({ speed: 100, meanBlockSeconds: 1e9, rows: 20 });
    const client = await connect(simulator.url);
    const startedMs = simulator.truth().nowMs;
    for (let tick = 0; tick < 8; tick += 1) simulator.tick();
    await client.settled();
    const quotes = client.frames().flatMap((frame) => frame['conversions'] ?? []);
    expect(quotes.map((quote) => (quote as { time: number }).time - startedMs / 1000)).toEqual([
      300, 600, 900, 1200,
    ]);
    expect(quotes.at(-1)).toEqual(simulator.truth().conversions);
  });

  it('glues frames with spaces and prints broadcasts without', async () => {
    const simulator = await start();
    const client = await follow(simulator.url);
    simulator.quote();
    await client.settled();
    const raw = client.received.map((frame) => frame.raw.toString());
    expect(raw[0]).toMatch(/^\{"blocks": \[\{"id":"[0-9a-f]{64}","height":\d+,/);
    expect(raw[0]).toMatch(/\}\], "mempool-blocks": \[\{"blockSize":/);
    expect(raw.find((text) => text.includes('JPY'))).toMatch(
      /^\{"conversions":\{"time":\d+,"USD":/,
    );
  });
});

describe('limits of a socket', () => {
  it('closes with 1009 on a message of more than 50,000 bytes', async () => {
    const client = await connect((await start()).url);
    client.socket.send(' '.repeat(49_990) + '{"a":"bc"}');
    await client.settled();
    client.socket.send(' '.repeat(49_991) + '{"a":"bc"}');
    expect(await client.closed).toBe(1009);
  });

  it('closes without a status on the 101st message in ten seconds', async () => {
    const client = await connect((await start()).url);
    for (let message = 0; message < 99; message += 1) client.send({ nothing: 1 });
    await client.settled();
    client.send({ action: 'ping' });
    expect(await client.closed).toBe(1005);
    expect(client.frames()).toEqual([{ pong: true }]);
  });

  it.each(['{', '', 'null'])('closes without a status on %j', async (message) => {
    const client = await connect((await start()).url);
    client.socket.send(message);
    expect(await client.closed).toBe(1005);
  });

  it.each(['7', '[1]', '"text"', '{"unknown":1}', '{"action":"unknown"}'])(
    'passes over %j in silence',
    async (message) => {
      const client = await connect((await start()).url);
      client.socket.send(Buffer.from(message));
      await client.settled();
      expect(client.frames()).toEqual([{ pong: true }]);
    },
  );
});

describe('REST', () => {
  it('answers as the backend does', async () => {
    const simulator = await start({ startHeight: 900_000, pastBlocks: 40 });
    const get = async (path: string, accept = '*/*') => {
      const response = await fetch(simulator.url + path, { headers: { accept } });
      const body = await response.text();
      return [response.status, response.headers.get('content-type')?.split(';')[0], body];
    };
    const heights = async (path: string) =>
      (JSON.parse(String((await get(path))[2])) as ReadonlyArray<Block>).map((b) => b.height);

    expect(await heights('/api/v1/blocks')).toEqual(fallingFrom(900_000, 15));
    expect(await heights('/api/v1/blocks/899985')).toEqual(fallingFrom(899_985, 15));
    expect(await heights('/api/v1/blocks/900005')).toEqual(fallingFrom(900_000, 10));
    expect(await heights('/api/v1/blocks/900100')).toEqual([]);
    expect(await heights('/api/v1/blocks/899970')).toEqual(fallingFrom(899_970, 10));
    expect(await heights('/api/v1/blocks/-5')).toEqual([]);
    expect(await heights('/api/v1/blocks/abc')).toEqual([]);
    expect(await get('/api/v1/blocks/tip/height')).toEqual([200, 'text/plain', '900000']);
    const [, , tipHash] = await get('/api/v1/blocks/tip/hash');
    const block = await get(`/api/v1/block/${String(tipHash)}`);
    expect(JSON.parse(String(block[2]))).toMatchObject({ id: tipHash, height: 900_000 });
    const [status, type, body] = await get('/api/v1/block/xyz');
    expect([status, type, Object.keys(JSON.parse(String(body)) as object)]).toEqual([
      400,
      'application/json',
      ['error'],
    ]);
    expect((await get('/api/v1/block/xyz', 'text/plain')).slice(0, 2)).toEqual([400, 'text/plain']);
    expect((await get(`/api/v1/block/${'0'.repeat(64)}`))[0]).toBe(500);
    const [missing, html, notFound] = await get('/api/v1/nothing');
    expect([missing, html]).toEqual([404, 'text/html']);
    expect(notFound).toContain('Cannot GET /api/v1/nothing');
    expect(JSON.parse(String((await get('/api/v1/prices'))[2]))).toEqual(
      simulator.truth().conversions,
    );
    const head = await fetch(`${simulator.url}/api/v1/blocks/tip/height`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
      200,
      '6',
      '',
    ]);
    const posted = await fetch(`${simulator.url}/api/v1/prices`, { method: 'POST' });
    expect(await posted.text()).toContain('Cannot POST /api/v1/prices');
  });
});

describe('a simulation', () => {
  it('is the same again with the same seed, and another with another', async () => {
    const first = await run('one');
    expect(await run('one')).toEqual(first);
    expect(await run('two')).not.toEqual(first);
  });

  it('runs by itself until it is stopped', async () => {
    const simulator = await start({ tickMs: 5, rows: 20 });
    const client = await follow(simulator.url);
    while (simulator.truth().sequence < 5) await new Promise((done) => setTimeout(done, 5));
    await simulator.stop();
    expect(await client.closed).toBe(1006);
    const stoppedAt = simulator.truth().sequence;
    await new Promise((done) => setTimeout(done, 30));
    expect(simulator.truth().sequence).toBe(stoppedAt);
  });

  it('rejects when the port is taken', async () => {
    const port = Number(new URL((await start()).url).port);
    await expect(startSimulator({ port, tickMs: 0, rows: 20 })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
