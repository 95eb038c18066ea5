import { describe, expect, it, onTestFinished } from 'vitest';
import { FAULTS, isFaultName, startSimulator, type Simulator } from '../../simulator/index.ts';
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
import type { Frame, SocketClient } from '../support/socket-client.ts';

/** A simulator that moves only when told, and a client that follows all of it. */
const watch = async (index = 0) => {
  const simulator = await startSimulator({
    seed: 'faults',
    tickMs: 0,
    rows: 300,
    startTimeMs: 1_795_239_437_000,
    meanBlockSeconds: 1e9,
    speed: 8,
  });
  onTestFinished(() => simulator.stop());
  const client = await follow(simulator.url, index);
  return { simulator, client };
};

const projectedIn = (client: SocketClient) =>
  client.frames().flatMap((frame) => projectedOf(frame) ?? []);
const sequencesIn = (client: SocketClient) => projectedIn(client).map(({ sequence }) => sequence);
const txidSequencesIn = (client: SocketClient) =>
  client.frames().flatMap((frame) => txidsOf(frame)?.sequence ?? []);

/** What a client holds after these frames. */
const held = (frames: ReadonlyArray<Frame>): Map<string, Row> => {
  const rows = new Map<string, Row>();
  for (const frame of frames) {
    const message = projectedOf(frame);
    if (message) apply(rows, message);
  }
  return rows;
};
const totals = (rows: Map<string, Row>) => ({
  nTx: rows.size,
  totalFees: sum(rows.values(), 1),
  blockVSize: sum(rows.values(), 2),
});
const lastStatement = (client: SocketClient, index = 0) => {
  const [stated] = client
    .frames()
    .flatMap((frame) => totalsOf(frame)?.[index] ?? [])
    .slice(-1);
  if (!stated) throw new Error('nothing was stated of the block');
  const { nTx, totalFees, blockVSize } = stated;
  return { nTx, totalFees, blockVSize };
};
const truthRows = (simulator: Simulator) =>
  byTxid(simulator.truth().nextBlock.rows as ReadonlyArray<Row>);
const heldRows = (client: SocketClient) => byTxid(held(client.frames()).values());
const expectTrue = ({ simulator, client }: Awaited<ReturnType<typeof watch>>) => {
  expect(heldRows(client)).toEqual(truthRows(simulator));
  expect(totals(held(client.frames()))).toEqual(lastStatement(client));
};

describe('the list of faults', () => {
  it('has a description of one line for each name', () => {
    expect(Object.keys(FAULTS)).toHaveLength(27);
    for (const [name, description] of Object.entries(FAULTS)) {
      expect(isFaultName(name)).toBe(true);
      expect(description).toMatch(/^\S.{10,150}[^.\s]$/);
    }
    expect(['rubbish', '', 'toString', 'Drop'].filter(isFaultName)).toEqual([]);
  });
});

