import { historyOf, nextBlockAt, type ReadLine } from '@bitcoin-pipeline/model';
import { describe, expect, it } from 'vitest';
import {
  HandSession,
  at,
  delta,
  fieldsOf,
  loading,
  row,
  snapshot,
  stated,
  tick,
  txid,
} from '../../support/projected.ts';

/** Ordinals 1 and 2 at seconds 0 and 1, then 3 at second 2: rows 1 and 2, sequence 6. */
const based = (...beside: ReadonlyArray<object>): HandSession => {
  const hand = new HandSession();
  hand.open();
  hand.take(snapshot(5, [row(1, 1000)]), stated(1, 1000));
  hand.take(delta(6, { added: [row(2, 20)] }), ...beside);
  return hand;
};
const audits = (lines: ReadonlyArray<ReadLine>) => fieldsOf(lines, 'AuditCompleted');
const answerAt = (hand: HandSession, second: number): string => {
  const answer = nextBlockAt(historyOf(hand.written), at(second));
  return answer.tag === 'known' ? answer.level : answer.cause;
};

describe('an audit: a snapshot of the sequence we have', () => {
  it('agrees where the rows are the same, whatever their flags, and verifies', () => {
    const hand = based();
    const [id, ...rest] = row(2, 20);
    const otherFlags = [id, rest[0], rest[1], rest[2], rest[3], 8, rest[5]] as const;
    const step = hand.take(snapshot(6, [row(1, 1000), otherFlags])); // ordinal 4, second 3
    expect(audits(step.read)).toStrictEqual([
      {
        auditOrdinal: 4,
        blockIndex: 0,
        sequence: 6,
        outcome: 'agreed',
        verifiedOrdinal: 4,
        onlyHereRows: 0,
        onlyThereRows: 0,
        differingRows: 0,
      },
    ]);
    expect(step.audited).toBe(true);
    expect(hand.session.tracker?.level).toBe('verified');
    hand.take({});
    hand.take(tick(7), stated(2, 1020));
    hand.take(delta(8));
    expect(hand.session.gaps).toStrictEqual([]);
    expect([2, 3].map((second) => answerAt(hand, second))).toStrictEqual([
      'contiguous',
      'verified',
    ]);
  });

  it('that was taken in the middle of an update heals with the next delta', () => {
    const hand = based();
    const ahead = hand.take(snapshot(6, [row(1, 1000), row(3, 30)])); // 2 left and 3 came: that is 7
    expect(audits(ahead.read)).toStrictEqual([]);
    const next = hand.take(delta(7, { removed: [txid(2)], added: [row(3, 30)] })); // ordinal 5
    expect(audits(next.read)).toMatchObject([
      {
        outcome: 'healed',
        auditOrdinal: 4,
        verifiedOrdinal: 5,
        onlyHereRows: 1,
        onlyThereRows: 1,
        differingRows: 0,
      },
    ]);
    expect(hand.session.gaps).toStrictEqual([]);
    expect(hand.session.tracker?.level).toBe('verified');
    expect(hand.fees).toStrictEqual([1000, 30]);
  });

  it('that is ahead of the totals beside it is not called wrong: they are those of our rows', () => {
    const hand = based(stated(2, 1020)); // verified
    const ahead = hand.take(snapshot(6, [row(1, 1000), row(3, 30)]), stated(2, 1020));
    expect([ahead.wantsSnapshot, hand.session.tracker?.level]).toStrictEqual([false, 'unknown']);
    hand.take(delta(7, { removed: [txid(2)], added: [row(3, 30)] }), stated(2, 1030));
    hand.take({});
    hand.take(delta(8));
    expect(hand.session.gaps).toStrictEqual([]);
    expect([2, 3, 4].map((second) => answerAt(hand, second))).toStrictEqual([
      'verified',
      'self-check',
      'verified',
    ]);
  });

  it('heals with the snapshot of a block that it had foreseen', () => {
    const hand = based();
    hand.take(snapshot(6, [row(9, 90)]));
    expect(audits(hand.take(snapshot(7, [row(9, 90)])).read)).toMatchObject([
      { outcome: 'healed', verifiedOrdinal: 6 - 1 },
    ]);
    expect(hand.session.gaps).toStrictEqual([]);
  });

  it.each([
    ['a row that only we have', [row(1, 1000)], [1, 0, 0]],
    ['a row that only the source has', [row(1, 1000), row(2, 20), row(3, 1)], [0, 1, 0]],
    ['another fee', [row(1, 1000), row(2, 21)], [0, 0, 1]],
  ])(
    'fails over %s, from the line after the last verified one until the snapshot',
    (_w, rows, counts) => {
      const hand = based();
      hand.take(snapshot(6, rows)); // ordinal 4, second 3
      const next = hand.take(delta(7)); // ordinal 5, second 4: undoes nothing
      expect(audits(next.read)).toMatchObject([
        {
          outcome: 'failed',
          verifiedOrdinal: null,
          onlyHereRows: counts[0],
          onlyThereRows: counts[1],
          differingRows: counts[2],
        },
      ]);
      expect(fieldsOf(next.read, 'GapFound')).toMatchObject([
        { cause: 'audit', suspectFromOrdinal: 3, foundOrdinal: 5, expectedSequence: null },
      ]);
      expect(fieldsOf(next.read, 'GapClosed')).toMatchObject([{ closingOrdinal: 4 }]);
      expect(next.wantsSnapshot).toBe(false);
      expect(hand.session.tracker?.level).toBe('contiguous');
      hand.take({}, delta(8)); // second 5
      expect([1, 2, 3, 4].map((second) => answerAt(hand, second))).toStrictEqual([
        'verified',
        'audit',
        'contiguous',
        'contiguous',
      ]);
    },
  );

  it('names the first txids', () => {
    const hand = based();
    hand.take(snapshot(6, [row(1, 1000)]));
    const next = hand.take(delta(7));
    const line = next.read.find(({ type }) => type === 'AuditCompleted');
    expect(JSON.parse(line?.payloadText ?? '')).toStrictEqual({
      only_here: [txid(2)],
      only_there: [],
      differing: [],
    });
  });

  it('that is not decided when trust ends otherwise has failed', () => {
    const drifted = (): HandSession => {
      const hand = based();
      hand.take(snapshot(6, [row(1, 1000)]));
      return hand;
    };
    const jumped = drifted();
    const jump = jumped.take(delta(9));
    expect(fieldsOf(jump.read, 'GapFound')).toMatchObject([
      { cause: 'audit' },
      { cause: 'sequence', suspectFromOrdinal: 5, expectedSequence: 7, receivedSequence: 9 },
    ]);
    expect(jumped.session.gaps.map(({ closed }) => closed)).toStrictEqual([true, false]);
    expect(jump.wantsSnapshot).toBe(true);

    const loads = drifted();
    loads.take(loading({ mempool: 3 }));
    expect(loads.session.gaps.map(({ cause }) => cause)).toStrictEqual(['audit', 'loading']);

    const lost = drifted();
    lost.lose();
    expect(lost.session.gaps.map(({ cause }) => cause)).toStrictEqual(['audit', 'socket']);
    const stopped = drifted();
    stopped.stop();
    expect(stopped.session.gaps.map(({ cause }) => cause)).toStrictEqual(['audit']);
  });

  it('is none inside a gap, nor after what could not be read', () => {
    const hand = based();
    hand.take(delta(9));
    expect(audits(hand.take(snapshot(9, [row(3, 3)])).read)).toStrictEqual([]);
    hand.raw('{"cut": ');
    expect(audits(hand.take(snapshot(9, [row(4, 3)])).read)).toStrictEqual([]);
    expect(hand.session.gaps).toHaveLength(1);
  });
});
