import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { coverage } from '../../bench/codec/coverage.ts';
import { subjects } from '../../bench/codec/fuzz/codecs.ts';
import { compare } from '../../bench/codec/fuzz/fuzz.ts';
import { measuredIn } from '../../bench/codec/processes.ts';
import { isHeld, standingOf, targetsOf } from '../../bench/codec/targets.ts';

/** A twentieth of what `npm run fuzz:codecs` compares; another seed each time, printed where something diverges. */
const COUNTS = { values: 1000, mutants: 5000 };
const seed = String(Date.now());

describe(`what is compiled of a codec, seed ${seed},`, () => {
  it.each(subjects().map((subject): [string, typeof subject] => [subject.name, subject]))(
    'says of %s what io-ts says, of values and of damaged bytes',
    (_name, subject) => {
      const told = compare(subject, COUNTS, seed);
      expect(told, `npm run fuzz:codecs -- --seed ${seed}`).toMatchObject({ _tag: 'Right' });
      if (E.isRight(told)) expect(told.right.taken).toBeGreaterThan(0);
    },
  );

  it('is there for every event of today’s layout', () => {
    const missing = coverage().filter(({ why }) => why !== null);
    expect(
      missing.map(({ codec }) => codec).filter((codec) => !/^(line of|mempool)/.test(codec)),
    ).toStrictEqual([]);
    expect(missing.length).toBeGreaterThan(0);
  });
});

describe('the bench', () => {
  it('measures all that has a target, in a process of its own', async () => {
    // whether they are met is asked by npm run bench -- --assert, of a machine that does nothing beside
    const { kinds, state } = await measuredIn(1, '7', { rounds: 1, ms: 1 });
    const targets = targetsOf({ kinds, state, python: null });
    const unmeasured = targets.filter(({ figure }) => figure === null || !Number.isFinite(figure));
    expect(unmeasured.map(({ name }) => name)).toStrictEqual([
      'whole loop against the Python loop: mix',
    ]);
    expect(targets.length).toBe(12);
  });

  it('tells a figure that is beyond its target, and one that is beyond what is known', () => {
    const target = { name: 'a ratio', atMost: 0.6, aim: 0.35 };
    expect(standingOf({ ...target, figure: 0.6 })).toBe('met');
    expect(standingOf({ ...target, figure: 0.61 })).toBe('missed');
    const known = { ...target, notReached: { why: 'a reason', bound: 0.9 } };
    expect(standingOf({ ...known, figure: 0.61 })).toBe('known');
    expect(standingOf({ ...known, figure: 0.91 })).toBe('missed');
    expect(standingOf({ name: 'times', atLeast: 10, aim: 16, figure: 9 })).toBe('missed');
  });

  it('lets pass what is met or known, and neither what is missed nor what nobody measured', () => {
    const unmeasured = standingOf({ name: 'times', atLeast: 10, aim: 16, figure: null });
    expect((['met', 'known', 'missed', unmeasured] as const).map(isHeld)).toStrictEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
