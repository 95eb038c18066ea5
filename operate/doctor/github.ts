import { isDeepStrictEqual } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { decodeDeployment } from '../../stacks/config/deployment.ts';
import { readAs } from '../read-as.ts';
import type { OwnerAsked } from '../owner/asked.ts';
import { repositoryVariables, settingLine } from '../owner/variables.ts';
import { missing, there, unseen, type Finding } from './finding.ts';
import {
  Environments,
  githubOf,
  Repository,
  SubjectForm,
  Variables,
  type AskGithub,
  type Environment,
  type Variable,
} from './github-answers.ts';

const STEP_3 = 'docs/first-deployment.md, step 3';

/** Variables that GitHub tells at once. */
const A_PAGE = 30;
/** A repository holds 500. */
const MOST_PAGES = 17;

const numbers = async (
  { deployment }: OwnerAsked,
  ask: AskGithub,
): Promise<ReadonlyArray<Finding>> => {
  const { githubOwner, githubRepository, githubOwnerId, githubRepositoryId } = deployment;
  const what = `repository ${githubOwner}/${githubRepository}`;
  const answer = await ask('', Repository);
  if (E.isLeft(answer)) return [unseen(what, answer.left)];
  const is = {
    githubOwnerId: String(answer.right.owner.id),
    githubRepositoryId: String(answer.right.id),
  };
  const wrong = [
    ...(is.githubOwnerId === githubOwnerId ? [] : [`githubOwnerId is ${is.githubOwnerId}`]),
    ...(is.githubRepositoryId === githubRepositoryId
      ? []
      : [`githubRepositoryId is ${is.githubRepositoryId}`]),
  ];
  return [
    wrong.length === 0
      ? there(what)
      : missing(what, wrong.join(', '), 'correct the configuration, then bootstrap again'),
  ];
};

const form = async (
  { deployment }: OwnerAsked,
  ask: AskGithub,
): Promise<ReadonlyArray<Finding>> => {
  const what = 'form of its subjects';
  const answer = await ask('/actions/oidc/customization/sub', SubjectForm);
  if (E.isLeft(answer)) return [unseen(what, answer.left)];
  if (!answer.right.use_default)
    return [
      missing(
        what,
        'its tokens have a subject of another make',
        'have it as GitHub makes it: use_default',
      ),
    ];
  const is = answer.right.use_immutable_subject === true ? 'immutable' : 'named';
  return [
    is === deployment.githubSubjects
      ? there(what, is)
      : missing(
          what,
          `githubSubjects is ${deployment.githubSubjects}, and they are ${is}: Snowflake would refuse them`,
          `set githubSubjects to ${is}, then bootstrap again`,
        ),
  ];
};

/** Whether who approves is asked there. */
const wantedEnvironments = (environment: string): ReadonlyArray<readonly [string, boolean]> => [
  [environment, true],
  [`${environment}-destroy`, true],
  [`${environment}-operate`, false],
  [`${environment}-dbt`, false],
];

const environmentFinding = (
  name: string,
  isReviewed: boolean,
  found: Environment | undefined,
): Finding => {
  const what = `environment ${name}`;
  if (found === undefined) return missing(what, 'is not there', STEP_3);
  if (found.deployment_branch_policy === null)
    return missing(what, 'any branch may run in it', STEP_3);
  const hasReviewers = found.protection_rules.some(({ type }) => type === 'required_reviewers');
  return isReviewed && !hasReviewers
    ? missing(what, 'nobody has to approve', `its settings: required reviewers (${STEP_3})`)
    : there(what);
};

const environments = async (
  { deployment }: OwnerAsked,
  ask: AskGithub,
): Promise<ReadonlyArray<Finding>> => {
  const answer = await ask('/environments?per_page=100', Environments);
  if (E.isLeft(answer)) return [unseen('environments', answer.left)];
  return wantedEnvironments(deployment.environment).map(([name, isReviewed]) =>
    environmentFinding(
      name,
      isReviewed,
      answer.right.environments.find((each) => each.name === name),
    ),
  );
};

const isSet = (asked: OwnerAsked, wanted: string | null, value: string): boolean => {
  if (wanted !== null) return value === wanted;
  const held = decodeDeployment(readAs(t.unknown, value));
  return E.isRight(held) && isDeepStrictEqual(held.right, asked.deployment);
};

const allVariables = async (ask: AskGithub): Promise<E.Either<string, ReadonlyArray<Variable>>> => {
  const all: Array<Variable> = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await ask(`/actions/variables?per_page=${A_PAGE}&page=${page}`, Variables);
    if (E.isLeft(answer)) return answer;
    all.push(...answer.right.variables);
    if (answer.right.variables.length < A_PAGE) break;
  }
  return E.right(all);
};

const variables = async (asked: OwnerAsked, ask: AskGithub): Promise<ReadonlyArray<Finding>> => {
  const all = await allVariables(ask);
  if (E.isLeft(all)) return [unseen('variables', all.left)];
  return repositoryVariables(asked).map((wanted) => {
    const what = `variable ${wanted.name}`;
    const held = all.right.find(({ name }) => name === wanted.name);
    if (held === undefined) return missing(what, 'is not set', settingLine(wanted, asked));
    return isSet(asked, wanted.value, held.value)
      ? there(what)
      : missing(what, 'has another value', settingLine(wanted, asked));
  });
};

/** What the repository has to be given. */
export const githubFindings = async (asked: OwnerAsked): Promise<ReadonlyArray<Finding>> => {
  const ask = githubOf(asked);
  if (ask === null)
    return [
      unseen(
        'GitHub: numbers, environments and variables',
        'GITHUB_TOKEN is not set',
        'GITHUB_TOKEN=$(gh auth token) before the same command',
      ),
    ];
  const looks = [numbers, form, environments, variables];
  return (await Promise.all(looks.map((look) => look(asked, ask)))).flat();
};
