import { historyOf, nextBlockAt, type Line, type ReadLine } from '@bitcoin-pipeline/model';
import { describe, expect, it } from 'vitest';
import { afterLine, inheriting, type Predecessor } from '../../listener/handover.ts';
import { Session } from '../../listener/session.ts';
import { countedIds, producer } from '../support/lines.ts';
import {
  at,
  delta,
  fieldsOf,
  readBack,
  row,
  snapshot,
  stated,
  tick,
} from '../support/projected.ts';

const endpoint = 'http://127.0.0.1:1';
const open = (network = 'mainnet', ids = countedIds()): Session =>
  new Session({ ...producer, network }, ids, endpoint);
const read = (lines: ReadonlyArray<Line>): ReadonlyArray<ReadLine> => lines.map(readBack);
const frame = (...parts: ReadonlyArray<object>): Buffer =>
  Buffer.from(JSON.stringify(Object.assign({}, ...parts)));
const types = (lines: ReadonlyArray<Line>): ReadonlyArray<string> =>
  read(lines).map(({ type, envelope }) => `${envelope.epochId} ${type}`);

describe('a spool without room', () => {
  it('ends the epoch with a gap, counts what is given up, and a later snapshot closes the gap', () => {
    const session = open();
    session.opened(endpoint, at(0));
    session.frame(frame(snapshot(3, [row(1, 1)]), stated(1, 1)), at(1));
    const closed = session.closed('spool-full', null, at(2));
    expect(types(closed)).toStrictEqual(['e1 GapFound', 'e1 FeedCounted', 'e1 EpochClosed']);
    expect(fieldsOf(read(closed), 'GapFound')).toMatchObject([
      { cause: 'spool-full', gapEpochId: 'e1', suspectFromOrdinal: 3 },
    ]);
    session.giveUp(Buffer.alloc(700));
    session.giveUp(Buffer.alloc(300));
    const told = session.roomAgain(at(9));
    expect(types(told)).toStrictEqual(['e2 EpochOpened', 'e2 FeedCounted']);
    expect(fieldsOf(read(told), 'FeedCounted')).toMatchObject([
      { framesIn: 2, bytesIn: 1000, framesGivenUp: 2, bytesGivenUp: 1000, fragmentsIn: 0 },
    ]);
    expect(session.roomAgain(at(9))).toStrictEqual([]);
    session.opened(endpoint, at(10));
    const { lines } = session.frame(frame(snapshot(8, [row(1, 1)]), stated(1, 1)), at(11));
    expect(fieldsOf(read(lines), 'GapClosed')).toMatchObject([{ closingEpochId: 'e3' }]);
    expect(session.tracker?.level).toBe('verified');
    expect(session.fault).toBeNull();
  });

  it('is a gap also before anything was known', () => {
    const session = open();
    session.opened(endpoint, at(0));
    expect(fieldsOf(read(session.closed('spool-full', null, at(1))), 'GapFound')).toMatchObject([
      { cause: 'spool-full', suspectFromOrdinal: 1 },
    ]);
  });

  it('is told at the end where there never was room again', () => {
    const session = open();
    session.opened(endpoint, at(0));
    session.closed('spool-full', null, at(1));
    session.giveUp(Buffer.alloc(5));
    const ended = session.end('stopped', at(2));
    expect(fieldsOf(read(ended), 'FeedCounted').at(-1)).toMatchObject({ framesGivenUp: 1 });
    expect(types(ended).at(-1)).toBe('e2 EpochClosed');
  });
});

describe('a stream that has nowhere to go', () => {
  it('is counted as ignored by the key of its fragments', () => {
    const streams = new Set(['mempool-block', 'feed-health', 'quarantine'] as const);
    const session = new Session(producer, { ...countedIds(), streams }, endpoint);
    session.opened(endpoint, at(0));
    const { lines } = session.frame(
      frame(snapshot(3, []), { conversions: { time: 1_790_000_000, USD: 60_000 } }),
      at(1),
    );
    expect(types(lines)).toStrictEqual(['e1 NextBlockSnapshotTaken']);
    const counted = session.closed('stopped', null, at(2)).map(readBack);
    expect(fieldsOf(counted, 'FeedCounted')).toMatchObject([{ fragmentsIgnored: 1 }]);
    expect(counted[0]?.payloadText).toContain('"conversions":1');
  });
});