describe('messages that go astray', () => {
  it('drop: keeps both numbered messages of one update back', async () => {
    const { simulator, client } = await watch();
    simulator.tick();
    simulator.fault('drop');
    simulator.tick();
    simulator.tick();
    await client.settled();
    expect(sequencesIn(client)).toEqual([0, 1, 3]);
    expect(txidSequencesIn(client)).toEqual([1, 3]);
    expect(client.frames().filter((frame) => totalsOf(frame))).toHaveLength(4);
    expect(heldRows(client)).not.toEqual(truthRows(simulator));
  });

  it('drop-tracked: keeps only the projected block back', async () => {
    const { simulator, client } = await watch();
    simulator.fault('drop-tracked');
    simulator.tick();
    simulator.tick();
    await client.settled();
    expect(sequencesIn(client)).toEqual([0, 2]);
    expect(txidSequencesIn(client)).toEqual([1, 2]);
  });

  it('drop-frame: sends nothing of an update, but the quote that comes before it', async () => {
    const { simulator, client } = await watch();
    simulator.fault('drop-frame');
    simulator.quote();
    simulator.tick();
    simulator.tick();
    await client.settled();
    expect(sequencesIn(client)).toEqual([0, 2]);
    expect(txidSequencesIn(client)).toEqual([2]);
    expect(client.frames().filter((frame) => totalsOf(frame))).toHaveLength(2);
    expect(client.frames().filter((frame) => 'conversions' in frame)).toHaveLength(1);
  });

  it('duplicate: sends one message twice', async () => {
    const watched = await watch();
    watched.simulator.fault('duplicate');
    watched.simulator.tick();
    watched.simulator.tick();
    await watched.client.settled();
    const [, first, second] = projectedIn(watched.client);
    expect(sequencesIn(watched.client)).toEqual([0, 1, 1, 2]);
    expect(second).toEqual(first);
    expect(txidSequencesIn(watched.client)).toEqual([1, 2]);
    expectTrue(watched);
  });

  it('reorder: swaps two updates, each with the texts of its own time', async () => {
    const reference = await watch();
    const { simulator, client } = await watch();
    simulator.fault('reorder');
    for (const each of [reference.simulator, simulator]) for (let n = 0; n < 3; n += 1) each.tick();
    await Promise.all([client.settled(), reference.client.settled()]);
    const texts = (of: SocketClient) =>
      of.received.map(({ raw }) => raw.toString()).filter((text) => text.includes('sequence'));
    const [snapshot, first, second, third] = texts(reference.client);
    expect(texts(client)).toEqual([snapshot, second, first, third]);
    expect(sequencesIn(client)).toEqual([0, 2, 1, 3]);
  });

  it('misstate: states wrong totals once', async () => {
    const watched = await watch();
    watched.simulator.fault('misstate');
    watched.simulator.tick();
    await watched.client.settled();
    expect(heldRows(watched.client)).toEqual(truthRows(watched.simulator));
    const [stated, so] = [lastStatement(watched.client), totals(held(watched.client.frames()))];
    for (const key of ['nTx', 'totalFees', 'blockVSize'] as const)
      expect(stated[key]).not.toBe(so[key]);
    watched.simulator.tick();
    await watched.client.settled();
    expectTrue(watched);
  });
});

