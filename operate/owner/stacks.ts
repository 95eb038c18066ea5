import * as t from 'io-ts';
import { resourcesOf, type Stack } from '../../rehearsal/synthesised.ts';
import { roleDuties, subjectsOf, type RoleDuty } from '../../stacks/identity/subjects.ts';
import { GITHUB_ISSUER } from '../../stacks/names.ts';
import { readAs } from '../read-as.ts';
import type { OwnerAsked } from './asked.ts';

const Role = t.type({ name: t.string, assume_role_policy: t.string });
const Policy = t.type({ name: t.string, policy: t.string });

const texts = t.union([t.string, t.readonlyArray(t.string)]);
const Trust = t.type({
  Statement: t.readonlyArray(
    t.partial({ Condition: t.partial({ StringEquals: t.record(t.string, texts) }) }),
  ),
});

/** What a role may be taken by, and what it may do: as they are written, for who gives them away. */
export interface RoleDocuments {
  readonly duty: RoleDuty;
  readonly role: string;
  readonly trust: string;
  readonly permissions: ReadonlyArray<string>;
}

/** The subjects that a trust names. */
export const trustedSubjects = (trust: string): ReadonlyArray<string> =>
  (readAs(Trust, trust)?.Statement ?? []).flatMap(
    ({ Condition }) => Condition?.StringEquals?.[`${GITHUB_ISSUER}:sub`] ?? [],
  );

export const documentsIn = (
  identity: Stack,
  { names }: Pick<OwnerAsked, 'names'>,
): ReadonlyArray<RoleDocuments> => {
  const configs = resourcesOf(identity).map(({ config }) => config);
  const policies = configs.filter(Policy.is);
  return roleDuties.flatMap((duty) => {
    const role = names.deployRole(duty);
    const made = configs.filter(Role.is).find(({ name }) => name === role);
    if (made === undefined) return [];
    const permissions = policies
      .filter(({ name }) => new RegExp(`^${role}-\\d+$`).test(name))
      .map(({ policy }) => policy);
    return [{ duty, role, trust: made.assume_role_policy, permissions }];
  });
};

const sameTexts = (some: ReadonlyArray<string>, others: ReadonlyArray<string>): boolean =>
  some.length === others.length && some.every((each) => others.includes(each));

/** Whether it was synthesised from this configuration: as far as who is trusted, and by which account. */
export const isOfConfiguration = (
  identity: Stack,
  asked: Pick<OwnerAsked, 'deployment' | 'names'>,
): boolean => {
  const documents = documentsIn(identity, asked);
  return (
    documents.length === roleDuties.length &&
    documents.every(
      ({ duty, trust }) =>
        trust.includes(asked.names.oidcProviderArn) &&
        sameTexts(trustedSubjects(trust), subjectsOf(duty, asked.deployment)),
    )
  );
};

/** One by its name; undefined: it was not synthesised. */
export const stackNamed = (stacks: ReadonlyArray<Stack>, name: string): Stack | undefined =>
  stacks.find((each) => each.name === name);
