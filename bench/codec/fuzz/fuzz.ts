import * as E from 'fp-ts/lib/Either.js';
import { seededRandom, type Random } from '../../../simulator/random.ts';
import { mutate } from '../../fuzz/mutate.ts';
import { faultOfBytes, faultOfValue } from './check.ts';
import type { Subject } from './codecs.ts';
import { valueNear } from './values.ts';

/** So many mutants are made of one value, each of the value itself. */
const MUTANTS_OF_ONE = 20;
/** Of so many mutants one is changed by the rules for frames, which take longer and know JSON. */
const BY_RULE_EVERY = 10;

/** Of a hundred parts of a value so many are odd; of every other value none. */
const ODD_PERCENT = 4;

const tokens = [
  ...Array.from('0123456789.-+eE"\\,:[]{} \n\tntf\u0000\u007f'),
  '1e5',
  '1e999',
  '-0',
  '"x":1,',
  '"USD":1,',
  '"__proto__":1,',
  '\\u0061',
  '\\ud800',
  '00',
  '.25',
  '.0',
  'null',
  '{}',
  '9007199254740993',
].map((token) => Buffer.from(token));
const strangeBytes = [0xc3, 0xff, 0x80, 0xed, 0xf4, 0xa0];

/** One change: a byte set, some left out, something put in, a stretch said twice. */
const changed = (bytes: Buffer, random: Random): Buffer => {
  const at = random.integer(bytes.length + 1);
  const token = tokens[random.integer(tokens.length)] ?? Buffer.alloc(0);
  switch (random.integer(5)) {
    case 0: {
      const copy = Buffer.from(bytes);
      if (at < copy.length) copy[at] = token[0] ?? 0;
      return copy;
    }
    case 1:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random.integer(3))]);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), token, bytes.subarray(at)]);
    case 3: {
      const end = Math.min(bytes.length, at + 1 + random.integer(30));
      return Buffer.concat([bytes.subarray(0, end), bytes.subarray(at)]);
    }
    default: {
      const copy = Buffer.from(bytes);
      if (at < copy.length) copy[at] = strangeBytes[random.integer(strangeBytes.length)] ?? 0;
      return copy;
    }
  }
};

const mutantOf = (bytes: Buffer, random: Random, index: number): Buffer => {
  if (index === 0) return bytes;
  if (index % BY_RULE_EVERY === 0) return mutate(bytes, random, [bytes]);
  const once = changed(bytes, random);
  return random.chance(0.3) ? changed(once, random) : once;
};

/** A value or bytes of which a compiled way said what is not so. */
export interface Divergence {
  readonly codec: string;
  readonly what: string;
  readonly of: string;
}

export interface Compared {
  readonly codec: string;
  readonly values: number;
  readonly mutants: number;
  /** Mutants that a compiled way took. */
  readonly taken: number;
}

/** One codec's compiled ways beside the codec. Left: the first divergence. */
export const compare = (
  subject: Subject,
  counts: { readonly values: number; readonly mutants: number },
  seed: string,
): E.Either<Divergence, Compared> => {
  const random = seededRandom(`${seed} ${subject.name}`);
  const diverges = (what: string, of: unknown): E.Either<Divergence, never> =>
    E.left({ codec: subject.name, what, of: String(of) });
  const near = (index: number): unknown =>
    valueNear(subject.plan, { random, oddPercent: index % 2 === 0 ? 0 : ODD_PERCENT });
  for (let index = 0; index < counts.values; index += 1) {
    const value = near(index);
    const fault = faultOfValue(subject, value);
    if (fault !== null) return diverges(fault, JSON.stringify(value));
  }
  let taken = 0;
  for (let index = 0; index < counts.mutants;) {
    const bytes = Buffer.from(JSON.stringify(near(index / MUTANTS_OF_ONE)) ?? 'null');
    for (let of = 0; of < MUTANTS_OF_ONE && index < counts.mutants; of += 1, index += 1) {
      const mutant = mutantOf(bytes, random, of);
      const told = faultOfBytes(subject, mutant);
      if (told.fault !== null) return diverges(told.fault, mutant.toString('latin1'));
      if (told.taken) taken += 1;
    }
  }
  return E.right({ codec: subject.name, ...counts, taken });
};
