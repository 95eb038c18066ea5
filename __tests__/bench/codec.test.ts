import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it } from 'vitest';
import { coverage } from '../../bench/codec/coverage.ts';
import { subjects } from '../../bench/codec/fuzz/codecs.ts';
import { compare } from '../../bench/codec/fuzz/fuzz.ts';

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
