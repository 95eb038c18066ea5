import { describe, expect, it } from 'vitest';
import { countsOf } from '../support/conservation.ts';
import { liveTimes } from '../../listener/times.ts';
import { listening, until } from '../support/listening.ts';
import { fieldsOf } from '../support/projected.ts';

describe('a listener', () => {
  it('holds what is so at the source after ticks and a block, verified, and accounts for every fragment', async () => {
    const feed = await listening();
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
    const read = feed.read();
    expect(read.map(({ envelope }) => envelope.ordinal)).toStrictEqual(read.map((_, n) => n + 1));
    const counts = countsOf(read);
    expect(counts).toHaveLength(1);
    for (const { counted, held } of counts) expect(counted).toStrictEqual(held);
    // what became of the frames, counted apart from what the ledger counts
    const outcomes = feed.changes.flatMap((change) =>
      change.tag === 'frame' ? change.step.outcomes : [],
    );
    expect(counts[0]?.fragments).toBe(outcomes.length);
    expect(read.slice(-2).map(({ type }) => type)).toStrictEqual(['FeedCounted', 'EpochClosed']);
    await feed.listener.ended;
  });

  it('opens a gap when a delta was dropped, and closes it with the snapshot it asks for', async () => {
    const feed = await listening();
    feed.simulator.tick();
    await feed.caughtUp();
    // the messages that share the sequence show the tick, the stated totals that something was missed
    feed.simulator.fault('drop-tracked');
    feed.simulator.tick();
    feed.simulator.tick();
    await until(() => feed.session.gaps.length === 1 && feed.session.gaps[0]?.closed === true);
    feed.simulator.tick();
    await feed.caughtUp();
    expect(feed.state()).toStrictEqual(feed.truth());
    expect(feed.session.tracker?.level).toBe('verified');
  });

  it('reads on when the spool is full, gives frames up, counted, and goes on with a whole snapshot', async () => {
    let hasRoom = true;
    const feed = await listening({ hasRoom: () => hasRoom });
    feed.simulator.tick();
    await feed.caughtUp();
    const before = feed.read().length;
    hasRoom = false;
    feed.simulator.tick();
    await until(() => feed.session.gaps.length === 1);
    const written = feed.read();
    for (let n = 0; n < 20; n += 1) feed.simulator.tick();
    hasRoom = true; // looked at each second
    await until(() => feed.session.gaps[0]?.closed === true);
    feed.simulator.tick();
    await feed.caughtUp();
    expect(feed.state()).toStrictEqual(feed.truth());
    expect(feed.session.tracker?.level).toBe('verified');
    feed.listener.stop();

    const types = written.slice(before).map(({ type }) => type);
    expect(types).toStrictEqual(['GapFound', 'FeedCounted', 'EpochClosed']);
    expect(fieldsOf(written, 'EpochClosed')).toMatchObject([{ closeReason: 'spool-full' }]);
    expect(feed.session.gaps).toMatchObject([{ cause: 'spool-full' }]);
    const [given] = fieldsOf(feed.read().slice(written.length), 'FeedCounted');
    expect(given).toMatchObject({ framesIn: 21, framesGivenUp: 21 });
    expect(feed.changes.filter(({ tag }) => tag.startsWith('spool'))).toStrictEqual([
      { tag: 'spool-full' },
      { tag: 'spool-has-room' },
    ]);
    expect(feed.session.fault).toBeNull();
  });

  it('opens a socket ever later where its first frame is larger than all the room', async () => {
    let roomBytes = Number.POSITIVE_INFINITY;
    const refusedAt: Array<number> = [];
    const feed = await listening({
      hasRoom: (bytes) => {
        if (bytes > roomBytes) refusedAt.push(performance.now());
        return bytes <= roomBytes;
      },
    });
    roomBytes = 100;
    feed.simulator.tick();
    const wentOn = () => feed.changes.filter(({ tag }) => tag === 'spool-has-room').length;
    await until(() => wentOn() === 3);
    expect(performance.now() - (refusedAt[2] ?? 0)).toBeGreaterThanOrEqual(2000);
    const told = { cause: 'spool-full', closed: false };
    expect(feed.session.gaps).toMatchObject([told, told, told]);
  });

  it('finds by itself that the source drifted, without a jump of the sequence', async () => {
    const feed = await listening();
    feed.simulator.tick();
    await feed.caughtUp();
    feed.simulator.fault('drift');
    feed.simulator.tick();
    await until(() => feed.session.gaps[0]?.closed === true);
    expect(feed.session.gaps).toMatchObject([{ cause: 'self-check', expectedSequence: null }]);
    feed.simulator.tick();
    await feed.caughtUp();
    expect(feed.state()).toStrictEqual(feed.truth());
  });

  it('has a socket gap when its socket is closed, and a new epoch that closes it', async () => {
    const feed = await listening();
    feed.simulator.tick();
    await feed.caughtUp();
    feed.simulator.fault('close');
    await until(() => feed.session.gaps[0]?.closed === true);
    expect(feed.session.gaps).toMatchObject([{ cause: 'socket' }]);
    feed.simulator.tick();
    await feed.caughtUp();
    expect(feed.state()).toStrictEqual(feed.truth());
    feed.listener.stop();
    const read = feed.read();
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

  it('leaves its epoch when the wall clock is set, for one whose times are right', async () => {
    const wall = { setByMs: 0, resets: 0 };
    const live = liveTimes();
    const feed = await listening({
      times: {
        ...live,
        steppedMs: () => wall.setByMs,
        reset: () => {
          wall.setByMs = 0;
          wall.resets += 1;
          live.reset();
        },
      },
    });
    feed.simulator.tick();
    await feed.caughtUp();
    wall.setByMs = -999; // slewed, not set
    await until(() => feed.changes.length > 0);
    wall.setByMs = -5000;
    await until(() => feed.session.gaps[0]?.closed === true);
    expect(feed.session.gaps).toMatchObject([{ cause: 'clock' }]);
    expect(wall.resets).toBe(1);
    feed.simulator.tick();
    await feed.caughtUp();
    expect(feed.state()).toStrictEqual(feed.truth());
    expect(fieldsOf(feed.read(), 'EpochClosed')).toMatchObject([{ closeReason: 'clock-stepped' }]);
  });

  it('stops with a sentence when its counts do not add up', async () => {
    const reasons: Array<string> = [];
    const feed = await listening({ failed: (reason) => reasons.push(reason) });
    feed.session.epochs[0]?.frame(Buffer.from('{}'), 1, Date.now()); // of which nothing becomes anything
    await feed.listener.ended;
    expect(reasons).toHaveLength(1);
    expect(reasons[0]).toMatch(/^the counts do not add up: \d+ fragments came in, but/);
    expect(feed.session.isOpen).toBe(false);
  });
});