describe('the epoch of the process', () => {
  it('begins with what an earlier process left: a gap in that one’s epoch, closed by the first snapshot', () => {
    const left: Predecessor = {
      cause: 'crash',
      lastEpoch: { epochId: 'old', lastOrdinal: 41 },
      openGaps: [],
    };
    const session = open();
    const begun = session.begin([left], at(0));
    expect(types(begun)).toStrictEqual(['e1 EpochOpened', 'e1 GapFound']);
    expect(fieldsOf(read(begun), 'EpochOpened')).toStrictEqual([
      { epochKind: 'process', endpoint },
    ]);
    expect(fieldsOf(read(begun), 'GapFound')).toStrictEqual([
      {
        gapId: 'e1-2',
        gapEpochId: 'old',
        cause: 'crash',
        suspectFromOrdinal: 42,
        foundOrdinal: 2,
        expectedSequence: null,
        receivedSequence: null,
      },
    ]);
    session.opened(endpoint, at(1));
    expect(session.tracker?.level).toBe('unknown');
    const { lines } = session.frame(frame(snapshot(3, [row(1, 1)]), stated(1, 1)), at(2));
    expect(fieldsOf(read(lines), 'GapClosed')).toStrictEqual([
      { gapId: 'e1-2', closingEpochId: 'e2', closingOrdinal: 2 },
    ]);
    expect(session.tracker?.level).toBe('verified');
    session.closed('stopped', null, at(3));
    expect(types(session.end('stopped', at(3)))).toStrictEqual([
      'e1 FeedCounted',
      'e1 EpochClosed',
    ]);
  });

  it('closes the gaps that an earlier process could not close', () => {
    const first = open();
    const written = [
      first.opened(endpoint, at(0)),
      first.frame(frame(snapshot(3, [])), at(1)).lines,
      first.frame(frame(delta(9)), at(2)).lines,
    ].flat();
    expect(written.reduce(afterLine, inheriting([]))).toMatchObject({
      lastEpoch: { epochId: 'e1', lastOrdinal: 4 },
      openGaps: [{ gapId: 'e1-4', cause: 'sequence', expectedSequence: 4 }],
    });
    const left = [...written, ...first.closed('stopped', null, at(3))].reduce(
      afterLine,
      inheriting([]),
    );
    const ids = countedIds();
    ids.newId(); // e1 is taken
    const second = open('mainnet', ids);
    const begun = second.begin([{ cause: 'restart', ...left }], at(9));
    expect(fieldsOf(read(begun), 'GapFound')).toMatchObject([
      { cause: 'restart', gapEpochId: 'e1', suspectFromOrdinal: 7 },
    ]);
    second.opened(endpoint, at(10));
    const { lines } = second.frame(frame(snapshot(50, [])), at(11));
    expect(fieldsOf(read(lines), 'GapClosed')).toMatchObject([
      { gapId: 'e1-4', closingEpochId: 'e3', closingOrdinal: 2 },
      { gapId: 'e2-2', closingEpochId: 'e3', closingOrdinal: 2 },
    ]);
  });

  it('is not begun for nothing: neither by a first start nor by a moment without a socket', () => {
    const session = open();
    expect(session.begin([], at(0))).toStrictEqual([]);
    expect(session.begin([{ cause: 'crash', lastEpoch: null, openGaps: [] }], at(0))).toStrictEqual(
      [],
    );
    expect(session.tick(at(59)).lines).toStrictEqual([]);
    expect(session.end('stopped', at(60))).toStrictEqual([]);
  });

  it('shows each minute of an outage that we were there and heard nothing', () => {
    const session = open();
    const lines = Array.from({ length: 181 }, (_, second) => session.tick(at(second)).lines).flat();
    expect(types(lines)).toStrictEqual([
      'e1 EpochOpened',
      'e1 FeedCounted',
      'e1 FeedCounted',
      'e1 FeedCounted',
    ]);
    expect(fieldsOf(read(lines), 'FeedCounted')[0]).toMatchObject({ framesIn: 0, fragmentsIn: 0 });
    session.opened(endpoint, at(200));
    expect(types(session.tick(at(260)).lines)).toStrictEqual(['e2 FeedCounted']);
    session.closed('socket-closed', 1006, at(261));
    expect(session.tick(at(262)).lines.length).toBe(1); // the minute that the socket was there went by too
    expect(types(session.end('clock-stepped', at(263)))).toStrictEqual([
      'e1 FeedCounted',
      'e1 EpochClosed',
    ]);
  });
});

