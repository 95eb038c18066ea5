import { isDeepStrictEqual } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { policyJson } from '../../stacks/constructs/policy.ts';
import { subjectsOf, type RoleDuty } from '../../stacks/identity/subjects.ts';
import { trustOf } from '../../stacks/identity/trust.ts';
import type { OwnerAsked } from '../owner/asked.ts';
import { trustedSubjects } from '../owner/stacks.ts';

/** IAM gives lists back in an order of its own, and one value as a list or not. */
const plain = (value: unknown): unknown => {
  if (Array.isArray(value))
    return value.length === 1
      ? plain(value[0])
      : value.map(plain).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return t.UnknownRecord.is(value)
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]))
    : value;
};

const others = (some: ReadonlyArray<string>, than: ReadonlyArray<string>): ReadonlyArray<string> =>
  some.filter((each) => !than.includes(each));

/** Whether a role trusts whom it should, and nobody else. Left: in what it differs. */
export const trustFits = (
  duty: RoleDuty,
  { deployment, names }: Pick<OwnerAsked, 'deployment' | 'names'>,
  trust: string,
): E.Either<string, void> => {
  const wanted = policyJson([trustOf(duty, deployment, names)]);
  if (isDeepStrictEqual(plain(JSON.parse(trust)), plain(JSON.parse(wanted))))
    return E.right(undefined);
  const [trusted, meant] = [trustedSubjects(trust), subjectsOf(duty, deployment)];
  const [lacks, has] = [others(meant, trusted), others(trusted, meant)];
  const parts = [
    ...(lacks.length === 0 ? [] : [`it does not trust ${lacks.join(', ')}`]),
    ...(has.length === 0 ? [] : [`it trusts ${has.join(', ')}, which no workflow of yours is`]),
  ];
  return E.left(
    parts.length === 0
      ? 'it trusts these subjects under other conditions: another provider, audience or number of the repository'
      : parts.join('; '),
  );
};
