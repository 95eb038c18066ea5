import type { NumberPlan, ObjectPlan, Plan } from '../codec/plan.ts';
import { keyFunction, masksOf, namedKeys } from './keys.ts';
import { lengthOf, quoted, standsAt, type Functions } from './names.ts';
import { hasRange, readerFor } from './numbers.ts';
import type { ScanFunctions } from './scan.ts';

export interface ReadFunctions extends ScanFunctions {
  readonly reads: Functions;
}

/** A call that reads the value at the cursor `c`, and leaves the cursor at -1 where `endOf` would be. */
export const readingOf = (plan: Plan, functions: ReadFunctions): string => {
  const { reads } = functions;
  switch (plan.takes) {
    case 'text':
      return 'readText(v, c)';
    case 'flag':
      return 'readFlag(v, c)';
    case 'null':
      return 'readNull(v, c)';
    case 'any-object':
      return 'readAnyObject(v, c)';
    case 'hex':
      return `readHex(v, c, ${plan.digits})`;
    case 'words':
      return `${reads.of(plan, () => wordsRead(plan.words.map(quoted)))}(v, c)`;
    case 'number':
      return plan.also.length === 0
        ? rangeRead(plan)
        : `${reads.of(plan, () => numberRead(plan))}(v, c)`;
    case 'one-of':
      return `${reads.of(plan, () => oneOfRead(plan.choices, functions))}(v, c)`;
    case 'list':
      return `${reads.of(plan, () => listRead(plan.of, functions))}(v, c)`;
    case 'row':
      return `${reads.of(plan, () => rowRead(plan.elements, plan.last, functions))}(v, c)`;
    case 'object':
      return `${reads.of(plan, () => objectRead(plan, functions))}(v, c)`;
    case 'opaque':
      throw new Error(`${plan.name} can not be compiled: ${plan.why}`);
  }
};

const rangeRead = (plan: NumberPlan): string => {
  const [name, ...more] = readerFor(plan);
  return `read${name}(${['v', 'c', ...more].join(', ')})`;
};

const body = (statements: ReadonlyArray<string>): string =>
  `(v: DataView, c: Cursor): unknown => {\n${statements.map((each) => `  ${each}\n`).join('')}}`;

const FAIL = 'c.at = -1;';

const wordTries = (words: ReadonlyArray<string>): ReadonlyArray<string> =>
  words.flatMap((json) => [
    `if (${standsAt(json, 'p')}) {`,
    `  c.at = p + ${lengthOf(json)};`,
    `  return ${json};`,
    '}',
  ]);

const wordsRead = (words: ReadonlyArray<string>): string =>
  body(['const p = c.at;', ...wordTries(words), FAIL, 'return null;']);

const numberRead = (plan: NumberPlan): string => {
  const words = plan.also.map((each) => JSON.stringify(each));
  return hasRange(plan)
    ? body([
        'const p = c.at;',
        `const number = ${rangeRead(plan)};`,
        'if (c.at >= 0) return number;',
        'c.at = p;',
        ...wordTries(words),
        FAIL,
        'return null;',
      ])
    : wordsRead(words);
};

const oneOfRead = (choices: ReadonlyArray<Plan>, functions: ReadFunctions): string =>
  body([
    'const p = c.at;',
    'let value: unknown = null;',
    ...choices.flatMap((choice) => [
      'c.at = p;',
      `value = ${readingOf(choice, functions)};`,
      'if (c.at >= 0) return value;',
    ]),
    'return null;',
  ]);

const listRead = (of: Plan, functions: ReadFunctions): string =>
  body([
    'const values: Array<unknown> = [];',
    'if (v.getUint8(c.at) !== 0x5b) {',
    `  ${FAIL}`,
    '  return values;',
    '}',
    'c.at += 1;',
    'if (v.getUint8(c.at) === 0x5d) {',
    '  c.at += 1;',
    '  return values;',
    '}',
    'for (;;) {',
    `  const value = ${readingOf(of, functions)};`,
    '  if (c.at < 0) return values;',
    '  values.push(value);',
    '  const next = v.getUint8(c.at);',
    '  if (next !== 0x2c && next !== 0x5d) {',
    `    ${FAIL}`,
    '    return values;',
    '  }',
    '  c.at += 1;',
    '  if (next === 0x5d) return values;',
    '}',
  ]);

