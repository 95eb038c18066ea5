import type { NumberPlan } from '../codec/plan.ts';
import { EXACT_DIGITS } from '../fast/number.ts';

const { MAX_SAFE_INTEGER, MAX_VALUE } = Number;

/** How many digits a whole number may have to be surely below a bound. */
const sureDigits = (most: number): number => {
  let digits = 0;
  while (digits < EXACT_DIGITS && 10 ** (digits + 1) - 1 <= most) digits += 1;
  return digits;
};

/** What of `fast/number.ts` and `fast/cursor.ts` finds and reads the numbers between the bounds; null: nothing does. */
export const readerOf = (plan: NumberPlan): readonly [string, ...ReadonlyArray<number>] | null => {
  const { step, least, most } = plan;
  if (step === 1 && least === 0) return ['Whole', sureDigits(most)];
  if (step === 1 && least === -most) return ['Integer', sureDigits(most)];
  if (step === 0.25 && least === 0 && most === MAX_SAFE_INTEGER / 4) return ['Quarters'];
  if (step === 0 && most === MAX_VALUE && least === 0) return ['Decimal'];
  return step === 0 && most === MAX_VALUE && least === -MAX_VALUE ? ['Signed'] : null;
};

/** Whether there are numbers between the bounds. */
export const hasRange = ({ least, most }: NumberPlan): boolean => least <= most;

/** The name of what finds the end of such a number: `Whole` is found by `wholeEnd`. */
export const finderOf = (reader: string): string =>
  `${reader.charAt(0).toLowerCase()}${reader.slice(1)}End`;

const unfound = ({ least, most, step }: NumberPlan): string =>
  `nothing finds numbers from ${least} to ${most} by ${step}`;

/** Why nothing of ours finds such numbers; null where something does. */
export const numberObstacle = (plan: NumberPlan): string | null =>
  !hasRange(plan) || readerOf(plan) !== null ? null : unfound(plan);

/** As `readerOf`. @throws where there is none: compiling is when that is noticed */
export const readerFor = (plan: NumberPlan): readonly [string, ...ReadonlyArray<number>] => {
  const reader = readerOf(plan);
  if (reader === null) throw new Error(unfound(plan));
  return reader;
};
