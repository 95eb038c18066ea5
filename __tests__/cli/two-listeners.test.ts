import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readLine } from '@bitcoin-pipeline/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesOf } from '../../lake/read.ts';
import { startSimulator, type Simulator } from '../../simulator/index.ts';
import { putObject } from '../support/lake-folder.ts';
import {
  emptyFolder,
  runProgram,
  startProgram,
  type Ended,
  type Running,
} from '../support/program.ts';
import { asking } from '../support/state-answers.ts';
import { right } from '../support/warehouse.ts';
import { rowsOf } from '../support/warehouse-rows.ts';

const MINUTE_MS = 60_000;

/** Asks until the answer is there; bounded. */
const until = async <A>(ask: () => Promise<A | null> | A | null, what: string): Promise<A> => {
  for (let tries = 0; tries < 600; tries += 1) {
    const answer = await ask();
    if (answer !== null) return answer;
    await sleep(100);
  }
  throw new Error(`waited in vain for ${what}`);
};

interface Left {
  readonly producerId: string;
  readonly pid: number;
  readonly ended: boolean;
  readonly epochId: string | null;
}

/** The spools beside the lake, of those that live and of those that ended. */
const leftBeside = async (lake: string): Promise<ReadonlyArray<Left>> => {
  const dir = `${lake}.spool`;
  const names = await readdir(dir).catch(() => []);
  const read = async (name: string, file: string): Promise<unknown> =>
    JSON.parse(await readFile(join(dir, name, file), 'utf8').catch(() => '{}'));
  return Promise.all(
    names
      .filter((name) => !name.startsWith('.'))
      .map(async (producerId) => {
        const { pid } = (await read(producerId, 'spool.json')) as { readonly pid: number };
        const { ended = false } = (await read(producerId, 'position.json')) as {
          readonly ended?: boolean;
        };
        return { producerId, pid, ended, epochId: await socketOf(lake, producerId) };
      }),
  );
};

/** The newest socket of a process, by what is in the lake. */
const socketOf = async (lake: string, producerId: string): Promise<string | null> => {
  let epochId: string | null = null;
  for await (const { text } of linesOf(lake, ['feed-health'])) {
    const line = right(readLine(text));
    if (line.type !== 'EpochOpened' || line.fields.epochKind !== 'socket') continue;
    if (line.envelope.producerId === producerId) epochId = line.envelope.epochId;
  }
  return epochId;
};

/** Copies the lines of one listener into a lake of its own, object by object. */
const copyOf = async (lake: string, alone: string, producerId: string): Promise<void> => {
  const objects = new Map<string, Array<string>>();
  for await (const { key, text } of linesOf(lake))
    if (right(readLine(text)).envelope.producerId === producerId)
      objects.set(key, [...(objects.get(key) ?? []), text]);
  for (const [key, lines] of objects) putObject(alone, key, lines);
  await cp(join(lake, 'lake.json'), join(alone, 'lake.json'));
};

