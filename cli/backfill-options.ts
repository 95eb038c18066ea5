import * as E from 'fp-ts/lib/Either.js';
import type { Order } from '../poller/chain/backfill.ts';
import { readRange, type AskedRange } from './backfill-range.ts';
import { misuse, readOptions, type CliFault } from './command.ts';
import { backendOf, sourceOptions } from './common-options.ts';
import { lakeOptions } from './poller-lake.ts';

const LEAST_PER_SECOND = 0.05;
const MOST_PER_SECOND = 10_000;

const perSecondOf = (text: string): E.Either<CliFault, number> => {
  const value = Number(text);
  return /^\d+(\.\d+)?$/.test(text) && value >= LEAST_PER_SECOND && value <= MOST_PER_SECOND
    ? E.right(value)
    : E.left(
        misuse(
          `--per-second takes a number from ${LEAST_PER_SECOND} to ${MOST_PER_SECOND}, not "${text}"`,
        ),
      );
};

const oneOf = <A extends string>(
  option: string,
  text: string,
  words: ReadonlyArray<A>,
): E.Either<CliFault, A> => {
  const word = words.find((each) => each === text);
  return word === undefined
    ? E.left(misuse(`${option} takes ${words.join(', ')}, not "${text}"`))
    : E.right(word);
};

/** A height below 0 looks like an option to the reader of options; it is to be told as a height. */
const joinedNegatives = (args: ReadonlyArray<string>): ReadonlyArray<string> =>
  args.flatMap((arg, index) => {
    const isNegative = /^-\d/.test(arg) && ['--from', '--to'].includes(args[index - 1] ?? '');
    const isBefore = /^-\d/.test(args[index + 1] ?? '') && ['--from', '--to'].includes(arg);
    if (isBefore) return [`${arg}=${args[index + 1]}`];
    return isNegative ? [] : [arg];
  });

const given = {
  ...sourceOptions,
  ...lakeOptions,
  from: { type: 'string' },
  to: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
  order: { type: 'string', default: 'newest' },
  what: { type: 'string', default: 'blocks' },
  'per-second': { type: 'string', default: '2' },
  json: { type: 'boolean', default: false },
} as const;

const kinds = ['blocks', 'prices', 'all'] as const;

/** What a backfill is to do. */
export interface Chosen {
  readonly network: string;
  readonly url: string;
  readonly order: Order;
  readonly what: (typeof kinds)[number];
  readonly perSecond: number;
  readonly isJson: boolean;
  /** Left: what is wrong; what would be right, only the source can tell. */
  readonly range: E.Either<string, AskedRange>;
}

/** Reads the options; those of the lake are as they are given. */
export const readChosen = (args: ReadonlyArray<string>, nowMs: number) => {
  const options = readOptions(joinedNegatives(args), given);
  if (E.isLeft(options)) return options;
  const backend = backendOf(options.right);
  if (E.isLeft(backend)) return backend;
  const order = oneOf<Order>('--order', options.right.order, ['newest', 'oldest']);
  if (E.isLeft(order)) return order;
  const what = oneOf('--what', options.right.what, kinds);
  if (E.isLeft(what)) return what;
  const perSecond = perSecondOf(options.right['per-second']);
  if (E.isLeft(perSecond)) return perSecond;
  const chosen: Chosen = {
    ...backend.right,
    order: order.right,
    what: what.right,
    perSecond: perSecond.right,
    isJson: options.right.json,
    range: readRange(options.right, nowMs),
  };
  return E.right({ chosen, lake: options.right });
};
