import type { Deployment } from '../../../stacks/config/deployment.ts';
import { roleDuties, type RoleDuty } from '../../../stacks/identity/subjects.ts';
import { workloadsOf } from '../../../stacks/identity/workloads.ts';
import { GITHUB_ISSUER, namesOf } from '../../../stacks/names.ts';
import { ofType, type StackJson } from '../stacks/synthesised.ts';
import { jobsIn, stepsOf, type Files, type Job, type Placed, type Workflow } from './workflow.ts';

/** The repository variable that has a duty's role. */
const variables: Readonly<Record<string, RoleDuty>> = {
  AWS_PLAN_ROLE_ARN: 'plan',
  AWS_TERRAFORM_ROLE_ARN: 'apply',
  AWS_DESTROY_ROLE_ARN: 'destroy',
  AWS_OPERATE_ROLE_ARN: 'operate',
};

const refsOf = (event: string, on: Workflow['on']): ReadonlyArray<string> => {
  switch (event) {
    case 'pull_request':
      return ['pull_request'];
    case 'push':
      return [
        ...(on[event]?.branches ?? []).map((name) => `ref:refs/heads/${name}`),
        ...(on[event]?.tags ?? []).map((name) => `ref:refs/tags/${name}`),
      ];
    // by hand from another branch is refused by the trust
    case 'schedule':
    case 'workflow_dispatch':
      return ['ref:refs/heads/main'];
    default:
      return [`${event}, of which nothing is known`];
  }
};

/** The environment of GitHub that a job runs in. */
export const environmentOf = ({ environment }: Job, deployment: Deployment): string | undefined =>
  (typeof environment === 'string' ? environment : environment?.name)?.replace(
    "${{ fromJSON(vars.DEPLOYMENT || '{}').environment }}",
    deployment.environment,
  );

/** What of the repository runs in a job, as its token says: its environment, else its event. */
const contextsOf = ({ workflow, job }: Placed, deployment: Deployment): ReadonlyArray<string> => {
  const environment = environmentOf(job, deployment);
  return environment === undefined
    ? [...new Set(Object.keys(workflow.on).flatMap((event) => refsOf(event, workflow.on)))]
    : [`environment:${environment}`];
};

const subjects = (context: string, deployment: Deployment): ReadonlyArray<string> => {
  const { githubOwner: owner, githubOwnerId, githubRepository: name } = deployment;
  return [
    `repo:${owner}/${name}:${context}`,
    `repo:${owner}@${githubOwnerId}/${name}@${deployment.githubRepositoryId}:${context}`,
  ];
};

const roleVariable = (job: Job): ReadonlyArray<string> =>
  stepsOf(job).flatMap((step) => {
    const role = step.with?.['role-to-assume'];
    if (typeof role !== 'string') return [];
    return [/^\$\{\{ vars\.(\w+) \}\}$/.exec(role)?.[1] ?? role];
  });

/** The role that a job takes. */
const dutyOf = (job: Job): RoleDuty | undefined => {
  const [variable = ''] = roleVariable(job);
  return variables[variable];
};

/** Whom the role of a duty trusts; null: there is none. */
const trusted = (
  duty: RoleDuty,
  identity: StackJson,
  deployment: Deployment,
): ReadonlyArray<string> | null => {
  const name = namesOf(deployment).deployRole(duty);
  const role = ofType(identity, 'aws_iam_role').find((each) => each['name'] === name);
  if (role === undefined) return null;
  const { Statement } = JSON.parse(String(role['assume_role_policy'])) as {
    readonly Statement: ReadonlyArray<{
      readonly Condition: { readonly StringEquals: Readonly<Record<string, unknown>> };
    }>;
  };
  return Statement.flatMap(
    ({ Condition }) =>
      Condition.StringEquals[`${GITHUB_ISSUER}:sub`] as ReadonlyArray<string> | string,
  );
};

