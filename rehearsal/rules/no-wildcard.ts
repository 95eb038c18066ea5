import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { resourcesOf, type Stack } from '../synthesised.ts';
import type { Rule } from './rule.ts';

const oneOrMany = t.union([t.string, t.readonlyArray(t.string)]);
const Statement = t.intersection([
  t.type({ Effect: t.union([t.literal('Allow'), t.literal('Deny')]) }),
  t.partial({ Action: oneOrMany, NotAction: oneOrMany }),
]);
const Policy = t.type({
  Statement: t.union([Statement, t.readonlyArray(Statement)]),
});

/** Arguments that hold a policy as text, at any depth; `redrive_policy` and its like are none. */
const policyArguments: ReadonlySet<string> = new Set(['policy', 'assume_role_policy']);

interface PolicyText {
  readonly place: string;
  readonly text: string;
}

const textsIn = (place: string, value: unknown): ReadonlyArray<PolicyText> => {
  if (Array.isArray(value)) return value.flatMap((each: unknown) => textsIn(place, each));
  if (!t.UnknownRecord.is(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    typeof inner === 'string' && policyArguments.has(name)
      ? [{ place: `${place}.${name}`, text: inner }]
      : textsIn(`${place}.${name}`, inner),
  );
};

const many = <A>(value: A | ReadonlyArray<A>): ReadonlyArray<A> =>
  Array.isArray(value) ? (value as ReadonlyArray<A>) : [value as A];

const breachesIn = ({ place, text }: PolicyText): ReadonlyArray<string> => {
  const policy = E.toUnion(
    E.tryCatch(
      () => JSON.parse(text) as unknown,
      () => null,
    ),
  );
  if (!Policy.is(policy))
    return [`${place} is no policy in JSON, so that nobody sees what it allows; write it out`];
  return many(policy.Statement)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action = [], NotAction }) => [
      ...(NotAction === undefined ? [] : [`${place} allows all but some actions; name them`]),
      ...many(Action)
        .filter((action) => action.includes('*'))
        .map((action) => `${place} allows ${action}; name the actions`),
    ]);
};

const policiesOf = (stack: Stack): ReadonlyArray<PolicyText> =>
  resourcesOf(stack)
    .filter(({ type }) => type.startsWith('aws_'))
    .flatMap(({ address, config }) => textsIn(`${stack.name}: ${address}`, config));

export const noWildcard: Rule = {
  name: 'no policy allows an action by a wildcard',
  breaches: (stacks) => stacks.flatMap(policiesOf).flatMap(breachesIn),
};
