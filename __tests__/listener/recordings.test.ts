import {
  readLine,
  historyOf,
  nextBlockAt,
  type Line,
  type ReadLine,
} from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { Session } from '../../listener/session.ts';
import { countedIds, producer } from '../support/lines.ts';
import { recordedEvents, sessionNames } from '../support/recordings.ts';

const takeSession = (name: string): { session: Session; lines: ReadonlyArray<Line> } => {
  const session = new Session(producer, countedIds(), 'http://127.0.0.1:1');
  const lines = recordedEvents(name).flatMap((event) => {
    switch (event.ev) {
      case 'open':
        return session.opened('ws://127.0.0.1:1/api/v1/ws', event.t);
      case 'recv':
        return session.frame(Buffer.from(event.raw ?? ''), event.t).lines;
      case 'close':
        return session.closed('recording-ended', event.code ?? null, event.t);
      default:
        return [];
    }
  });
  return { session, lines };
};

const read = (line: Line): ReadLine => {
  const back = readLine(Buffer.from(line.bytes).toString());
  if (E.isLeft(back)) throw new Error(back.left);
  return back.right;
};

const total = (counts: ReadonlyMap<unknown, number>): number =>
  [...counts.values()].reduce((a, b) => a + b, 0);

/** Counted in the files by a program that shares no code with this one. */
const figures = {
  'session-a': {
    frames: 84,
    accepted: 120,
    ignored: 428,
    snapshots: 2,
    deltas: 66,
    blocks: 51,
    sequence: 68,
    transactions: 57,
    feeSats: 150_116,
    weight: 37_495,
    level: 'verified',
    gaps: [],
  },
  'session-b': {
    frames: 75,
    accepted: 69,
    ignored: 6,
    snapshots: 2,
    deltas: 67,
    blocks: 0,
    sequence: 68,
    transactions: 57,
    feeSats: 150_116,
    weight: 37_495,
    level: 'contiguous',
    gaps: [],
  },
  'session-d-large': {
    frames: 150,
    accepted: 185,
    ignored: 819,
    snapshots: 1,
    deltas: 132,
    blocks: 51,
    sequence: 132,
    transactions: 1619,
    feeSats: 7_533_810,
    weight: 3_991_780,
    level: 'verified',
    gaps: [],
  },
  'session-e-index1': {
    frames: 14,
    accepted: 8,
    ignored: 6,
    snapshots: 1,
    deltas: 7,
    blocks: 0,
    sequence: 139,
    transactions: 43,
    feeSats: 3970,
    weight: 122_525,
    level: 'unknown',
    gaps: ['loading'],
  },
} as const;

