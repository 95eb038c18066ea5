import type { Names } from '../names.ts';
import { ownSubjectsOf, type Repository } from './subjects.ts';
import type { Deployment } from '../config/deployment.ts';

/** The roles of Snowflake, by what `names.ts` calls them. */
export type SnowflakeRole = 'deployer' | 'planner' | 'loader' | 'transformer' | 'reporter';

/** A job of a workflow as Snowflake knows it. */
export interface Workload {
  /** `plan-main` */
  readonly id: string;
  readonly user: string;
  readonly role: SnowflakeRole;
  readonly comment: string;
  /** Of its tokens, whole. */
  readonly subject: string;
}

/**
 * The users that workflows are. Snowflake knows a user by one subject, and a plan has two: of `main`, and of a pull
 * request. Who destroys has the role of who deploys, since nobody but the owner may drop anything.
 */
export const workloadsOf = (
  deployment: Repository & Pick<Deployment, 'environment' | 'githubSubjects'>,
  names: Names,
): ReadonlyArray<Workload> => {
  const [planMain = '', planPullRequest = ''] = ownSubjectsOf('plan', deployment);
  const only = (duty: 'apply' | 'destroy' | 'operate' | 'dbt'): string =>
    ownSubjectsOf(duty, deployment).join();
  const of = (id: string, role: SnowflakeRole, comment: string, subject: string): Workload => ({
    id,
    user: names.workloadUser(id),
    role,
    comment,
    subject,
  });
  return [
    of('plan-main', 'planner', 'Plans what is merged', planMain),
    of('plan-pull-request', 'planner', 'Plans a pull request', planPullRequest),
    of('apply', 'deployer', 'Deploys', only('apply')),
    of('destroy', 'deployer', 'Destroys what holds no data', only('destroy')),
    {
      ...of('loader', 'loader', 'Stops and starts pipes, repairs', only('operate')),
      user: names.snowflakeUser(names.loader),
    },
    {
      ...of('transformer', 'transformer', 'Builds by dbt', only('dbt')),
      user: names.snowflakeUser(names.transformer),
    },
  ];
};
