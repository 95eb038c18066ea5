import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openDbtWarehouse,
  untested,
  wentWell,
  type DbtWarehouse,
} from '../support/dbt-warehouse.ts';
import { handHistory, written } from '../support/hand-histories.ts';
import { HandEpoch, type HandLine, type HandRow } from '../support/hand-lines.ts';
import { momentsAround, saidByModel, saidBySql, type Said } from '../support/two-answers.ts';

const row = (n: number, feeSats: number): HandRow => [
  n.toString(16).padStart(64, '0'),
  feeSats,
  100,
  5,
  2,
  1,
  1795239437,
];
const [A, B, C] = [row(10, 1000), row(11, 400), row(12, 50)];

interface Case {
  readonly title: string;
  readonly epochs: ReadonlyArray<HandEpoch>;
  /** From each of these times on (to just before the next) this epoch answers this: a level or a cause. */
  readonly told: ReadonlyArray<readonly [time: string, epochId: string, answer: string]>;
}

/** A crash: the process after it says so, in its own epoch, before there is a socket again. */
const crash = (): Case => {
  const dead = new HandEpoch('e01');
  dead.opened('01:00:00');
  dead.snapshot('01:00:10', [A], { sequence: 5 });
  dead.delta('01:00:20', { added: [B] }, { sequence: 6 });
  const process = new HandEpoch('e01-process');
  process.opened('01:10:00', 'process');
  const gap = process.gapFound('01:10:00', { of: dead, cause: 'crash', from: 4 });
  process.counted('01:11:00', 1);
  process.closed('01:11:30');
  const next = new HandEpoch('e01-next');
  next.opened('01:11:30');
  next.snapshot('01:11:40', [C], { sequence: 2 });
  next.gapClosed('01:11:40', gap, 2);
  next.counted('01:12:40', 1);
  return {
    title: 'a crash named by the epoch of the next process',
    epochs: [dead, process, next],
    told: [
      ['01:00:00', 'e01', 'no-base'],
      ['01:00:10', 'e01', 'contiguous'],
      ['01:00:20', 'e01', 'not-known-yet'],
      ['01:00:20.001', 'e01', 'crash'],
      ['01:11:40', 'e01-next', 'contiguous'],
      ['01:12:40', 'e01-next', 'not-known-yet'],
    ],
  };
};

/** A restart in order: the old epoch is closed, and what comes after it is suspect all the same. */
const restart = (): Case => {
  const old = new HandEpoch('e02');
  old.opened('02:00:00');
  old.snapshot('02:00:10', [A], { sequence: 5, stated: { rows: 1, feeSats: 1000, weight: 400 } });
  old.closed('02:00:30');
  const process = new HandEpoch('e02-process');
  process.opened('02:05:00', 'process');
  const gap = process.gapFound('02:05:00', { of: old, cause: 'restart', from: 4 });
  process.closed('02:05:01');
  const next = new HandEpoch('e02-next');
  next.opened('02:05:01');
  next.snapshot('02:05:10', [B], { sequence: 9 });
  next.gapClosed('02:05:10', gap, 2);
  next.counted('02:06:00', 1);
  return {
    title: 'a restart',
    epochs: [old, process, next],
    told: [
      ['02:00:00', 'e02', 'no-base'],
      ['02:00:10', 'e02', 'verified'],
      ['02:00:30', 'e02', 'not-known-yet'],
      ['02:00:30.001', 'e02', 'restart'],
      ['02:05:10', 'e02-next', 'contiguous'],
      ['02:06:00', 'e02-next', 'not-known-yet'],
    ],
  };
};

