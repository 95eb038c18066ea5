import type { ReadLine, Unknown } from '@bitcoin-pipeline/model';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  answersAt,
  isExcused,
  isTrue,
  loaded,
  momentsOf,
  someOf,
  told,
  upToAfter,
  type Answered,
} from '../../support/histories/check.ts';
import { play, type Played, type Restored } from '../../support/histories/play.ts';
import {
  calmHistory,
  faults,
  faultyHistory,
  type Fault,
  type HistoryPlan,
} from '../../support/histories/steps.ts';
import { howMany } from '../../support/whole.ts';

/**
 * Random histories of a source and a listener, against a plain model of what was true. More of them, or the same
 * again: HISTORIES=200000 SEED=7 npx vitest run __tests__/model/next-block/histories.test.ts
 */
const allHistories = Number(process.env['HISTORIES'] ?? howMany({ whole: 10_000, short: 2000 }));
const calmHistories = Math.ceil(allHistories * 0.15);
const histories = allHistories - calmHistories;
/** The same each time, so that a change is judged by itself; others are looked for with SEED. */
const seed = Number(process.env['SEED'] ?? 20_261_121);
const inAll = `seed ${seed}`;
const timeout = 60_000 + histories * 60;

/** Of a history this many moments are asked; of one in twenty all. */
const MOMENTS = 16;

const begin = { name: 'h', beginMs: Date.parse('2026-11-21T06:00:00Z') };

/** Runs of a kind of history; what it is held against is told as an error, with which fast-check prints its seed. */
const forAll = (
  plans: fc.Arbitrary<HistoryPlan>,
  numRuns: number,
  check: (plan: HistoryPlan, played: Played) => void,
): void =>
  fc.assert(
    fc.property(plans, (plan) => check(plan, play(plan, begin))),
    { seed, numRuns },
  );

const chosen = (plan: HistoryPlan, played: Played): ReadonlyArray<number> => {
  const all = momentsOf(played.lines);
  const pick = plan.loading.seed;
  return pick % 20 === 0 ? all : someOf(all, MOMENTS, pick);
};

const raise = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

/** What the ledger calls each fault when it meets a state that is trusted. */
const names: { readonly [K in Fault]: ReadonlyArray<string | null> } = {
  drop: ['sequence'],
  duplicate: ['sequence'],
  reorder: ['sequence'],
  'undecodable-delta': ['sequence', 'self-check'],
  'garbage-for-update': ['sequence'],
  'garbage-beside': [null],
  'silent-block': ['sequence', 'self-check'],
  silence: ['silence'],
  stillness: [null, 'silence'],
  loading: ['loading'],
  drift: ['self-check', 'audit'],
  'drift-unstated': ['audit'],
  'mid-tick-audit': [null],
  'lost-socket': ['socket'],
  'spool-full': ['spool-full'],
  'backend-restart': ['socket'],
  'clock-step': ['clock'],
  'listener-restart': ['restart'],
  'listener-crash': ['crash'],
};

