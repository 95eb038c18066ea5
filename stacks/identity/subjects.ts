import type { Deployment } from '../config/deployment.ts';

/** What a workflow may be here. */
export const duties = ['plan', 'apply', 'destroy', 'operate', 'dbt'] as const;
export type Duty = (typeof duties)[number];

/** Those that have a role of AWS; dbt has a user of Snowflake and nothing to ask of AWS. */
export const roleDuties = [
  'plan',
  'apply',
  'destroy',
  'operate',
] as const satisfies ReadonlyArray<Duty>;
export type RoleDuty = (typeof roleDuties)[number];

/** The variable of the repository that has the ARN of each; workflows name them. */
export const roleVariables: Readonly<Record<RoleDuty, string>> = {
  plan: 'AWS_PLAN_ROLE_ARN',
  apply: 'AWS_TERRAFORM_ROLE_ARN',
  destroy: 'AWS_DESTROY_ROLE_ARN',
  operate: 'AWS_OPERATE_ROLE_ARN',
};

export type Repository = Pick<
  Deployment,
  'githubOwner' | 'githubOwnerId' | 'githubRepository' | 'githubRepositoryId'
>;

/**
 * What of a repository is running. A job in an environment of GitHub says the environment and nothing of the branch:
 * who may run in one is decided there, by its branches and reviewers.
 */
const contextsOf = (duty: Duty, environment: string): ReadonlyArray<string> => {
  switch (duty) {
    case 'plan':
      return ['ref:refs/heads/main', 'pull_request'];
    case 'apply':
      return [`environment:${environment}`];
    case 'destroy':
    case 'operate':
    case 'dbt':
      return [`environment:${environment}-${duty}`];
  }
};

/** By names, as in tokens of repositories older than 2026-07-15. */
const named = ({ githubOwner, githubRepository }: Repository): string =>
  `repo:${githubOwner}/${githubRepository}`;

/** By names and numbers, so that who takes an abandoned name gets nothing with it. */
const immutable = (repository: Repository): string =>
  `repo:${repository.githubOwner}@${repository.githubOwnerId}/${repository.githubRepository}@${repository.githubRepositoryId}`;

/** Every subject that tokens of a duty may have, whole: old form and immutable form of each. */
export const subjectsOf = (
  duty: Duty,
  deployment: Repository & Pick<Deployment, 'environment'>,
): ReadonlyArray<string> =>
  contextsOf(duty, deployment.environment).flatMap((context) => [
    `${named(deployment)}:${context}`,
    `${immutable(deployment)}:${context}`,
  ]);

/** In the repository's own form, which is what its tokens have: one for each context. */
export const ownSubjectsOf = (
  duty: Duty,
  deployment: Repository & Pick<Deployment, 'environment' | 'githubSubjects'>,
): ReadonlyArray<string> => {
  const repository =
    deployment.githubSubjects === 'immutable' ? immutable(deployment) : named(deployment);
  return contextsOf(duty, deployment.environment).map((context) => `${repository}:${context}`);
};
