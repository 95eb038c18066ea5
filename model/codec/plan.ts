import type * as t from 'io-ts';

/** A number between two bounds, in whole steps; and a few beside them. Not NaN. */
export interface NumberPlan {
  readonly takes: 'number';
  /** 1: integers. 0.25: quarters. 0: whatever lies between. */
  readonly step: 0 | 0.25 | 1;
  readonly least: number;
  readonly most: number;
  readonly also: ReadonlyArray<number>;
}

/** An object by its keys; what stands under other keys is not looked at. */
export interface ObjectPlan {
  readonly takes: 'object';
  readonly required: Readonly<Record<string, Plan>>;
  /** May be absent, or undefined. */
  readonly optional: Readonly<Record<string, Plan>>;
  /** What every key of so many capital letters holds, the named ones too. */
  readonly capitals: { readonly letters: number; readonly holds: Plan } | null;
  /** Where one of these keys stands the value is for another codec. */
  readonly unless: ReadonlyArray<string>;
}

/** Elements in their places, and no more; `last` may be missing. */
interface RowPlan {
  readonly takes: 'row';
  readonly elements: ReadonlyArray<Plan>;
  readonly last: Plan | null;
}

/** What is not taken apart: the codec is called as it is. */
export interface OpaquePlan {
  readonly takes: 'opaque';
  readonly name: string;
  readonly why: string;
}

/**
 * What a codec takes, taken apart, so that faster ways to the same answer can be compiled of it. Whatever a plan
 * takes, `decode` of its codec gives back as it is.
 */
export type Plan =
  | { readonly takes: 'text' | 'flag' | 'null' | 'any-object' }
  | { readonly takes: 'hex'; readonly digits: number }
  | { readonly takes: 'words'; readonly words: ReadonlyArray<string> }
  | NumberPlan
  | { readonly takes: 'list'; readonly of: Plan }
  | RowPlan
  | ObjectPlan
  | { readonly takes: 'one-of'; readonly choices: ReadonlyArray<Plan> }
  | OpaquePlan;

/** By the codec itself: a copy of a codec, with another decoder perhaps, has no plan. */
const plans = new WeakMap<object, Plan>();

/** Notes what a codec takes. */
export const planned = <C extends t.Any>(codec: C, plan: Plan): C => {
  plans.set(codec, plan);
  return codec;
};

export const opaque = (name: string, why: string): OpaquePlan => ({ takes: 'opaque', name, why });

/** What a codec takes; opaque where nobody noted it. */
export const planOf = (codec: t.Any): Plan =>
  plans.get(codec) ?? opaque(codec.name, 'built by no constructor of ours');

const partsOf = (plan: Plan): ReadonlyArray<Plan> => {
  switch (plan.takes) {
    case 'list':
      return [plan.of];
    case 'row':
      return plan.last === null ? plan.elements : [...plan.elements, plan.last];
    case 'one-of':
      return plan.choices;
    case 'object': {
      const named = [...Object.values(plan.required), ...Object.values(plan.optional)];
      return plan.capitals === null ? named : [...named, plan.capitals.holds];
    }
    case 'text':
    case 'flag':
    case 'null':
    case 'any-object':
    case 'hex':
    case 'words':
    case 'number':
    case 'opaque':
      return [];
  }
};

/** The first part that is not taken apart; null: everything is. */
export const opaqueIn = (plan: Plan): OpaquePlan | null =>
  plan.takes === 'opaque'
    ? plan
    : partsOf(plan).reduce<OpaquePlan | null>((found, part) => found ?? opaqueIn(part), null);

/** Whether the plain codec may accept what the plan does not take. */
export const isNarrower = (plan: Plan): boolean =>
  (plan.takes === 'object' && plan.unless.length > 0) || partsOf(plan).some(isNarrower);

/** The ranges of numbers that a plan takes anywhere in it. */
export const numbersIn = (plan: Plan): ReadonlyArray<NumberPlan> =>
  plan.takes === 'number' ? [plan] : partsOf(plan).flatMap(numbersIn);
