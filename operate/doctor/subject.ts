import type { Deployment } from '../../stacks/config/deployment.ts';
import { roleDuties, subjectsOf, type RoleDuty } from '../../stacks/identity/subjects.ts';
import { workloadsOf } from '../../stacks/identity/workloads.ts';
import type { OwnerAsked } from '../owner/asked.ts';
import { trustedSubjects } from '../owner/stacks.ts';
import { missing, there, type Finding } from './finding.ts';
import { BOOTSTRAP } from './looking.ts';

/** Who may take each role, as it is held; null: there is none, or nobody looked. */
export type Trusts = Readonly<Record<RoleDuty, string | null>>;

interface Parts {
  readonly owner: string;
  readonly name: string;
  /** Null: a token of the old form. */
  readonly ids: { readonly owner: string; readonly repository: string } | null;
  /** `environment:prod` */
  readonly context: string;
}

const partsOf = (subject: string): Parts | null => {
  const [, owner, ownerId, name, id, context] =
    /^repo:([^/@:]+)(?:@(\d+))?\/([^/@:]+)(?:@(\d+))?:(.+)$/.exec(subject) ?? [];
  if (owner === undefined || name === undefined || context === undefined) return null;
  if ((ownerId === undefined) !== (id === undefined)) return null;
  const ids = ownerId === undefined || id === undefined ? null : { owner: ownerId, repository: id };
  return { owner, name, ids, context };
};

const inWords = (context: string): string => {
  const [kind, ...rest] = context.split(':');
  if (kind === 'environment') return `a job in environment ${rest.join(':')}`;
  return kind === 'ref' ? `a job of ${rest.join(':')}, in no environment` : `a job of ${context}`;
};

const formOf = ({ ids }: Parts): 'named' | 'immutable' => (ids === null ? 'named' : 'immutable');

/** Why it is of no role of this deployment, whatever the roles are like. Null: it is of one. */
const whyOfNone = (parts: Parts, deployment: Deployment): string | null => {
  const { githubOwner, githubOwnerId, githubRepository, githubRepositoryId } = deployment;
  if (parts.owner !== githubOwner || parts.name !== githubRepository)
    return `it is of the repository ${parts.owner}/${parts.name}, and the configuration is of ${githubOwner}/${githubRepository}: case counts`;
  if (parts.ids !== null && parts.ids.owner !== githubOwnerId)
    return `it is of the owner number ${parts.ids.owner}, and githubOwnerId is ${githubOwnerId}`;
  if (parts.ids !== null && parts.ids.repository !== githubRepositoryId)
    return `it is of the repository number ${parts.ids.repository}, and githubRepositoryId is ${githubRepositoryId}`;
  const contexts = roleDuties.map((duty) => {
    const all = subjectsOf(duty, deployment).flatMap((each) => partsOf(each)?.context ?? []);
    return { duty, contexts: [...new Set(all)] };
  });
  return contexts.some((each) => each.contexts.includes(parts.context))
    ? null
    : `no role is for ${inWords(parts.context)}; ${contexts.map((each) => `${each.duty} is for ${each.contexts.join(' and ')}`).join(', ')}`;
};

const ofSnowflake = (
  subject: string,
  parts: Parts,
  { deployment, names }: Pick<OwnerAsked, 'deployment' | 'names'>,
): ReadonlyArray<Finding> => {
  const what = 'Snowflake, of this token';
  const workloads = workloadsOf(deployment, names);
  const user = workloads.find((each) => each.subject === subject);
  if (user !== undefined) return [there(what, `it is ${user.user}, if that was made so`)];
  const other = workloads.find((each) => partsOf(each.subject)?.context === parts.context);
  if (other === undefined) return [];
  return [
    missing(
      what,
      `${other.user} is bound to ${other.subject}, by githubSubjects ${deployment.githubSubjects}, and the token is of the form that is ${formOf(parts)}; Snowflake knows one of both`,
      `set githubSubjects to ${formOf(parts)}, then ${BOOTSTRAP}`,
    ),
  ];
};

/** Which role takes a token that says this of itself, and why no other. */
export const subjectFindings = (
  subject: string,
  asked: Pick<OwnerAsked, 'deployment' | 'names'>,
  trusts: Trusts,
): ReadonlyArray<Finding> => {
  const { deployment, names } = asked;
  const what = `token ${subject}`;
  const takes = roleDuties.find((duty) => trustedSubjects(trusts[duty] ?? '').includes(subject));
  const parts = partsOf(subject);
  if (parts === null)
    return [
      missing(
        what,
        'this is no subject of a token of GitHub: repo:OWNER/NAME:CONTEXT, or repo:OWNER@ID/NAME@ID:CONTEXT',
        'give the claim sub as it is, or run this in the workflow',
      ),
    ];
  const why = whyOfNone(parts, deployment);
  if (takes !== undefined && why === null)
    return [
      there(what, `${names.deployRole(takes)} takes it`),
      ...ofSnowflake(subject, parts, asked),
    ];
  if (why !== null)
    return [
      missing(
        what,
        takes === undefined ? why : `${names.deployRole(takes)} takes it, though ${why}`,
        'run the job where a role is for it, or correct the configuration',
      ),
    ];
  const duty = roleDuties.find((each) => subjectsOf(each, deployment).includes(subject)) ?? 'plan';
  const trust = trusts[duty];
  const says = `the token of ${inWords(parts.context)} says ${subject}`;
  return [
    missing(
      what,
      trust === null
        ? `${says}; the role for it is ${names.deployRole(duty)}, and it is not there or was not seen`
        : `${says}, in the form that is ${formOf(parts)}; the role ${names.deployRole(duty)} trusts ${trustedSubjects(trust).join(', ')}`,
      BOOTSTRAP,
    ),
    ...ofSnowflake(subject, parts, asked),
  ];
};
