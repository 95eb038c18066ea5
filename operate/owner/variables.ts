import { roleDuties, roleVariables } from '../../stacks/identity/subjects.ts';
import type { OwnerAsked } from './asked.ts';

/** A variable of the repository. None is secret. */
export interface RepositoryVariable {
  readonly name: string;
  /** Null: what the configuration's file has. */
  readonly value: string | null;
  /** What for. */
  readonly role: string;
}

/** All that workflows need. */
export const repositoryVariables = ({
  deployment,
  names,
}: Pick<OwnerAsked, 'deployment' | 'names'>): ReadonlyArray<RepositoryVariable> => [
  { name: 'DEPLOYMENT', value: null, role: 'the configuration' },
  { name: 'AWS_REGION', value: deployment.region, role: 'its region' },
  ...roleDuties.map((duty) => ({
    name: roleVariables[duty],
    value: names.deployRoleArn(duty),
    role: duty,
  })),
];

/** A word as a shell reads it. */
const quoted = (text: string): string =>
  /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** As GitHub's command sets it. */
export const settingLine = (
  { name, value }: RepositoryVariable,
  { deployment: { githubOwner, githubRepository }, file }: OwnerAsked,
): string => {
  const repo = `--repo ${githubOwner}/${githubRepository}`;
  return value === null
    ? `gh variable set ${name} ${repo} < ${quoted(file)}`
    : `gh variable set ${name} ${repo} --body ${quoted(value)}`;
};