describe('a backend that goes wrong', () => {
  it('restart: closes without a status and counts from 0 again', async () => {
    const { simulator, client } = await watch();
    simulator.tick();
    simulator.tick();
    simulator.fault('drop');
    simulator.fault('restart');
    expect(await client.closed).toBe(1005);
    const again = await follow(simulator.url);
    simulator.tick();
    await again.settled();
    expect(sequencesIn(again)).toEqual([0, 1]);
    expectTrue({ simulator, client: again });
  });

  it('drift: changes the block without a word; the totals tell, and deltas do not mend it', async () => {
    const { simulator, client } = await watch();
    simulator.tick();
    const before = truthRows(simulator);
    simulator.fault('drift');
    expect(simulator.truth().sequence).toBe(1);
    expect(truthRows(simulator)).not.toEqual(before);
    await client.settled();
    expect(heldRows(client)).toEqual(before);
    simulator.tick();
    await client.settled();
    expect(sequencesIn(client)).toEqual([0, 1, 2]);
    expect(lastStatement(client).totalFees).toBe(simulator.truth().nextBlock.feeSats);
    expect(totals(held(client.frames()))).not.toEqual(lastStatement(client));
    for (let n = 0; n < 5; n += 1) simulator.tick();
    await client.settled();
    expect(heldRows(client)).not.toEqual(truthRows(simulator));
  });

  it.each([0, 3])('drift-unstated: only a snapshot shows it, index %i', async (index) => {
    const { simulator, client } = await watch(index);
    simulator.fault('drift-unstated');
    simulator.tick();
    await client.settled();
    expect(sequencesIn(client)).toEqual([0, 1]);
    expect(totals(held(client.frames()))).toEqual(lastStatement(client, index));
    const before = held(client.frames());
    client.send({ 'track-mempool-block': index });
    await client.settled();
    const after = held(client.frames());
    expect(totals(after)).toEqual(totals(before));
    expect([...after.keys()].filter((txid) => !before.has(txid))).toHaveLength(1);
    expect([...before.keys()].filter((txid) => !after.has(txid))).toHaveLength(1);
  });

  it('mid-tick-snapshot: has the rows to come, beside the totals and the number of before', async () => {
    const watched = await watch();
    const { simulator, client } = watched;
    simulator.tick();
    await client.settled();
    const old = held(client.frames());
    simulator.fault('mid-tick-snapshot');
    const late = await follow(simulator.url);
    const [answered] = late.frames();
    const early = held(late.frames());
    expect(sequencesIn(late)).toEqual([1]);
    expect(byTxid(early.values())).not.toEqual(byTxid(old.values()));
    expect(answered && totalsOf(answered)?.[0]).toMatchObject(totals(old));
    const later = await follow(simulator.url);
    expect(heldRows(later)).toEqual(byTxid(early.values()));
    expect(lastStatement(later)).toEqual(totals(old));
    simulator.tick();
    await Promise.all([client.settled(), late.settled()]);
    expect(sequencesIn(late)).toEqual([1, 2]);
    const delta = projectedIn(late).at(-1)?.delta;
    expect(delta?.removed.filter((txid) => !old.has(txid))).toEqual([]);
    expect(delta?.added.filter(([txid]) => old.has(txid))).toEqual([]);
    expect(delta?.added.filter(([txid]) => !early.has(txid))).toEqual([]);
    expect((delta?.added.length ?? 0) + (delta?.removed.length ?? 0)).toBeGreaterThan(0);
    expectTrue(watched);
    expectTrue({ simulator, client: late });
  });

  it('mid-tick-snapshot: a block that comes first finishes the update before it', async () => {
    const watched = await watch();
    watched.simulator.fault('mid-tick-snapshot');
    watched.client.send({ 'track-mempool-block': 0 });
    await watched.client.settled();
    watched.simulator.mineBlock();
    await watched.client.settled();
    expect(sequencesIn(watched.client)).toEqual([0, 0, 1, 2]);
    expectTrue(watched);
  });

  it.each([0, 1])('silent-block: empties the block without a message, index %i', async (index) => {
    const { simulator, client } = await watch(index);
    const before = held(client.frames());
    simulator.fault('silent-block');
    await client.settled();
    const frame = client.frames().find((each) => 'block' in each) ?? {};
    expect(totalsOf(frame)).toEqual([]);
    expect(txidsOf(frame)?.sequence).toBe(1);
    expect(sequencesIn(client)).toEqual([0]);
    expect(simulator.truth().nextBlock.rows).toEqual([]);
    for (let n = 0; n < 3; n += 1) simulator.tick();
    await client.settled();
    const told = new Set(client.frames().flatMap((each) => txidsOf(each)?.removed ?? []));
    const mined = new Set(txidsOf(frame)?.mined);
    expect([...before.keys()].filter((txid) => !told.has(txid) && !mined.has(txid))).toEqual([]);
    // the first block is there again with the first arrivals, the second not for long
    expect(sequencesIn(client)).toEqual(index === 0 ? [0, 2, 3, 4] : [0]);
    const removed = projectedIn(client).flatMap(({ delta }) => delta?.removed ?? []);
    expect(removed.filter((txid) => before.has(txid))).toEqual([]);
    expect(simulator.truth().nextBlock.transactions).toBeGreaterThan(0);
  });

  it('loading: says so; templates change while neither numbers nor their messages move', async () => {
    const watched = await watch();
    const { simulator, client } = watched;
    simulator.tick();
    const before = truthRows(simulator);
    simulator.fault('loading');
    for (let n = 0; n < 4; n += 1) simulator.tick();
    simulator.mineBlock();
    expect(simulator.truth().sequence).toBe(1);
    expect(truthRows(simulator)).not.toEqual(before);
    await client.settled();
    expect(heldRows(client)).toEqual(before);
    expect(txidSequencesIn(client)).toEqual([1, 1, 1, 1, 1, 1]);
    const init = (await (await fetch(`${simulator.url}/api/v1/init-data`)).json()) as Frame;
    expect(init['loadingIndicators']).toEqual({ mempool: 42 });
    simulator.fault('loaded');
    simulator.tick();
    await client.settled();
    const indicators = client.frames().flatMap((frame) => frame['loadingIndicators'] ?? []);
    expect(indicators).toEqual([{ mempool: 42 }, {}]);
    expect(sequencesIn(client)).toEqual([0, 1, 2]);
    expect(heldRows(client)).not.toEqual(truthRows(simulator));
    client.send({ 'track-mempool-block': 0 });
    await client.settled();
    expectTrue(watched);
  });

  it('repeat-delta: sends a delta again under a new number, and nothing is wrong', async () => {
    const watched = await watch();
    const { simulator, client } = watched;
    simulator.tick();
    simulator.fault('repeat-delta');
    simulator.tick();
    await client.settled();
    const [, first, second] = projectedIn(client);
    expect(second).toEqual({ ...first, sequence: 2 });
    expect(first?.delta?.added.length).toBeGreaterThan(0);
    expectTrue(watched);
    simulator.tick();
    simulator.mineBlock();
    await client.settled();
    expect(sequencesIn(client)).toEqual([0, 1, 2, 3, 4]);
    expectTrue(watched);
  });

  it('repeat-delta: without a delta before, the number moves and nothing is sent', async () => {
    const watched = await watch();
    watched.simulator.fault('repeat-delta');
    watched.simulator.tick();
    watched.simulator.tick();
    await watched.client.settled();
    expect(sequencesIn(watched.client)).toEqual([0, 2]);
    expectTrue(watched);
  });
});

