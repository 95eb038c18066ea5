import type { NumberPlan, ObjectPlan, Plan } from '../codec/plan.ts';
import { EXACT_DIGITS } from '../fast/number.ts';
import { keyFunction, masksOf, namedKeys } from './keys.ts';
import { lengthOf, quoted, standsAt, type Functions } from './names.ts';
import { finderOf, hasRange, readerFor, readerOf } from './numbers.ts';

/** The functions that were written, by kind, and which keys of the outermost object are to be read. */
export interface ScanFunctions {
  readonly scans: Functions;
  readonly keys: Functions;
  readonly root: Plan;
  readonly found: ReadonlyArray<string>;
}

/** A call that tells where the value at `p` ends, -1 where it is not certainly what the plan takes. */
export const endOf = (plan: Plan, p: string, functions: ScanFunctions): string => {
  const { scans } = functions;
  switch (plan.takes) {
    case 'text':
      return `textEnd(v, ${p})`;
    case 'flag':
      return `flagEnd(v, ${p})`;
    case 'null':
      return `nullEnd(v, ${p})`;
    case 'any-object':
      return `anyObjectEnd(v, ${p})`;
    case 'hex':
      return `hexEnd(v, ${p}, ${plan.digits})`;
    case 'words':
      return `${scans.of(plan, () => oneOfScan(plan.words.map((word) => wordScan(quoted(word)))))}(v, ${p})`;
    case 'number':
      return plan.also.length === 0
        ? rangeEnd(plan, p)
        : `${scans.of(plan, () => numberScan(plan))}(v, ${p})`;
    case 'one-of':
      return `${scans.of(plan, () => oneOfScan(plan.choices.map((each) => choiceScan(endOf(each, 'p', functions)))))}(v, ${p})`;
    case 'list':
      return `${scans.of(plan, () => listScan(plan.of, functions))}(v, ${p})`;
    case 'row':
      return `${scans.of(plan, () => rowScan(plan.elements, plan.last, functions))}(v, ${p})`;
    case 'object':
      return `${scans.of(plan, () => objectScan(plan, functions))}(v, ${p})`;
    case 'opaque':
      throw new Error(`${plan.name} can not be compiled: ${plan.why}`);
  }
};

const rangeEnd = (plan: NumberPlan, p: string): string => {
  const [name, ...more] = readerFor(plan);
  return `${finderOf(name)}(${['v', p, ...more].join(', ')})`;
};

const body = (statements: ReadonlyArray<string>, p = 'p'): string =>
  `(v: DataView, ${p}: number): number => {\n${statements.map((each) => `  ${each}\n`).join('')}}`;

const wordScan = (json: string): string =>
  `if (${standsAt(json, 'p')}) return p + ${lengthOf(json)};`;

const choiceScan = (end: string): string => `{ const end = ${end}; if (end >= 0) return end; }`;

const oneOfScan = (tries: ReadonlyArray<string>): string => body([...tries, 'return -1;']);

/** The few beside the range last: where one begins like a number of the range, the whole is for the plain way. */
const numberScan = (plan: NumberPlan): string =>
  oneOfScan([
    ...(hasRange(plan) ? [choiceScan(rangeEnd(plan, 'p'))] : []),
    ...plan.also.map((each) => wordScan(JSON.stringify(each))),
  ]);

const listScan = (of: Plan, functions: ScanFunctions): string =>
  body(
    [
      'if (v.getUint8(start) !== 0x5b) return -1;',
      'let p = start + 1;',
      'if (v.getUint8(p) === 0x5d) return p + 1;',
      'for (;;) {',
      `  p = ${endOf(of, 'p', functions)};`,
      '  if (p < 0) return -1;',
      '  if (v.getUint8(p) === 0x5d) return p + 1;',
      '  if (v.getUint8(p) !== 0x2c) return -1;',
      '  p += 1;',
      '}',
    ],
    'start',
  );

/** Written out, because a row has so many numbers that an engine would call the rest. */
const digitsPast = (from: string, mostDigits: number | null): ReadonlyArray<string> => [
  `start = ${from};`,
  'p = start;',
  'while ((other = otherDigitsAt(v, p)) === 0) p += 4;',
  'p += bytesBefore(other);',
  `if (p === start || (p > start + 1 && v.getUint8(start) === 0x30)) return -1;`,
  ...(mostDigits === null ? [] : [`if (p - start > ${mostDigits}) return -1;`]),
];

