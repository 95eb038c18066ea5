import type { Random } from '../../simulator/random.ts';

type Mutation = (frame: Buffer, random: Random, others: ReadonlyArray<Buffer>) => Buffer;

const cut = (frame: Buffer, from: number, to: number, between: Buffer): Buffer =>
  Buffer.concat([frame.subarray(0, from), between, frame.subarray(to)]);

/** The parts of a text that a pattern finds; one of them replaced. */
const replaceOne =
  (pattern: RegExp, by: (found: string, random: Random) => string): Mutation =>
  (frame, random) => {
    const text = frame.toString();
    const found = [...text.matchAll(pattern)];
    const chosen = found[random.integer(found.length)];
    if (chosen === undefined) return frame;
    const end = chosen.index + chosen[0].length;
    return Buffer.from(text.slice(0, chosen.index) + by(chosen[0], random) + text.slice(end));
  };

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const SCALAR = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null/g;
const MEMBER = /"[\w-]+":\s*(?:"[^"]*"|-?\d+(?:\.\d+)?|true|false|null)/g;

const oddNumbers = [
  '1e999',
  '-0',
  '-1',
  '0.1',
  '1e-400',
  '9'.repeat(40),
  '9007199254740993',
  '1e3',
  '00',
  '+1',
  'NaN',
  '0x10',
  '.5',
  '5.',
] as const;
const oddValues = [
  'null',
  '[]',
  '{}',
  '""',
  '"\\ud800"',
  '"\\u0000"',
  'true',
  '-1',
  '[[[[]]]]',
  '{"a":{"a":1,"a":2}}',
  '"\u2028"',
  '[1,2,3]',
] as const;

/** One change each; what they find nothing to do on they leave as it is. */
const mutations: Readonly<Record<string, Mutation>> = {
  'flip a byte': (frame, random) => {
    const copy = Buffer.from(frame);
    const at = random.integer(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << random.integer(8));
    return copy;
  },
  'set a byte': (frame, random) => {
    const copy = Buffer.from(frame);
    copy[random.integer(copy.length)] = random.integer(256);
    return copy;
  },
  'cut off': (frame, random) => frame.subarray(0, random.integer(frame.length + 1)),
  'leave out': (frame, random) => {
    const from = random.integer(frame.length);
    return cut(frame, from, from + 1 + random.integer(20), Buffer.alloc(0));
  },
  'say twice': (frame, random) => {
    const from = random.integer(frame.length);
    const to = Math.min(frame.length, from + 1 + random.integer(40));
    return cut(frame, to, to, frame.subarray(from, to));
  },
  'splice two': (frame, random, others) => {
    const other = others[random.integer(others.length)] ?? frame;
    return Buffer.concat([
      frame.subarray(0, random.integer(frame.length)),
      other.subarray(random.integer(other.length)),
    ]);
  },
  'odd number': replaceOne(NUMBER, (_found, random) => random.pick(oddNumbers)),
  'odd value': replaceOne(SCALAR, (_found, random) => random.pick(oddValues)),
  'number as text': replaceOne(NUMBER, (found) => `"${found}"`),
  'member twice': replaceOne(MEMBER, (found) => `${found},${found}`),
  'member away': replaceOne(MEMBER, () => '"x":0'),
  'key renamed': replaceOne(/"[\w-]+"(?=:)/g, () => '"sequence"'),
  'deep nesting': replaceOne(SCALAR, (found, random) => {
    const depth = random.integer(300);
    return '['.repeat(depth) + found + ']'.repeat(depth);
  }),
  'bad UTF-8': (frame, random) => {
    const bytes = random.pick([
      [0xff],
      [0xc3],
      [0xed, 0xa0, 0x80],
      [0xf5, 0x80, 0x80, 0x80],
      [0xc0, 0xaf],
    ]);
    return cut(frame, random.integer(frame.length), 0, Buffer.from(bytes));
  },
  'line feeds': replaceOne(/[,:[{]/g, (found) => `${found}\n\r\n`),
  'another sequence': replaceOne(
    /"sequence":\s*\d+/g,
    (_found, random) => `"sequence":${random.integer(6)}`,
  ),
};

const names = Object.keys(mutations);

/** One to three changes of a frame. */
export const mutate = (frame: Buffer, random: Random, others: ReadonlyArray<Buffer>): Buffer => {
  let mutated = frame;
  for (let left = 1 + random.integer(3); left > 0 && mutated.length > 0; left -= 1)
    mutated =
      mutations[names[random.integer(names.length)] ?? '']?.(mutated, random, others) ?? mutated;
  return mutated;
};
