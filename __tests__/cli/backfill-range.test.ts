import * as E from 'fp-ts/lib/Either.js';
import { expect, it } from 'vitest';
import { beyondTip, readRange, validInWords } from '../../cli/backfill-range.ts';
import { readChosen } from '../../cli/backfill-options.ts';

const NOW_MS = Date.parse('2026-11-21T06:00:00Z');
const tip = { height: 967_732, minedAtS: NOW_MS / 1000 - 600, medianTimeS: NOW_MS / 1000 - 4000 };

/** What is wrong with options; null: nothing. */
const wrongWith = (args: ReadonlyArray<string>): string | null => {
  const read = readChosen(args, NOW_MS);
  if (E.isLeft(read)) return read.left.message;
  const { range } = read.right.chosen;
  return E.isLeft(range) ? range.left : beyondTip(range.right, tip);
};

const cases: ReadonlyArray<readonly [ReadonlyArray<string>, string]> = [
  [['--from', '1', '--to', '967733'], '--to 967733 lies above the tip'],
  [['--from', '999999999'], '--from 999999999 lies above the tip'],
  [['--from', '-5'], '--from takes a height such as 840000, not "-5"'],
  [['--from', '5', '--to', '-1'], '--to takes a height such as 840000, not "-1"'],
  [['--from', '5', '--to', '4'], '--from 5 lies above --to 4'],
  [['--from', '1e3'], '--from takes a height such as 840000, not "1e3"'],
  [['--to', '5'], '--to goes with --from'],
  [['--until', '2026-01-01'], '--until goes with --since'],
  [
    ['--since', '2026-02-30'],
    '--since takes a day or an instant such as 2026-11-21 or 2026-11-21T05:00:00Z, not "2026-02-30"',
  ],
  [['--since', '2999-01-01'], '--since 2999-01-01 lies in the future'],
  [
    ['--since', '2009-01-02'],
    "--since 2009-01-02 lies before 2009-01-03, the day of Bitcoin's first block",
  ],
  [['--since', '2020-01-02', '--until', '2020-01-02'], '--since has to lie before --until'],
  [['--since', '2020-01-02', '--from', '5'], '--from and --to, or --since and --until, not both'],
  [[], 'say which blocks, with --from and --to or with --since'],
];

it.each(cases)('%j is wrong', (given, says) => {
  expect(wrongWith(given)).toBe(says);
});

it.each([
  [['--order', 'both'], '--order takes newest, oldest, not "both"'],
  [['--what', 'fees'], '--what takes blocks, prices, all, not "fees"'],
  [['--per-second', '0'], '--per-second takes a number from 0.05 to 10000, not "0"'],
  [['--per-second', '0.04'], '--per-second takes a number from 0.05 to 10000, not "0.04"'],
  [['--per-second', '1e3'], '--per-second takes a number from 0.05 to 10000, not "1e3"'],
])('%j is wrong whatever the range', (given, says) => {
  expect(wrongWith(['--from', '1', ...given])).toBe(says);
});

it.each([
  [['--from', '0', '--to', '967732'], { tag: 'heights', from: 0, to: 967_732 }],
  [['--from', '5', '--per-second', '0.05'], { tag: 'heights', from: 5, to: null }],
  [
    ['--since', '2009-01-03', '--until', '2026-11-21'],
    { tag: 'times', sinceMs: 1_230_940_800_000, untilMs: 1_795_219_200_000 },
  ],
])('%j is right', (given, range) => {
  expect(wrongWith(given)).toBeNull();
  const read = readChosen(given, NOW_MS);
  expect(E.isRight(read) && read.right.chosen.range).toStrictEqual(E.right(range));
});

it('tells what may be asked for', () => {
  expect(validInWords(tip)).toBe('the source has blocks 0 to 967732, the newest of 2026-11-21');
  expect(E.isLeft(readRange({}, NOW_MS))).toBe(true);
});
