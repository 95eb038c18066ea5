import * as t from 'io-ts';
import { ColumnCodec, columnOf } from './column-codec.ts';
import { instantOf } from './instant.ts';
import { planned, type NumberPlan, type Plan } from './plan.ts';
import { literal, union } from './planned.ts';

/** `plan` says the same as `is`; a test compares the two. */
const refined = <A>(name: string, plan: Plan, is: (u: unknown) => u is A): t.Type<A, A> =>
  planned(
    new t.Type(name, is, (u, c) => (is(u) ? t.success(u) : t.failure(u, c)), t.identity),
    plan,
  );

const numbers = (
  step: NumberPlan['step'],
  least: number,
  most: number,
  ...also: ReadonlyArray<number>
): NumberPlan => ({ takes: 'number', step, least, most, also });

const { MAX_SAFE_INTEGER, MAX_VALUE } = Number;
const counts = numbers(1, 0, MAX_SAFE_INTEGER);

const isHex = (length: number) => {
  const pattern = new RegExp(`^[0-9a-f]{${length}}$`);
  return (u: unknown): u is string => typeof u === 'string' && pattern.test(u);
};

const isFinite = (u: unknown): u is number => typeof u === 'number' && Number.isFinite(u);
const isCount = (u: unknown): u is number => Number.isSafeInteger(u) && (u as number) >= 0;

/** 64 lowercase hex digits: a transaction id or a block hash. */
export const Hash = refined('Hash', { takes: 'hex', digits: 64 }, isHex(64));
/** Whole satoshis, never negative. 1 BTC = 100,000,000 sat. */
export const Sats = refined('Sats', counts, isCount);
/** A non-negative integer up to 2^53 - 1. */
export const Count = refined('Count', counts, isCount);
/** Any integer up to 2^53 - 1 in size. */
export const Integer = refined(
  'Integer',
  numbers(1, -MAX_SAFE_INTEGER, MAX_SAFE_INTEGER),
  (u): u is number => Number.isSafeInteger(u),
);
/** A finite number; JSON null, which upstream writes for NaN, is none. */
export const Finite = refined('Finite', numbers(0, -MAX_VALUE, MAX_VALUE), isFinite);
/** sat/vB, never negative. */
export const FeeRate = refined(
  'FeeRate',
  numbers(0, 0, MAX_VALUE),
  (u): u is number => isFinite(u) && u >= 0,
);
/** Virtual bytes: weight / 4, so it may end in .25, .5 or .75. */
export const VsizeVbytes = refined(
  'VsizeVbytes',
  numbers(0.25, 0, MAX_SAFE_INTEGER / 4),
  (u): u is number => isFinite(u) && isCount(u * 4),
);
/** Price of 1 BTC in a currency; -1 stands for "no price" and is never a price. */
export const Price = refined(
  'Price',
  numbers(0, 0, MAX_VALUE, -1),
  (u): u is number => isFinite(u) && (u >= 0 || u === -1),
);

const lastSecond = 253_402_300_799; // 9999-12-31T23:59:59Z, the last that ISO text shows in 24 characters
/** Unix time in seconds, whole. */
export const EpochSeconds = refined(
  'EpochSeconds',
  numbers(1, 0, lastSecond),
  (u): u is number => isCount(u) && u <= lastSecond,
);

/** Weight units of a virtual size; exact, because a virtual size is a quarter of an integer. */
export const weightOf = (vsizeVbytes: number): number => vsizeVbytes * 4;

const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const isInstant = (u: unknown): u is string =>
  typeof u === 'string' && isoInstant.test(u) && !Number.isNaN(Date.parse(u));

/** A moment in UTC, `2026-11-21T06:36:27.123Z`; on the wire whole Unix seconds. */
export const Instant = new ColumnCodec('Instant', isInstant, {
  type: 'timestamp',
  fromWire: (u, c) => (EpochSeconds.is(u) ? t.success(instantOf(u * 1000)) : t.failure(u, c)),
});

export const TextColumn = columnOf(t.string, 'text');
export const HashColumn = columnOf(Hash, 'text');
export const SatsColumn = columnOf(Sats, 'integer');
export const CountColumn = columnOf(Count, 'integer');

const isFlag = (u: unknown): u is boolean => typeof u === 'boolean';
/** True or false; older copies of a block carry 0 or 1 instead (facts: memory and database shape). */
export const FlagColumn = new ColumnCodec('Flag', isFlag, {
  type: 'boolean',
  fromWire: (u, c) =>
    isFlag(u) ? t.success(u) : u === 0 || u === 1 ? t.success(u === 1) : t.failure(u, c),
});
/** True, false, 0 or 1. */
export const Flag = union([t.boolean, literal(0), literal(1)], 'Flag');