/** Nothing is stated; audits agree, heal and fail. */
const audits = (): Case => {
  const epoch = new HandEpoch('e03');
  epoch.opened('03:00:00'); // 1
  epoch.snapshot('03:00:10', [A], { sequence: 5 }); // 2
  epoch.delta('03:00:20', { added: [B] }, { sequence: 6 }); // 3
  epoch.snapshot('03:01:00', [A, B], { sequence: 6 }); // 4
  epoch.audited('03:01:00', { of: 4, verified: 4 }); // 5
  epoch.delta('03:01:10', { added: [C] }, { sequence: 7 }); // 6
  epoch.snapshot('03:02:00', [A, B], { sequence: 7 }); // 7: already that of sequence 8
  epoch.delta('03:02:10', { removed: [C[0]] }, { sequence: 8 }); // 8
  epoch.audited('03:02:10', { of: 7, outcome: 'healed', verified: 8 }); // 9
  epoch.delta('03:02:20', { added: [C] }, { sequence: 9 }); // 10
  epoch.snapshot('03:03:00', [B], { sequence: 9 }); // 11
  epoch.delta('03:03:10', { added: [C] }, { sequence: 10 }); // 12
  epoch.audited('03:03:10', { of: 11, outcome: 'failed', verified: null }); // 13
  const gap = epoch.gapFound('03:03:10', { cause: 'audit', from: 10 });
  epoch.gapClosed('03:03:10', gap, 11);
  epoch.counted('03:04:00');
  return {
    title: 'audits that agree, heal and fail',
    epochs: [epoch],
    told: [
      ['03:00:00', 'e03', 'no-base'],
      ['03:00:10', 'e03', 'contiguous'],
      ['03:01:00', 'e03', 'verified'],
      ['03:01:10', 'e03', 'contiguous'],
      ['03:02:10', 'e03', 'verified'],
      ['03:02:10.001', 'e03', 'audit'],
      ['03:03:00', 'e03', 'contiguous'],
      ['03:04:00', 'e03', 'not-known-yet'],
    ],
  };
};

/** The wall clock is set back by ten minutes: both epochs name the same moments, each by its own clock. */
const clock = (): Case => {
  const before = new HandEpoch('e04');
  before.opened('04:20:00');
  before.snapshot('04:20:10', [A], { sequence: 5 });
  before.counted('04:25:00');
  const gap = before.gapFound('04:30:00', { cause: 'clock', from: 4 });
  before.closed('04:30:00', 'clock-stepped');
  const after = new HandEpoch('e04-next');
  after.opened('04:20:01');
  after.snapshot('04:20:05', [B], { sequence: 6, stated: { rows: 1, feeSats: 400, weight: 400 } });
  after.gapClosed('04:20:05', gap, 2);
  after.delta('04:22:00', {}, { sequence: 7 });
  after.counted('04:40:00');
  return {
    title: 'a wall clock set back',
    epochs: [before, after],
    told: [
      ['04:20:00', 'e04', 'no-base'],
      ['04:20:01', 'e04-next', 'no-base'],
      ['04:20:05', 'e04-next', 'verified'],
      ['04:22:00', 'e04', 'contiguous'], // of two that know equally well, the newer base
      ['04:25:00.001', 'e04-next', 'contiguous'], // the gap of the first has no end in its own epoch
      ['04:30:00', 'e04-next', 'contiguous'],
      ['04:40:00', 'e04-next', 'not-known-yet'],
    ],
  };
};

/** The wall clock is set on by an hour; later the deltas stop while the source is alive. */
const clockOnAndSilence = (): Case => {
  const before = new HandEpoch('e05');
  before.opened('05:00:00');
  before.snapshot('05:00:10', [A], { sequence: 5 });
  const gap = before.gapFound('05:00:30', { cause: 'clock', from: 3 });
  before.closed('05:00:30', 'clock-stepped');
  const after = new HandEpoch('e05-next');
  after.opened('06:00:30');
  after.snapshot('06:00:40', [B], { sequence: 6 }); // 2
  after.gapClosed('06:00:40', gap, 2);
  after.counted('06:01:30');
  const silence = after.gapFound('06:02:00', { cause: 'silence', from: 4 });
  after.snapshot('06:03:00', [C], { sequence: 60 }); // 6
  after.gapClosed('06:03:00', silence, 6);
  after.counted('06:04:30');
  return {
    title: 'a wall clock set on, then silence',
    epochs: [before, after],
    told: [
      ['05:00:00', 'e05', 'no-base'],
      ['05:00:10', 'e05', 'contiguous'],
      ['05:00:10.001', 'e05', 'clock'],
      ['06:00:40', 'e05-next', 'contiguous'],
      ['06:00:40.001', 'e05-next', 'silence'],
      ['06:03:00', 'e05-next', 'contiguous'],
      ['06:04:30', 'e05-next', 'not-known-yet'],
    ],
  };
};