describe('silence', () => {
  const quiet = (): Session => {
    const session = open();
    session.opened(endpoint, at(0));
    session.frame(frame(snapshot(5, [row(1, 1000)]), tick(5)), at(1));
    session.frame(frame(delta(6), tick(6)), at(2));
    return session;
  };
  const pong = frame({ pong: true });

  it('is asked about once, and is a gap from the last good line on when no answer comes', () => {
    const session = quiet();
    session.frame(pong, at(61));
    expect(session.tick(at(61)).wantsSnapshot).toBe(false);
    expect(session.tick(at(62))).toStrictEqual({ lines: [], wantsSnapshot: true });
    session.asked();
    expect(session.tick(at(63)).wantsSnapshot).toBe(false);
    const found = session.tick(at(72));
    expect(fieldsOf(read(found.lines), 'GapFound')).toMatchObject([
      { cause: 'silence', suspectFromOrdinal: 5, expectedSequence: null },
    ]);
    expect(found.wantsSnapshot).toBe(true);
    expect(session.tracker?.level).toBe('unknown');
    expect(session.tick(at(101)).wantsSnapshot).toBe(false);
    expect(session.tick(at(102)).wantsSnapshot).toBe(true); // again, as long as nothing comes
    const { lines } = session.frame(frame(snapshot(80, [row(2, 2)])), at(103));
    expect(fieldsOf(read(lines), 'GapClosed')).toHaveLength(1);
    expect(session.tracker?.level).toBe('contiguous');
  });

  it('that missed nothing is no gap: the answer shows the same rows of the same sequence', () => {
    const session = quiet();
    session.frame(pong, at(61));
    expect(session.tick(at(62)).wantsSnapshot).toBe(true);
    session.asked();
    const step = session.frame(frame(snapshot(6, [row(1, 1000)])), at(63));
    expect(fieldsOf(read(step.lines), 'AuditCompleted')).toMatchObject([{ outcome: 'agreed' }]);
    session.frame(pong, at(150));
    expect(session.tick(at(150)).wantsSnapshot).toBe(false); // patience has grown
    expect(session.gaps).toStrictEqual([]);
  });

  it('is the name of the gap when the answer shows that messages did not come', () => {
    const session = quiet();
    session.frame(pong, at(61));
    session.tick(at(62));
    session.asked();
    session.frame(frame(snapshot(40, [row(9, 9)])), at(63));
    expect(session.gaps).toMatchObject([
      { cause: 'silence', expectedSequence: 7, receivedSequence: 40, closed: true },
    ]);
  });

  it('of a quiet network is none', () => {
    const session = open('signet');
    session.opened(endpoint, at(0));
    session.frame(frame(snapshot(5, [row(1, 1000)])), at(1));
    session.frame(pong, at(540));
    expect(session.tick(at(541))).toStrictEqual({ lines: [], wantsSnapshot: false });
  });
});

describe('a wall clock that is set', () => {
  it('ends the epoch with a gap that the next one closes, whose times are right', () => {
    const session = open();
    const lines = [
      ...session.opened(endpoint, at(0)),
      ...session.frame(frame(snapshot(5, [row(1, 1000)])), at(1)).lines,
      ...session.closed('clock-stepped', null, at(2)),
      ...session.opened(endpoint, at(3602)),
      ...session.frame(frame(snapshot(6, [row(2, 2)])), at(3603)).lines,
      ...session.closed('stopped', null, at(3604)),
    ];
    expect(session.gaps).toMatchObject([{ cause: 'clock', closed: true }]);
    const history = historyOf(read(lines));
    const told = (second: number) => {
      const answer = nextBlockAt(history, at(second));
      return answer.tag === 'known' ? answer.sequence : answer.cause;
    };
    expect([1, 2, 1800, 3602, 3603].map(told)).toStrictEqual([5, 'clock', 'clock', 'clock', 6]);
  });
});

