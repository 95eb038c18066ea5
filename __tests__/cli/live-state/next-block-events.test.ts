import { describe, expect, it } from 'vitest';
import { liveView } from '../../../cli/live-state.ts';
import type { NextBlockEvent } from '../../../dashboard/server/ports.ts';
import {
  HandSession,
  at,
  delta,
  row,
  snapshot,
  stated,
  tick,
  txid,
} from '../../support/projected.ts';

const iso = (second: number): string => new Date(at(second)).toISOString();

/** A view of a session by hand, whose clock goes on by a second with every event, and what a follower was told. */
const watched = () => {
  const view = liveView({ name: 'x', url: 'x', network: 'x', origin: 'recording', notice: null });
  const hand = new HandSession();
  const told: NextBlockEvent[] = [];
  let second = -1;
  view.followNextBlock((event) => told.push(event));
  const since = (): ReadonlyArray<NextBlockEvent> => told.splice(0);
  return {
    view,
    open: () => {
      second += 1;
      hand.open();
      view.listened({ tag: 'opened' }, hand.session);
      return since();
    },
    take: (...parts: ReadonlyArray<object>) => {
      second += 1;
      view.listened({ tag: 'frame', step: hand.take(...parts), atMs: at(second) }, hand.session);
      return since();
    },
    lose: () => {
      second += 1;
      hand.lose();
      view.listened({ tag: 'closed' }, hand.session);
      return since();
    },
  };
};

const moved = (sequence: number, lists: object) => ({
  'mempool-txids': { sequence, added: [], removed: [], mined: [], replaced: [], ...lists },
});

/** Rows 1 to 9 of 100 sats each, of sequence 5, at second 1. */
const nine = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => row(n, 100));
const based = () => {
  const hand = watched();
  hand.open();
  hand.take(snapshot(5, nine));
  return hand;
};

const whyOf = (events: ReadonlyArray<NextBlockEvent>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    events.flatMap((event) =>
      event.tag === 'delta' ? event.removed.map(([id, why]) => [Number(`0x${id}`), why]) : [],
    ),
  );

describe('the next block', () => {
  it('is told as a whole first, with what its own numbers say of it', () => {
    const hand = watched();
    expect(hand.open()).toEqual([]);
    expect(hand.take(snapshot(5, nine.slice(0, 1)), stated(1, 100))).toEqual([
      {
        tag: 'snapshot',
        level: 'verified',
        cause: null,
        at: iso(1),
        sequence: 5,
        rows: [{ txid: txid(1), feeSats: 100, vsizeVbytes: 100, valueSats: 1, rate: 1 }],
      },
    ]);
  });

  it('is told to who comes later as it stands, then change by change', () => {
    const hand = based();
    hand.take(delta(6, { removed: [txid(1)], changed: [[txid(2), 7, 0, 0]] }));
    const late: NextBlockEvent[] = [];
    const stop = hand.view.followNextBlock((event) => late.push(event));
    expect(late).toMatchObject([{ tag: 'snapshot', sequence: 6, at: iso(2) }]);
    expect(late[0]).toMatchObject({
      rows: expect.arrayContaining([expect.objectContaining({ txid: txid(2), rate: 7 })]),
    });
    hand.take(delta(7, { added: [row(10, 50)] }));
    expect(late[1]).toMatchObject({ tag: 'delta', added: [{ txid: txid(10) }] });
    stop();
    hand.take(delta(8, { removed: [txid(10)] }));
    expect(late).toHaveLength(2);
  });

  it('further behind is not told of', () => {
    const hand = watched();
    hand.open();
    expect(hand.take(snapshot(5, nine, { index: 1 }))).toEqual([]);
  });
});

describe('a change', () => {
  it('says what came, went and was re-priced', () => {
    const events = based().take(
      delta(6, { removed: [txid(1)], added: [row(10, 50)], changed: [[txid(2), 7.5, 0, 0]] }),
    );
    expect(events).toEqual([
      {
        tag: 'delta',
        level: 'contiguous',
        cause: null,
        at: iso(2),
        sequence: 6,
        removed: [[txid(1), 'unknown']],
        added: [{ txid: txid(10), feeSats: 50, vsizeVbytes: 100, valueSats: 1, rate: 1 }],
        repriced: [[txid(2), 7.5]],
      },
    ]);
  });

  it('names nothing that is not there or stayed as it was, as when a source repeats itself', () => {
    const hand = based();
    hand.take(delta(6, { removed: [txid(1)], added: [row(10, 50)] }));
    const again = {
      removed: [txid(1)],
      added: [row(10, 50)],
      changed: [[txid(2), 1, 9, 1] as const],
    };
    expect(hand.take(delta(7, again))).toMatchObject([
      { tag: 'delta', sequence: 7, removed: [], added: [], repriced: [] },
    ]);
  });

  it('in which nothing changed is told, since it shows that nothing was missed', () => {
    expect(based().take(delta(6))).toMatchObject([{ tag: 'delta', sequence: 6, removed: [] }]);
  });
});