/** Statements that move `p` from before a value of a row to behind it. */
const elementPast = (plan: Plan, functions: ScanFunctions): ReadonlyArray<string> => {
  const reader = plan.takes === 'number' && plan.also.length === 0 ? readerOf(plan) : null;
  const [name, mostDigits] = reader ?? ['none'];
  switch (name) {
    case 'Whole':
      return digitsPast('p + 1', mostDigits ?? EXACT_DIGITS);
    case 'Quarters':
      return [
        ...digitsPast('p + 1', EXACT_DIGITS),
        'p = quarterEnd(v, p);',
        'if (p < 0) return -1;',
      ];
    case 'Decimal':
      return [
        ...digitsPast('p + 1', null),
        'p = fractionEnd(v, p, start);',
        'if (p < 0) return -1;',
      ];
    default:
      return [`p = ${endOf(plan, 'p + 1', functions)};`, 'if (p < 0) return -1;'];
  }
};

const rowScan = (
  elements: ReadonlyArray<Plan>,
  last: Plan | null,
  functions: ScanFunctions,
): string =>
  body(
    [
      'let p = row;',
      'let start = p;',
      'let other = 0;',
      ...elements.flatMap((element, index) => [
        `if (v.getUint8(p) !== ${index === 0 ? '0x5b' : '0x2c'}) return -1;`,
        ...elementPast(element, functions),
      ]),
      ...(last === null
        ? []
        : [
            'if (v.getUint8(p) === 0x2c) {',
            `  p = ${endOf(last, 'p + 1', functions)};`,
            '  if (p < 0) return -1;',
            '}',
          ]),
      'return v.getUint8(p) === 0x5d ? p + 1 : -1;',
    ],
    'row',
  );

const otherKey = ({ capitals }: ObjectPlan, functions: ScanFunctions): ReadonlyArray<string> =>
  capitals === null
    ? [
        '      const end = keyEnd(v, p);',
        '      if (end < 0 || !isNewKey(v, opened, p + 1)) return -1;',
        '      p = valueEnd(v, pastOneSpace(v, end), 0);',
      ]
    : [
        `      const isCapital = isCapitalKey(v, p, ${capitals.letters});`,
        `      const end = isCapital ? p + ${capitals.letters + 3} : keyEnd(v, p);`,
        '      if (end < 0 || !isNewKey(v, opened, p + 1)) return -1;',
        '      const at = pastOneSpace(v, end);',
        `      p = isCapital ? ${endOf(capitals.holds, 'at', functions)} : valueEnd(v, at, 0);`,
      ];

const objectScan = (plan: ObjectPlan, functions: ScanFunctions): string => {
  const keys = namedKeys(plan);
  const masks = masksOf(keys);
  const found = functions.root === plan ? functions.found : [];
  const named = keys.flatMap(({ key, holds, token }, index) => {
    const { name, bit } = masks.bitOf(index);
    const at = `pastOneSpace(v, p + ${lengthOf(token)})`;
    const place = found.indexOf(key);
    const taken =
      place < 0
        ? [`      p = ${endOf(holds, at, functions)};`]
        : [
            `      cursor.at = ${at};`,
            `      found[${place}] = ${readOf(holds)};`,
            '      p = cursor.at;',
          ];
    return [
      `    case ${index}:`,
      `      if ((${name} & ${bit}) !== 0) return -1;`,
      `      ${name} |= ${bit};`,
      ...taken,
      '      break;',
    ];
  });
  const refused = plan.unless.map((_, index) => `    case ${keys.length + index}:`);
  return body(
    [
      'if (v.getUint8(start) !== 0x7b) return -1;',
      'let p = start + 1;',
      ...masks.names.map((name) => `let ${name} = 0;`),
      'const opened = openKeys();',
      'while (v.getUint8(p) !== 0x7d) {',
      `  switch (${keyFunction(plan, functions.keys)}(v, p)) {`,
      ...named,
      ...(refused.length > 0 ? [...refused, '      return -1;'] : []),
      '    default: {',
      ...otherKey(plan, functions),
      '    }',
      '  }',
      '  if (p < 0) return -1;',
      '  if (v.getUint8(p) === 0x2c) {',
      '    p = pastOneSpace(v, p + 1);',
      '    if (v.getUint8(p) !== 0x22) return -1;',
      '  } else if (v.getUint8(p) !== 0x7d) return -1;',
      '}',
      'closeKeys(opened);',
      `return ${masks.areAllThere} ? p + 1 : -1;`,
    ],
    'start',
  );
};

/** A call that reads a number that is to be found. */
const readOf = (plan: Plan): string => {
  const reader = plan.takes === 'number' && plan.also.length === 0 ? readerOf(plan) : null;
  if (reader === null) throw new Error('what is found must be a number');
  const [name, ...more] = reader;
  return `read${name}(${['v', 'cursor', ...more].join(', ')})`;
};