describe('a source that never sends what it was asked for', () => {
  it('is asked again each half minute', () => {
    const session = open();
    session.opened(endpoint, at(0));
    const wanted = Array.from({ length: 91 }, (_, second) => second).filter(
      (second) => session.tick(at(second)).wantsSnapshot,
    );
    expect(wanted).toStrictEqual([30, 60, 90]);
  });
});

describe('a feed that is lost again and again', () => {
  it('leaves what it counted, and nothing else of what ended', () => {
    const session = open();
    for (let socket = 0; socket < 300; socket += 1) {
      session.opened(endpoint, at(socket));
      session.frame(frame(snapshot(socket, [row(1, 1)]), { fees: {} }), at(socket));
      session.closed('socket-closed', 1006, at(socket));
    }
    session.opened(endpoint, at(300));
    session.frame(frame(snapshot(300, [row(1, 1)])), at(300));
    expect(session.epochs.map(({ id }) => id)).toStrictEqual(['e301']);
    expect(session.epochIds).toHaveLength(301);
    expect(session.counts).toMatchObject({ framesIn: 301, fragmentsIn: 601, accepted: 301 });
    expect(session.counts.fault).toBeNull();
    expect(session.gapsSeen).toBe(300);
    expect(session.gaps.length).toBeLessThanOrEqual(100);
    expect(session.gaps.every(({ closed }) => closed)).toBe(true);
    session.closed('stopped', null, at(301));
    session.end('stopped', at(301));
    expect(session.epochs).toStrictEqual([]);
    expect(session.counts).toMatchObject({ framesIn: 301 });
  });

  it('has a fault for good where the counts of an epoch that ended did not add up', () => {
    const session = open();
    session.opened(endpoint, at(0));
    session.epochs[0]?.frame(frame({}), 2, at(0)); // two fragments that nothing becomes of
    session.closed('socket-closed', 1006, at(1));
    expect(session.fault).toMatch(/^2 fragments came in, but 0 were accepted/);
  });
});

describe('the counts', () => {
  it('hold what any warehouse can read and one line can take, whatever keys a source makes up', () => {
    const session = open();
    session.opened(endpoint, at(0));
    session.frame(Buffer.from('{"\\ud800":1,"\\ud83d\\ude00":1,"__proto__":1,"fees":{}}'), at(1));
    session.frame(frame({ ['k'.repeat(2_000_000)]: 1 }), at(1));
    const many = Array.from({ length: 1000 }, (_, n): [string, number] => [`key-${n}`, n]);
    session.frame(frame(Object.fromEntries(many)), at(1));
    session.frame(frame({ fees: {} }), at(1));
    const [counted] = session.closed('stopped', null, at(2));
    expect(counted?.bytes.length).toBeLessThan(10_000);
    const { fields, payloadText } = counted === undefined ? {} : readBack(counted);
    expect(fields).toMatchObject({ fragmentsIn: 1006, fragmentsIgnored: 1006 });
    expect(payloadText).toMatch(
      /^\{"ignored":\{"other":806,"😀":1,"__proto__":1,"fees":2,"key-0":1,/,
    );
    expect(session.fault).toBeNull();
  });

  it('that do not add up are a fault, in words', () => {
    const session = open();
    session.opened(endpoint, at(0));
    session.frame(frame(delta(1), { fees: {} }), at(1));
    expect(session.fault).toBeNull();
    session.epochs[0]?.frame(frame({}), 2, at(2)); // two fragments that nothing becomes of
    expect(session.fault).toBe(
      '4 fragments came in, but 1 were accepted, 1 ignored and 0 quarantined',
    );
  });
});
