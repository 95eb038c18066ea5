import { numbersIn, opaqueIn, type Plan } from '../codec/plan.ts';
import { testOf } from './guard.ts';
import { Functions } from './names.ts';
import { numberObstacle } from './numbers.ts';
import { readingOf, type ReadFunctions } from './read.ts';
import { endOf } from './scan.ts';

/** What compiled text may call, by the file of `fast/` it stands in. */
const helpers = {
  any: ['anyObjectEnd', 'flagEnd', 'isCapitalKey', 'nullEnd', 'pastOneSpace', 'valueEnd'],
  checks: ['isBetween', 'isCapitals', 'isHexOf', 'isObject', 'isQuartersBetween', 'isWholeBetween'],
  cursor: [
    'capitalKey',
    'readAnyObject',
    'readDecimal',
    'readFlag',
    'readHex',
    'readInteger',
    'readNull',
    'readQuarters',
    'readSigned',
    'readText',
    'readWhole',
  ],
  number: [
    'decimalEnd',
    'fractionEnd',
    'integerEnd',
    'quarterEnd',
    'quartersEnd',
    'signedEnd',
    'wholeEnd',
  ],
  'other-keys': ['closeKeys', 'isNewKey', 'openKeys'],
  text: ['hexEnd', 'keyEnd', 'textEnd'],
  words: ['bytesBefore', 'otherDigitsAt'],
} as const;

/** The names of what the text calls, by file. */
export const helpersIn = (
  text: string,
): ReadonlyArray<readonly [file: string, names: ReadonlyArray<string>]> =>
  Object.entries(helpers).flatMap(([file, names]) => {
    const used = names.filter((name) => text.includes(`${name}(`));
    return used.length === 0 ? [] : [[file, used] as const];
  });

/** Why a plan can't be compiled; null where it can. */
export const obstacleOf = (plan: Plan): string | null => {
  const opaque = opaqueIn(plan);
  if (opaque !== null) return `${opaque.name}: ${opaque.why}`;
  return (
    numbersIn(plan)
      .map(numberObstacle)
      .find((obstacle) => obstacle !== null) ?? null
  );
};

/**
 * The text that makes a `Compiled` of a plan, named `compiled`.
 * @param found keys of the value itself that hold numbers which are wanted apart
 */
export const compiledText = (plan: Plan, found: ReadonlyArray<string> = []): string => {
  const guards = new Functions('isTaken');
  const functions: ReadFunctions = {
    scans: new Functions('end'),
    keys: new Functions('key'),
    reads: new Functions('read'),
    root: plan,
    found,
  };
  const guard = testOf(plan, 'value', guards);
  const scan = endOf(plan, 'at', functions);
  const read = readingOf(plan, functions);
  return `const found = new Float64Array(${found.length});
${found.length > 0 ? 'const cursor: Cursor = { at: 0 };\n' : ''}${guards.text}
${functions.keys.text}
${functions.scans.text}
${functions.reads.text}
const compiled: Compiled = {
  guard: (value) => ${guard},
  scan: (v, at) => {
    closeKeys(0);
    return ${scan};
  },
  read: (v, c) => {
    closeKeys(0);
    return ${read};
  },
  found,
};
`;
};