/** The layout had no sequence: what is stated or audited stands, nothing else does. */
const withoutSequence = (): Case => {
  const epoch = new HandEpoch('e07');
  epoch.opened('07:00:00'); // 1
  epoch.snapshot('07:00:10', [A], { sequence: null }); // 2
  epoch.delta(
    '07:00:20',
    { added: [B] },
    { sequence: null, stated: { rows: 2, feeSats: 1400, weight: 800 } },
  ); // 3
  epoch.delta('07:00:30', { added: [C] }, { sequence: null }); // 4
  epoch.snapshot('07:00:40', [A, B, C], { sequence: null }); // 5
  epoch.audited('07:00:40', { of: 5, verified: 5 }); // 6
  epoch.delta('07:00:50', {}, { sequence: null }); // 7
  epoch.counted('07:01:10', null);
  return {
    title: 'a layout without a sequence',
    epochs: [epoch],
    told: [
      ['07:00:00', 'e07', 'no-base'],
      ['07:00:10', 'e07', 'no-sequence'],
      ['07:00:20', 'e07', 'verified'],
      ['07:00:30', 'e07', 'no-sequence'],
      ['07:00:40', 'e07', 'verified'],
      ['07:00:50', 'e07', 'no-sequence'],
      ['07:01:10', 'e07', 'not-known-yet'],
    ],
  };
};

/** A lost socket, then one that opens and is lost before its first snapshot, then one that stays. */
const lostSockets = (): Case => {
  const first = new HandEpoch('e08');
  first.opened('08:00:00');
  first.snapshot('08:00:10', [A], { sequence: 5 });
  first.moved('08:00:12', 6); // a tick that brought this block nothing
  first.delta('08:00:14', {}, { sequence: 7 });
  first.moved('08:00:14', 7);
  const gap = first.gapFound('08:00:20', { cause: 'socket', from: 6 });
  first.closed('08:00:20', 'socket-closed');
  const second = new HandEpoch('e08-second');
  second.opened('08:00:30');
  second.delta('08:00:31', { added: [B] }, { sequence: 9 });
  second.closed('08:00:40', 'socket-closed');
  const third = new HandEpoch('e08-third');
  third.opened('08:00:50');
  third.delta('08:00:51', { added: [B] }, { sequence: 19 });
  third.delta('08:00:52', { added: [B] }, { sequence: 29 });
  third.snapshot('08:01:00', [C], { sequence: 30 });
  third.gapClosed('08:01:00', gap, 4);
  third.counted('08:02:00', 1);
  return {
    title: 'a lost socket, until the first snapshot of another',
    epochs: [first, second, third],
    told: [
      ['08:00:00', 'e08', 'no-base'],
      ['08:00:10', 'e08', 'contiguous'],
      ['08:00:14.001', 'e08', 'socket'],
      // an epoch that ended says more than one that only began, and the later of two that ended is taken
      ['08:00:40', 'e08-second', 'not-known-yet'],
      ['08:01:00', 'e08-third', 'contiguous'],
      ['08:02:00', 'e08-third', 'not-known-yet'],
    ],
  };
};

/** Two listeners on one lake: the one that missed nothing answers. */
const twoListeners = (): Case => {
  const one = new HandEpoch('e09-a');
  const other = new HandEpoch('e09-b');
  one.opened('09:00:00');
  other.opened('09:00:01');
  one.snapshot('09:00:10', [A], { sequence: 5 });
  other.snapshot('09:00:11', [A], { sequence: 5 });
  one.delta('09:00:20', { added: [B] }, { sequence: 6 });
  other.delta('09:00:20', { added: [B] }, { sequence: 6 });
  const gap = other.gapFound('09:00:30', { from: 4 });
  one.delta('09:00:40', {}, { sequence: 7, stated: { rows: 2, feeSats: 1400, weight: 800 } });
  other.snapshot('09:00:50', [A, B], { sequence: 7 });
  other.gapClosed('09:00:50', gap, 5);
  one.counted('09:01:00');
  other.counted('09:01:01');
  return {
    title: 'two listeners',
    epochs: [one, other],
    told: [
      ['09:00:00', 'e09-a', 'no-base'],
      ['09:00:01', 'e09-b', 'no-base'],
      ['09:00:10', 'e09-a', 'contiguous'],
      ['09:00:11', 'e09-b', 'contiguous'],
      ['09:00:20.001', 'e09-a', 'contiguous'],
      ['09:00:40', 'e09-a', 'verified'],
      ['09:01:00', 'e09-b', 'contiguous'],
      ['09:01:01', 'e09-b', 'not-known-yet'],
    ],
  };
};