/** Every role taken is there and trusts the subjects of the jobs that take it, exactly. */
export const roleFaults = (
  files: Files,
  identity: StackJson,
  deployment: Deployment,
): ReadonlyArray<string> => {
  const jobs = jobsIn(files);
  const unknown = jobs.flatMap(({ place, job }) =>
    roleVariable(job)
      .filter((variable) => !Object.hasOwn(variables, variable))
      .map((variable) => `${place} takes ${variable}, which is no role`),
  );
  const wrong = roleDuties.flatMap((duty) => {
    const taking = jobs.filter(({ job }) => dutyOf(job) === duty);
    const wanted = taking.flatMap((placed) =>
      contextsOf(placed, deployment).flatMap((context) => subjects(context, deployment)),
    );
    const trusts = trusted(duty, identity, deployment);
    if (trusts === null) return [`there is no role for ${duty}`];
    const places = taking.map(({ place }) => place).join(', ');
    return [
      ...[...new Set(wanted)]
        .filter((subject) => !trusts.includes(subject))
        .map((subject) => `${duty} does not trust ${subject} (${places})`),
      ...trusts
        .filter((subject) => !wanted.includes(subject))
        .map((subject) => `${duty} trusts ${subject}, which no workflow is`),
    ];
  });
  return [...unknown, ...wrong];
};

/** What asks Snowflake, and which of its users that is for. */
const askers: ReadonlyArray<readonly [command: RegExp, users: RegExp]> = [
  [/^npm run operate -- plan\b/, /^plan-/],
  [/^npm run operate -- deploy\b/, /^apply$/],
  [/^npm run operate -- destroy\b/, /^destroy$/],
  [/^npm run operate -- listener\b/, /^loader$/],
  [/^npm run dbt --/, /^transformer$/],
];

/** Each job that asks Snowflake is known there as the user that is for it, and no user is there that no job is. */
export const snowflakeFaults = (files: Files, deployment: Deployment): ReadonlyArray<string> => {
  const workloads = workloadsOf(deployment, namesOf(deployment));
  const asking = jobsIn(files).flatMap((placed) =>
    askers
      .filter(([command]) => stepsOf(placed.job).some(({ run = '' }) => command.test(run)))
      .flatMap(([, users]) =>
        contextsOf(placed, deployment).map((context) => ({
          place: placed.place,
          is: subjects(context, deployment),
          users: workloads.filter(({ id }) => users.test(id)),
        })),
      ),
  );
  return [
    ...asking
      .filter(({ is, users }) => !users.some(({ subject }) => is.includes(subject)))
      .map(({ place, users }) => `${place} is not ${users.map(({ user }) => user).join(', ')}`),
    ...workloads
      .filter(({ subject }) => !asking.some(({ is }) => is.includes(subject)))
      .map(({ user }) => `${user} is no workflow`),
  ];
};

const CONFIGURED = "vars.DEPLOYMENT != ''";

/** Where no configuration is set, a job that takes a role is skipped, or one that it needs is or fails. */
export const unconfiguredFaults = (files: Files): ReadonlyArray<string> => {
  const isHeld = ({ workflow, job }: Placed): boolean =>
    job.if?.includes(CONFIGURED) === true ||
    stepsOf(job).some(({ run = '' }) => run.includes('"$ASKED" = "$NAME"')) ||
    [job.needs ?? []].flat().some((name) => {
      const needed = workflow.jobs[name];
      return needed !== undefined && isHeld({ place: name, workflow, job: needed });
    });
  return jobsIn(files)
    .filter(({ job }) => roleVariable(job).length > 0)
    .filter((placed) => !isHeld(placed))
    .map(({ place }) => `${place} asks for an account where none is configured`);
};

/** Beside the others where a deploy is to be ended, which the command does between two stacks. */
const WHERE_NOT_CANCELLING = /^\$\{\{ inputs\.cancel && '[\w-]+' \|\| '([\w-]+)' \}\}$/;

/** Applies, destroys: all in one group, and GitHub ends none of them: it kills the engine, whose lock stays. */
export const applyFaults = (files: Files): ReadonlyArray<string> => {
  const writing = jobsIn(files).filter(({ job }) =>
    ['apply', 'destroy'].includes(dutyOf(job) ?? ''),
  );
  const groups = new Set(
    writing.map(({ job: { concurrency } }) =>
      concurrency?.group.replace(WHERE_NOT_CANCELLING, '$1'),
    ),
  );
  return [
    ...(writing.length > 1 && groups.size === 1 && !groups.has(undefined)
      ? []
      : [`two applies can meet: ${[...groups].join(', ')}`]),
    ...writing.flatMap(({ place, job }) =>
      job.concurrency?.['cancel-in-progress'] === false
        ? []
        : [`${place} has an engine killed that is at work`],
    ),
  ];
};