describe.each(sessionNames)('the recorded %s', (name) => {
  const { session, lines } = takeSession(name);
  const expected = figures[name];
  const { counts } = session;

  it('comes out with every fragment accepted or ignored, none quarantined', () => {
    expect(counts).toMatchObject({ framesIn: expected.frames, accepted: expected.accepted });
    expect(total(counts.ignored)).toBe(expected.ignored);
    expect(total(counts.quarantined)).toBe(0);
    expect(counts.events.get('NextBlockSnapshotTaken')).toBe(expected.snapshots);
    expect(counts.events.get('NextBlockChanged')).toBe(expected.deltas);
    expect(counts.events.get('BlockObserved') ?? 0).toBe(expected.blocks);
  });

  it('ends in the state worked out apart, with its level and its gaps', () => {
    expect(session.tracker?.sequence).toBe(expected.sequence);
    expect(session.tracker?.block.totals).toStrictEqual({
      transactions: expected.transactions,
      feeSats: expected.feeSats,
      weight: expected.weight,
    });
    expect(session.tracker?.level).toBe(expected.level);
    expect(session.gaps.map((gap) => gap.cause)).toStrictEqual(expected.gaps);
  });

  it('keeps every payload byte for byte', () => {
    const frames = recordedEvents(name).flatMap((event) =>
      event.ev === 'recv' ? [event.raw ?? ''] : [],
    );
    for (const line of lines.map(read)) {
      if (line.envelope.frameNo === null) continue;
      const frame = frames[line.envelope.frameNo - 1] ?? '';
      const at = frame.indexOf(line.payloadText);
      expect(at).toBeGreaterThan(0);
      expect(frame.slice(0, at)).toMatch(/[:,[]\s*$/);
    }
  });

  it('numbers its lines from 1 without holes', () => {
    expect(lines.map((line) => line.ordinal)).toStrictEqual(lines.map((_, index) => index + 1));
  });
});

describe('the next block at a moment', () => {
  const lines = takeSession('session-d-large').lines.map(read);
  const history = historyOf(lines);

  interface Projected {
    readonly blockTransactions?: ReadonlyArray<readonly [string, number]>;
    readonly delta?: {
      readonly added: ReadonlyArray<readonly [string, number]>;
      readonly removed: ReadonlyArray<string>;
    };
  }
  const messages = recordedEvents('session-d-large').flatMap(({ ev, t, raw }) => {
    const frame = JSON.parse(ev === 'recv' ? (raw ?? '') : '{}') as Record<
      string,
      Projected | undefined
    >;
    const projected = frame['projected-block-transactions'];
    return projected === undefined ? [] : [{ t, projected }];
  });

  /** The state by a plain map that shares no code with the model. */
  const plainly = (untilMs: number): { transactions: number; feeSats: number } | null => {
    const fees = new Map<string, number>();
    let based = false;
    for (const { t, projected } of messages) {
      if (t > untilMs) break;
      if (projected.blockTransactions !== undefined) fees.clear();
      based ||= projected.blockTransactions !== undefined;
      for (const txid of projected.delta?.removed ?? []) fees.delete(txid);
      for (const [txid, fee] of projected.blockTransactions ?? projected.delta?.added ?? [])
        fees.set(txid, fee);
    }
    const feeSats = [...fees.values()].reduce((sum, fee) => sum + fee, 0);
    return based ? { transactions: fees.size, feeSats } : null;
  };

  const times = recordedEvents('session-d-large').map((event) => event.t);
  const first = Math.ceil((times[0] ?? 0) / 1000) * 1000;
  const seconds = Array.from({ length: 170 }, (_, index) => first + index * 1000).filter(
    (at) => at < (times.at(-1) ?? 0),
  );

  it('is what a plain map says, at every second', () => {
    for (const at of seconds) {
      const answer = nextBlockAt(history, at);
      const expected = plainly(at);
      if (expected === null) expect(answer).toMatchObject({ tag: 'unknown', cause: 'no-base' });
      else expect(answer.tag === 'known' && answer.block.totals).toMatchObject(expected);
    }
  });

  it('is the same whatever order the lines are read in, and however often', () => {
    const shuffled = historyOf([...lines.toReversed(), ...lines]);
    for (const at of seconds.filter((_, index) => index % 20 === 3)) {
      const [one, other] = [nextBlockAt(history, at), nextBlockAt(shuffled, at)];
      expect(other.tag === 'known' && other.block.totals).toStrictEqual(
        one.tag === 'known' && one.block.totals,
      );
    }
  });

  it('is not known yet after the last line, and before a line that is missing', () => {
    expect(nextBlockAt(history, (times.at(-1) ?? 0) + 1)).toMatchObject({ cause: 'not-known-yet' });
    const without = historyOf(lines.filter((line) => line.envelope.ordinal !== 80));
    const at80 = Date.parse(lines[79]?.envelope.observedAt ?? '');
    expect(nextBlockAt(without, at80 + 1)).toMatchObject({ cause: 'not-known-yet' });
    expect(nextBlockAt(without, Date.parse(lines[77]?.envelope.observedAt ?? '') - 1).tag).toBe(
      'known',
    );
  });
});