/** Whoever made the recording asked for another block for a while: of the next one nothing came. */
const anotherBlock = (): Case => {
  const epoch = new HandEpoch('e10');
  epoch.opened('09:10:00');
  epoch.snapshot('09:10:10', [A], { sequence: 5 });
  epoch.delta('09:10:20', { added: [B] }, { sequence: 6 });
  epoch.snapshot('09:10:30', [C], { index: 1, sequence: 6 });
  epoch.delta('09:10:40', {}, { index: 1, sequence: 7 });
  epoch.snapshot('09:10:50', [A], { sequence: 7 });
  epoch.counted('09:11:00');
  return {
    title: 'a socket that is told of another block for a while',
    epochs: [epoch],
    told: [
      ['09:10:00', 'e10', 'no-base'],
      ['09:10:10', 'e10', 'contiguous'],
      ['09:10:30', 'e10', 'no-base'],
      ['09:10:50', 'e10', 'contiguous'],
      ['09:11:00', 'e10', 'not-known-yet'],
    ],
  };
};

const cases = [
  crash(),
  restart(),
  audits(),
  clock(),
  clockOnAndSilence(),
  withoutSequence(),
  lostSockets(),
  twoListeners(),
  anotherBlock(),
];
const linesOf = ({ epochs }: Case): ReadonlyArray<HandLine> => epochs.flatMap(({ lines }) => lines);
const handLines = cases.flatMap(linesOf);
const msOf = (time: string): number => Date.parse(`2026-11-21T${time}Z`);

const folder = mkdtempSync(path.join(tmpdir(), 'bitcoin-pipeline-'));
let dbt: DbtWarehouse;
beforeAll(async () => {
  dbt = await openDbtWarehouse(folder);
  await dbt.load('by hand', handLines);
  await wentWell(dbt.worker.build(untested));
});
afterAll(async () => {
  await dbt.stop();
  rmSync(folder, { recursive: true });
});

describe('histories written by hand', () => {
  const moments = momentsAround(handLines);
  const byModel = saidByModel(handLines, moments);
  let bySql: ReadonlyMap<number, Said>;
  beforeAll(async () => {
    bySql = await saidBySql(dbt, moments);
  });

  it.each(cases)('$title: the model says what is expected', (one) => {
    const lines = linesOf(one);
    for (const [ms, model] of saidByModel(lines, momentsAround(lines))) {
      const expected = one.told.findLast(([time]) => msOf(time) <= ms);
      const [, epochId, answer] = expected ?? ['', null, 'no-base'];
      const at = new Date(ms).toISOString();
      expect({ at, epochId: model.epochId, answer: model.cause ?? model.level }).toEqual({
        at,
        epochId,
        answer,
      });
    }
  });

  it('gives the same rows, totals, ordinals and gaps by SQL at every moment', () => {
    expect(bySql.size).toBe(moments.length);
    for (const ms of moments) expect({ ms, ...bySql.get(ms) }).toEqual({ ms, ...byModel.get(ms) });
  });
});

describe('ledgers at random', () => {
  const seed = Number(process.env['HISTORIES_SEED'] ?? Date.now() % 1_000_000);
  const count = Number(process.env['HISTORIES'] ?? 200);
  /** From 10:00 on, each in a time of its own, which no other's lines reach. */
  const histories = fc
    .sample(handHistory, { seed, numRuns: count })
    .map((history, index) => written(history, `r${1000 + index}`, (36_000 + index * 60) * 1000));

  it(`give the same answers by SQL, rows and all, at every moment (HISTORIES_SEED=${seed})`, async () => {
    const shuffled = histories.flat().toReversed();
    await dbt.load('at random', shuffled);
    await dbt.load('some again', shuffled.slice(0, 100));
    await wentWell(dbt.worker.refresh());
    const bySql = await saidBySql(dbt, histories.flatMap(momentsAround));

    const levels = new Set<string | null>();
    for (const [index, lines] of histories.entries()) {
      // an epoch of the history before may say more than one that only begins
      const known = [...(histories[index - 1] ?? handLines), ...lines];
      for (const [ms, byModel] of saidByModel(known, momentsAround(lines))) {
        expect({ seed, ms, ...bySql.get(ms) }).toEqual({ seed, ms, ...byModel });
        levels.add(byModel.cause ?? byModel.level);
      }
    }
    expect(levels).toEqual(
      new Set(
        'audit clock contiguous crash no-sequence not-known-yet self-check sequence socket verified'.split(
          ' ',
        ),
      ),
    );
  });
});