describe(`${histories} histories with faults (${inAll})`, () => {
  const named = new Map<string, number>();
  const causes = new Map<string, number>();
  const audits = new Map<string, number>();
  let [known, unknown, restored, late, excused, parts] = [0, 0, 0, 0, 0, 0];

  const neverWrong = (played: Played, answered: ReadonlyArray<Answered>): void => {
    const wrong = answered.find(({ answer, atMs }) => !isTrue(played, answer, atMs));
    if (wrong !== undefined) throw new Error(`silently wrong ${told(played, wrong)}`);
    known += answered.filter(({ answer }) => answer.tag === 'known').length;
    unknown += answered.filter(({ answer }) => answer.tag === 'unknown').length;
  };

  /** From fewer lines, in any order. */
  const neverWrongWhenLate = (
    plan: HistoryPlan,
    played: Played,
    moments: ReadonlyArray<number>,
  ) => {
    const some = loaded(played.lines, plan.loading.seed);
    for (const each of answersAt(some.lines, moments, plan.source.blockIndex)) {
      if (each.answer.tag === 'known') late += 1;
      if (isTrue(played, each.answer, each.atMs)) continue;
      if (!isExcused(each, played.lines, some))
        throw new Error(`silently wrong from fewer lines ${told(played, each)}`);
      excused += 1;
    }
    parts += some.missing.filter(({ part }) => part !== null).length;
  };

  /** The next trouble began right after it, or showed that what nothing was stated of can't be relied on. */
  const isDoubtedSince = (
    lines: ReadonlyArray<ReadLine>,
    { cause, gapId }: Unknown,
    { ordinal, isStated }: Restored,
  ): boolean =>
    (!isStated && (cause === 'self-check' || cause === 'audit')) ||
    lines.some(
      (line) =>
        line.type === 'GapFound' &&
        line.fields.gapId === gapId &&
        line.fields.suspectFromOrdinal > ordinal,
    );

  /** The epoch's own lines, and those that tell of gaps: they may stand in another. */
  const ofEpoch = (lines: ReadonlyArray<ReadLine>, epochId: string): ReadonlyArray<ReadLine> =>
    lines.filter(
      ({ type, envelope }) =>
        envelope.epochId === epochId || type === 'GapFound' || type === 'GapClosed',
    );

  const restores = (plan: HistoryPlan, played: Played): void => {
    for (const snapshot of someOf(played.restored, 2, plan.loading.seed)) {
      const { epochId, labelMs } = snapshot;
      const lines = upToAfter(played.lines, epochId, labelMs);
      if (lines === null) continue; // nothing came after it, or a crash took it
      const [at] = answersAt(lines, [labelMs], plan.source.blockIndex);
      if (at === undefined) continue;
      if (at.answer.tag === 'known') {
        restored += 1;
        continue;
      }
      // Where no epoch knows, one speaks for all: after a clock was set back not the one of the snapshot.
      const [own] = answersAt(ofEpoch(lines, epochId), [labelMs], plan.source.blockIndex);
      if (own?.answer.tag !== 'unknown' || !isDoubtedSince(lines, own.answer, snapshot))
        throw new Error(`not restored ${told(played, at)}`);
    }
  };

  const namesRightly = (played: Played): void => {
    for (const { fault, cause } of played.named) {
      if (!names[fault].includes(cause))
        throw new Error(
          `${fault} is called ${cause}\n${told(played, { atMs: 0, answer: nothing })}`,
        );
      raise(named, fault);
      raise(causes, String(cause));
    }
    for (const outcome of played.audits) raise(audits, outcome);
  };
  const nothing = { tag: 'unknown', cause: 'no-base', gapId: null, epochId: null } as const;

  beforeAll(() => {
    forAll(faultyHistory, histories, (plan, played) => {
      const moments = chosen(plan, played);
      const lines = played.lines.map(({ read }) => read);
      neverWrong(played, answersAt(lines, moments, plan.source.blockIndex));
      neverWrongWhenLate(plan, played, someOf(moments, MOMENTS / 2, plan.loading.seed));
      restores(plan, played);
      namesRightly(played);
    });
  }, timeout);

  it('are never answered wrongly, and not always with "unknown"', () => {
    expect(known).toBeGreaterThan(2 * histories);
    expect(unknown).toBeGreaterThan(2 * histories);
  });

  it('are known again at the next whole snapshot', () => {
    expect(restored).toBeGreaterThan(histories);
  });

  it('are not answered wrongly from fewer lines, in any order, with repeats', () => {
    expect(late).toBeGreaterThan(histories);
    expect(excused).toBeLessThan(late / 20);
    expect(parts).toBeGreaterThan(histories / 1000);
  });

  it.each(faults)('meet %s often enough, and the ledger calls it by its name', (fault) => {
    expect(named.get(fault)).toBeGreaterThan(histories / 100);
  });

  it('have gaps of every cause that a session can find', () => {
    const found = ['sequence', 'socket', 'silence', 'loading', 'self-check', 'audit'];
    for (const cause of [...found, 'crash', 'restart', 'clock'])
      expect(causes.get(cause), cause).toBeGreaterThan(histories / 100);
  });

  it.each(['agreed', 'healed', 'failed'])('have audits that %s', (outcome) => {
    expect(audits.get(outcome)).toBeGreaterThan(histories / 100);
  });
});

describe(`${calmHistories} histories without faults (${inAll})`, () => {
  it(
    'are known from the first snapshot to the last line, and verified where it was stated',
    () => {
      let [known, verified] = [0, 0];
      forAll(calmHistory, calmHistories, (plan, played) => {
        const reads = played.lines.map(({ read }) => read);
        const first = reads.find(({ type }) => type === 'NextBlockSnapshotTaken');
        if (first === undefined) return;
        const from = Date.parse(first.envelope.observedAt);
        const until = Math.max(...reads.map(({ envelope }) => Date.parse(envelope.observedAt)));
        const moments = chosen(plan, played).filter((atMs) => atMs >= from && atMs < until);
        for (const each of answersAt(reads, moments, plan.source.blockIndex)) {
          const { answer, atMs } = each;
          if (answer.tag === 'unknown') throw new Error(`unknown ${told(played, each)}`);
          if (!isTrue(played, answer, atMs)) throw new Error(`wrong ${told(played, each)}`);
          const last = reads.find(({ envelope }) => envelope.ordinal === answer.ordinal);
          const isStated = last?.type === 'NextBlockChanged' && last.fields.statedRows !== null;
          if (isStated && answer.level !== 'verified')
            throw new Error(`not verified ${told(played, each)}`);
          known += 1;
          if (answer.level === 'verified') verified += 1;
        }
      });
      expect(known).toBeGreaterThan(8 * calmHistories);
      expect(verified).toBeGreaterThan(4 * calmHistories);
    },
    timeout,
  );
});