const rowRead = (
  elements: ReadonlyArray<Plan>,
  last: Plan | null,
  functions: ReadFunctions,
): string => {
  const fail = `{ ${FAIL} return null; }`;
  const values = elements.map((_, index) => `v${index}`).join(', ');
  return body([
    ...elements.flatMap((element, index) => [
      `if (v.getUint8(c.at) !== ${index === 0 ? '0x5b' : '0x2c'}) ${fail}`,
      'c.at += 1;',
      `const v${index} = ${readingOf(element, functions)};`,
      'if (c.at < 0) return null;',
    ]),
    ...(last === null
      ? []
      : [
          'if (v.getUint8(c.at) === 0x2c) {',
          '  c.at += 1;',
          `  const last = ${readingOf(last, functions)};`,
          '  if (c.at < 0) return null;',
          `  if (v.getUint8(c.at) !== 0x5d) ${fail}`,
          '  c.at += 1;',
          `  return [${values}, last];`,
          '}',
        ]),
    `if (v.getUint8(c.at) !== 0x5d) ${fail}`,
    'c.at += 1;',
    `return [${values}];`,
  ]);
};

/** Values of other keys are left to the plain way, but for those of capital letters. */
const otherKey = ({ capitals }: ObjectPlan, functions: ReadFunctions): ReadonlyArray<string> =>
  capitals === null
    ? [`      ${FAIL}`, '      return null;']
    : [
        '      const p = c.at;',
        '      const end = keyEnd(v, p);',
        `      if (end < 0 || !isCapitalKey(v, p, ${capitals.letters}) || !isNewKey(v, opened, p + 1)) { ${FAIL} return null; }`,
        '      c.at = pastOneSpace(v, end);',
        `      value[capitalKey(v, p + 1, ${capitals.letters})] = ${readingOf(capitals.holds, functions)};`,
      ];

const objectRead = (plan: ObjectPlan, functions: ReadFunctions): string => {
  const keys = namedKeys(plan);
  const masks = masksOf(keys);
  const found = functions.root === plan ? functions.found : [];
  /** All keys are there in the end, so that the object can be made at once. */
  const isWhole = plan.capitals === null && keys.every(({ isRequired }) => isRequired);
  const fail = `{ ${FAIL} return null; }`;
  const named = keys.flatMap(({ key, holds, token }, index) => {
    const { name, bit } = masks.bitOf(index);
    const place = found.indexOf(key);
    const value = isWhole ? `v${index}` : `value[${quoted(key)}]`;
    return [
      `    case ${index}:`,
      `      if ((${name} & ${bit}) !== 0) ${fail}`,
      `      ${name} |= ${bit};`,
      `      c.at = pastOneSpace(v, c.at + ${lengthOf(token)});`,
      `      ${value} = ${readingOf(holds, functions)};`,
      ...(place < 0 ? [] : [`      found[${place}] = Number(${value});`]),
      '      break;',
    ];
  });
  return body([
    `if (v.getUint8(c.at) !== 0x7b) ${fail}`,
    'c.at += 1;',
    ...masks.names.map((name) => `let ${name} = 0;`),
    ...(isWhole
      ? keys.map((_, index) => `let v${index}: unknown = null;`)
      : ['const value: Record<string, unknown> = {};']),
    ...(plan.capitals === null ? [] : ['const opened = openKeys();']),
    'while (v.getUint8(c.at) !== 0x7d) {',
    `  switch (${keyFunction(plan, functions.keys)}(v, c.at)) {`,
    ...named,
    '    default: {',
    ...otherKey(plan, functions),
    '    }',
    '  }',
    '  if (c.at < 0) return null;',
    '  if (v.getUint8(c.at) === 0x2c) {',
    '    c.at = pastOneSpace(v, c.at + 1);',
    `    if (v.getUint8(c.at) !== 0x22) ${fail}`,
    `  } else if (v.getUint8(c.at) !== 0x7d) ${fail}`,
    '}',
    ...(plan.capitals === null ? [] : ['closeKeys(opened);']),
    `if (!(${masks.areAllThere})) ${fail}`,
    'c.at += 1;',
    isWhole
      ? `return { ${keys.map(({ key }, index) => `${quoted(key)}: v${index}`).join(', ')} };`
      : 'return value;',
  ]);
};