describe('a subscription that is forgotten', () => {
  const keysAfter = async (name: 'silence' | 'silence-tracked') => {
    const watched = await watch();
    const { simulator, client } = watched;
    simulator.fault(name);
    const from = client.received.length;
    simulator.tick();
    simulator.mineBlock();
    simulator.quote();
    await client.settled();
    client.send({ 'track-mempool-block': -1 });
    await client.settled();
    simulator.tick();
    await client.settled();
    expect(sequencesIn(client)).toEqual([0]);
    const keys = new Set(client.frames().slice(from).flatMap(Object.keys));
    client.send({ 'track-mempool-block': 0 });
    await client.settled();
    simulator.tick();
    await client.settled();
    expect(sequencesIn(client)).toEqual([0, 3, 4]);
    expectTrue(watched);
    return keys;
  };

  it('silence: nothing of the mempool comes until the block is asked for again', async () => {
    const keys = await keysAfter('silence');
    for (const key of ['projected-block-transactions', 'mempool-txids', 'mempool-blocks'])
      expect(keys).not.toContain(key);
    for (const key of ['pong', 'conversions', 'block', 'fees']) expect(keys).toContain(key);
  });

  it('silence-tracked: all comes but the projected block', async () => {
    const keys = await keysAfter('silence-tracked');
    expect(keys).not.toContain('projected-block-transactions');
    for (const key of ['pong', 'conversions', 'block', 'mempool-txids', 'mempool-blocks'])
      expect(keys).toContain(key);
  });

  it('silence: ends with the socket, and spares those that come later', async () => {
    const { simulator } = await watch();
    simulator.fault('silence');
    const later = await follow(simulator.url);
    simulator.tick();
    await later.settled();
    expect(sequencesIn(later)).toEqual([0, 1]);
  });
});
