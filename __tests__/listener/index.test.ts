import type { Line } from '@bitcoin-pipeline/model';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startListener, type ListenerChange } from '../../listener/index.ts';
import { liveTimes } from '../../listener/times.ts';
import { startSimulator } from '../../simulator/index.ts';
import { countsOf } from '../support/conservation.ts';
import { countedIds, producer } from '../support/lines.ts';
import { readBack } from '../support/projected.ts';

/** A listener on a simulator that moves only when told. */
const listen = async () => {
  const simulator = await startSimulator({
    seed: 'listener',
    tickMs: 0,
    rows: 200,
    startTimeMs: 1_795_239_437_000,
    meanBlockSeconds: 1e9,
  });
  const lines: Array<Line> = [];
  const changes: Array<ListenerChange> = [];
  /** What became of the frames, counted apart from what the ledger counts. */
  const fragments = { count: 0 };
  const listener = startListener(
    {
      url: simulator.url,
      userAgent: 'us',
      sockets: null,
      auditEveryMs: null,
      predecessors: [],
    },
    producer,
    liveTimes(),
    {
      ...countedIds(),
      store: (more) => lines.push(...more),
      failed: (reason) => {
        throw new Error(reason);
      },
      changed: (change) => {
        changes.push(change);
        if (change.tag === 'frame') fragments.count += change.step.outcomes.length;
      },
    },
  );
  onTestFinished(async () => {
    listener.stop();
    await simulator.stop();
  });
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const { session } = listener;
  const caughtUp = (): Promise<void> =>
    until(() => session.tracker?.sequence === simulator.truth().sequence);
  await until(() => session.tracker?.baseOrdinal !== null && session.tracker !== null);
  const state = () => session.tracker?.block.totals;
  const truth = () => {
    const { transactions, feeSats, weight } = simulator.truth().nextBlock;
    return { transactions, feeSats, weight };
  };
  return { simulator, listener, session, lines, changes, fragments, until, caughtUp, state, truth };
};

describe('a listener', () => {
  it('holds what is so at the source after ticks and a block, verified, and accounts for every fragment', async () => {
    const feed = await listen();
    for (let n = 0; n < 5; n += 1) feed.simulator.tick();
    feed.simulator.mineBlock();
    feed.simulator.quote();
    feed.simulator.tick();
    await feed.caughtUp();
    expect(feed.state()).toStrictEqual(feed.truth());
    expect(feed.truth().transactions).toBeGreaterThan(50);
    expect(feed.session.tracker?.level).toBe('verified');
    expect(feed.session.gaps).toStrictEqual([]);
    feed.listener.stop();
    const read = feed.lines.map(readBack);
    expect(read.map(({ envelope }) => envelope.ordinal)).toStrictEqual(read.map((_, n) => n + 1));
    const counts = countsOf(read);
    expect(counts).toHaveLength(1);
    for (const { counted, held } of counts) expect(counted).toStrictEqual(held);
    expect(counts[0]?.fragments).toBe(feed.fragments.count);
    expect(read.slice(-2).map(({ type }) => type)).toStrictEqual(['FeedCounted', 'EpochClosed']);
    await feed.listener.ended;
  });

  it('opens a gap when a delta was dropped, and closes it with the snapshot it asks for', async () => {
    const feed = await listen();
    feed.simulator.tick();
    await feed.caughtUp();
    // the messages that share the sequence show the tick, the stated totals that something was missed
    feed.simulator.fault('drop-tracked');
    feed.simulator.tick();
    feed.simulator.tick();
    await feed.until(() => feed.session.gaps.length === 1 && feed.session.gaps[0]?.closed === true);
    feed.simulator.tick();
    await feed.caughtUp();
    expect(feed.state()).toStrictEqual(feed.truth());
    expect(feed.session.tracker?.level).toBe('verified');
  });

  it('finds by itself that the source drifted, without a jump of the sequence', async () => {
    const feed = await listen();
    feed.simulator.tick();
    await feed.caughtUp();
    feed.simulator.fault('drift');
    feed.simulator.tick();
    await feed.until(() => feed.session.gaps[0]?.closed === true);
    expect(feed.session.gaps).toMatchObject([{ cause: 'self-check', expectedSequence: null }]);
    feed.simulator.tick();
    await feed.caughtUp();
    expect(feed.state()).toStrictEqual(feed.truth());
  });

  it('has a socket gap when its socket is closed, and a new epoch that closes it', async () => {
    const feed = await listen();
    feed.simulator.tick();
    await feed.caughtUp();
    feed.simulator.fault('close');
    await feed.until(() => feed.session.gaps[0]?.closed === true);
    expect(feed.session.gaps).toMatchObject([{ cause: 'socket' }]);
    feed.simulator.tick();
    await feed.caughtUp();
    expect(feed.state()).toStrictEqual(feed.truth());
    feed.listener.stop();
    const read = feed.lines.map(readBack);
    expect(new Set(read.map(({ envelope }) => envelope.epochId))).toStrictEqual(
      new Set(['e1', 'e2']),
    );
    for (const epoch of ['e1', 'e2'])
      for (const { counted, held } of countsOf(
        read.filter(({ envelope }) => envelope.epochId === epoch),
      ))
        expect(counted).toStrictEqual(held);
    expect(feed.changes.map(({ tag }) => tag).filter((tag) => tag !== 'frame')).toStrictEqual([
      'opened',
      'closed',
      'opened',
    ]);
  });
});