describe('two listeners on one lake, one of which is killed and started again', () => {
  let folder = '';
  let lake = '';
  let alone = '';
  let simulator: Simulator;
  const started: Array<Running> = [];
  let survivor: Left;
  let killed: Left;
  let ends: ReadonlyArray<Ended> = [];
  let loads: ReadonlyArray<Ended> = [];
  /** Moments at which both, or one of them, listened. */
  const moments: Array<string> = [];
  /** The source's own next block by update. */
  const truths = new Map<number, object>();

  /** Starts a listener; it is there when it says so. */
  const listen = async (): Promise<Running> => {
    const options = ['--url', simulator.url, '--network', 'regtest', '--lake', lake];
    const running = startProgram(['listen', ...options]);
    started.push(running);
    await until(() => {
      if (running.process.exitCode !== null) throw new Error(running.said());
      return running.said().includes('listening to') ? true : null;
    }, 'a listener');
    return running;
  };

  /** The newest update in the lake of the next block by each process. */
  const reached = async (): Promise<ReadonlyMap<string, number>> => {
    const sequences = new Map<string, number>();
    for await (const { text } of linesOf(lake, ['mempool-block'])) {
      const line = right(readLine(text));
      if (line.type !== 'NextBlockSnapshotTaken' && line.type !== 'NextBlockChanged') continue;
      const { producerId } = line.envelope;
      const before = sequences.get(producerId) ?? 0;
      sequences.set(producerId, Math.max(before, line.fields.sequence ?? 0));
    }
    return sequences;
  };

  /** So many listeners have everything in the lake. */
  const inLake = (listeners: number): Promise<true> =>
    until(async () => {
      const { sequence } = simulator.truth();
      const there = [...(await reached()).values()].filter((each) => each === sequence);
      return there.length === listeners ? true : null;
    }, `update ${simulator.truth().sequence} of ${listeners} listeners in the lake`);

  const act = async (action: () => void): Promise<void> => {
    action();
    const { sequence, nextBlock } = simulator.truth();
    const { transactions, feeSats, weight } = nextBlock;
    truths.set(sequence, { level: 'verified', sequence, transactions, feeSats, weight });
    await sleep(150);
  };
  const work = async (): Promise<void> => {
    await act(simulator.tick);
    await act(simulator.mineBlock);
    await act(simulator.tick);
    await act(() => simulator.reorg(2));
    await act(simulator.quote);
    await act(simulator.tick);
    moments.push(new Date().toISOString());
  };

  /** Works on until a minute has ended; rests around its end, so that both have the same updates then. Returns that end. */
  const workPastMinute = async (): Promise<number> => {
    const endMs = Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS;
    while (Date.now() < endMs + 2_000) {
      if (Math.abs(Date.now() - endMs) > 1_000) await act(simulator.tick);
      else await sleep(100);
    }
    return endMs;
  };

  let minuteEndMs = 0;

  beforeAll(async () => {
    folder = await emptyFolder();
    lake = join(folder, 'lake');
    alone = join(folder, 'alone');
    simulator = await startSimulator({ tickMs: 0, rows: 900, seed: 17, pastBlocks: 40 });
    const first = await listen();
    const second = await listen();
    await work();
    await inLake(2);
    const left = await until(async () => {
      const files = await leftBeside(lake);
      return files.filter(({ epochId }) => epochId !== null).length === 2 ? files : null;
    }, 'what both leave');
    const of = ({ process: { pid } }: Running): Left => {
      const own = left.find((each) => each.pid === pid);
      if (own === undefined) throw new Error('it leaves nothing');
      return own;
    };
    survivor = of(first);
    killed = of(second);

    await work();
    second.process.kill('SIGKILL');
    await second.ended;
    await work();
    const third = await listen();
    await work();
    await inLake(2);
    minuteEndMs = await workPastMinute();
    await work();
    await sleep(1_000); // what closes lies after the last moment, also on a machine that has much to do
    first.process.kill('SIGTERM');
    third.process.kill('SIGTERM');
    ends = await Promise.all(started.map(({ ended }) => ended));
    await copyOf(lake, alone, survivor.producerId);
    loads = [
      await runProgram(['load', '--lake', lake, '--network', 'regtest']),
      await runProgram(['load', '--lake', alone, '--network', 'regtest']),
    ];
  }, 300_000);

  afterAll(async () => {
    for (const { process: child } of started) child.kill('SIGKILL');
    await simulator.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const both = async (sql: string) => [
    await rowsOf(`${lake}.duckdb`, sql),
    await rowsOf(`${alone}.duckdb`, sql),
  ];
  /** The same rows, and some, from the lake of both as from that of one. */
  const expectSame = async (sql: string): Promise<void> => {
    const [together, single] = await both(sql);
    expect(together?.length).toBeGreaterThan(0);
    expect(together).toStrictEqual(single);
  };

  it('ends in order, but for the one that was killed, and builds with every test of the data', () => {
    expect(ends.map(({ code }) => code)).toStrictEqual([0, null, 0]);
    for (const { code, err } of loads) {
      expect(code, err).toBe(0);
      const said = err.replaceAll(/^\d+ of \d+ objects read\n/gm, ''); // where that takes over two seconds
      expect(said).toBe('loading, building and testing the tables\n');
    }
  });

  it('has every ordinal of every epoch once', async () => {
    const epochs = await rowsOf(
      `${lake}.duckdb`,
      `select epoch_id, count(*) as lines, count(distinct ordinal) as ordinals, max(ordinal) as last
      from (${['mempool_block', 'conversions', 'block_metadata', 'feed_health', 'quarantine']
        .map((table) => `select epoch_id, ordinal from raw.${table}`)
        .join(' union all ')})
      group by epoch_id`,
    );
    expect(epochs.length).toBe(4); // three sockets and the process that named the crash
    for (const { lines, ordinals, last } of epochs)
      expect([ordinals, last]).toEqual([lines, lines]);
  });

  it('counts no block, no observation, no quote twice', async () => {
    await expectSame(
      'select height, block_hash, is_canonical from silver.blocks order by height, block_hash',
    );
    await expectSame(
      'select block_hash, observation_no, payload_sha256 from silver.block_observations order by 1, 2',
    );
    await expectSame(
      'select currency, quoted_at, price, price_status from silver.conversions order by 1, 2',
    );
    await expectSame(
      'select * exclude (first_observed_at, last_observed_at, built_at) from gold.block_statistics order by height',
    );
  });

  it('has one next block for each minute, and that of a minute at whose end both rested is that of one alone', async () => {
    const [minutes] = await rowsOf(
      `${lake}.duckdb`,
      'select count(*) = count(distinct minute_at) as once from gold.next_block_by_minute',
    );
    expect(minutes).toStrictEqual({ once: true });
    const beganAt = new Date(minuteEndMs - MINUTE_MS).toISOString().replace('Z', '');
    await expectSame(
      `select minute_at, level, cause, sequence, transactions, fee_sats, weight, min_rate, p10_rate, median_rate, p90_rate
      from gold.next_block_by_minute where minute_at = timestamp '${beganAt}'`,
    );
  });

  it('has what the source had, in the tables as in the lake', async () => {
    const ask = asking(lake, { network: 'regtest', originClass: 'real' });
    expect(moments.length).toBe(5);
    for (const at of moments) {
      const document = await ask(at);
      expect(document).toMatchObject(truths.get(document.sequence ?? -1) ?? { at: 'no update' });
    }
  });

  it('names the crash of the one that was killed, closed by the next; the other has no gap', async () => {
    const gaps = await rowsOf(
      `${lake}.duckdb`,
      `select gaps.cause, gaps.gap_epoch_id, closing.producer_id as closed_by
      from silver.gaps left join silver.epochs as closing on gaps.closing_epoch_id = closing.epoch_id`,
    );
    const [gap] = gaps;
    expect(gaps).toHaveLength(1);
    expect(gap).toMatchObject({ cause: 'crash', gap_epoch_id: killed.epochId });
    expect(gap?.['closed_by']).not.toBeNull();
    expect([survivor.producerId, killed.producerId]).not.toContain(gap?.['closed_by']);
  });

  it('leaves a spool for each that lived to the end, and none of the dead', async () => {
    const left = await leftBeside(lake);
    expect(left.map(({ ended }) => ended)).toStrictEqual([true, true]);
    expect(left.map(({ pid }) => pid)).toContain(survivor.pid);
    expect(left.map(({ pid }) => pid)).not.toContain(killed.pid);
  });
});