describe('why a transaction left', () => {
  it('is told by the lists of the same update; in none of them it still waits', () => {
    const hand = based();
    const lists = {
      mined: [txid(1)],
      removed: [txid(2), txid(3)],
      replaced: [{ replaced: txid(2), by: txid(20) }],
    };
    const gone = delta(6, { removed: [1, 2, 3, 4].map(txid) });
    expect(whyOf(hand.take(gone, moved(6, lists)))).toEqual({
      1: 'mined',
      2: 'replaced',
      3: 'unknown', // it left the mempool, and nobody says why
      4: 'pushed-out',
    });
  });

  it('may be told by the update before, and never by an older one', () => {
    const hand = based();
    hand.take(delta(6), moved(6, { mined: [txid(1), txid(2)] }));
    expect(whyOf(hand.take(delta(7, { removed: [txid(1)] }), moved(7, {})))).toEqual({
      1: 'mined',
    });
    expect(whyOf(hand.take(delta(8, { removed: [txid(2)] }), moved(8, {})))).toEqual({
      2: 'pushed-out',
    });
  });

  it('is not known where nobody tells what moved in the mempool', () => {
    const hand = based();
    hand.take(delta(6), moved(6, { mined: [txid(1), txid(4)] }));
    const next = hand.take(delta(7, { removed: [txid(1), txid(2)] }));
    expect(whyOf(next)).toEqual({ 1: 'mined', 2: 'unknown' });
    const last = hand.take(delta(8, { removed: [txid(3), txid(4)] }));
    expect(whyOf(last)).toEqual({ 3: 'unknown', 4: 'unknown' });
  });

  it('is not told by what another socket said under the same number', () => {
    const hand = based();
    hand.take(delta(6), moved(6, { mined: [txid(1)] }));
    hand.lose();
    hand.open();
    hand.take(snapshot(6, nine));
    expect(whyOf(hand.take(delta(7, { removed: [txid(1)] })))).toEqual({ 1: 'unknown' });
  });
});

describe('a gap', () => {
  it('changes the standing and no row, until a snapshot closes it', () => {
    const hand = based();
    expect(hand.take(delta(9, { removed: [txid(1)] }))).toEqual([
      { tag: 'standing', level: 'unknown', cause: 'sequence', at: iso(2) },
    ]);
    expect(hand.take(delta(10, { added: [row(11, 5)] }))).toEqual([]);
    expect(hand.take(snapshot(11, nine.slice(2)))).toMatchObject([
      { tag: 'snapshot', level: 'contiguous', cause: null, sequence: 11, rows: { length: 7 } },
    ]);
  });

  it('is seen in a frame that carries no change of the block', () => {
    expect(based().take(tick(9))).toEqual([
      { tag: 'standing', level: 'unknown', cause: 'sequence', at: iso(2) },
    ]);
  });

  it('of a lost socket is told at the time of its last frame, and stays open over the next socket', () => {
    const hand = based();
    expect(hand.lose()).toEqual([
      { tag: 'standing', level: 'unknown', cause: 'socket', at: iso(1) },
    ]);
    const { nextBlock, openGap } = hand.view.state();
    expect([nextBlock?.level, nextBlock?.cause]).toEqual(['unknown', 'socket']);
    expect([nextBlock?.transactions, openGap?.cause]).toEqual([9, 'socket']);
    expect(hand.open()).toEqual([]);
    expect(hand.take({ conversions: { time: 1, USD: 5 } })).toEqual([]);
    expect(hand.take(delta(6, { removed: [txid(1)] }))).toEqual([]);
    expect(hand.take(snapshot(2, nine))).toMatchObject([
      { tag: 'delta', level: 'contiguous', sequence: 2, removed: [], added: [] },
    ]);
  });
});

describe('a snapshot', () => {
  it('of the very rows that were told, as an audit brings, moves nothing', () => {
    const events = based().take(snapshot(5, nine.toReversed()));
    expect(events).toMatchObject([
      { tag: 'delta', level: 'verified', sequence: 5, removed: [], added: [], repriced: [] },
    ]);
  });

  it('of other rows is told whole', () => {
    const events = based().take(snapshot(6, nine.slice(1)));
    expect(events).toMatchObject([{ tag: 'snapshot', sequence: 6, rows: { length: 8 } }]);
  });
});
