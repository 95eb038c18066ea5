import * as E from 'fp-ts/lib/Either.js';
import { failure, misuse, type CliResult } from '../../cli/command.ts';
import type { OperateCommand } from '../command.ts';
import { askedOf, commonHelp, commonOptions, readWords, type Asked } from '../options.ts';
import { summarise } from '../summary.ts';
import { issuesOf, type Issues } from './github.ts';
import { failedIn, readResults, type Results } from './results.ts';
import { issueText } from './told.ts';

/** Of the environment's issue: there is one at most that is open. */
const labelOf = (environment: string): string => `dbt-${environment}`;

/** Left: GitHub did not take it. Right: what was done with the issue. */
const brought = async (
  issues: Issues,
  { deployment, who }: Asked,
  results: Results,
): Promise<E.Either<string, string>> => {
  const { environment } = deployment;
  const label = labelOf(environment);
  const open = await issues.open(label);
  if (E.isLeft(open)) return open;
  const failed = failedIn(results);
  const number = open.right;
  if (failed.length === 0) {
    if (number === null) return E.right('all went well');
    const closed = await issues.close(
      number,
      `All went well in the build of ${results.metadata.generated_at} (${who}).`,
    );
    return E.map(() => `all went well: issue ${number} is closed`)(closed);
  }
  const body = issueText(failed, results.metadata.generated_at, who);
  if (number !== null)
    return E.map(() => `${failed.length} did not go well: issue ${number} says so`)(
      await issues.update(number, body),
    );
  const title = `dbt: a build of ${environment} did not go well`;
  return E.map((made: number) => `${failed.length} did not go well: issue ${made} was opened`)(
    await issues.create({ title, body, label }),
  );
};

const summaryOf = (environment: string, results: Results, outcome: string): string =>
  [
    `### dbt in ${environment}`,
    '',
    `${results.results.length} results; ${outcome}.`,
    ...failedIn(results).map(({ kind, name, says }) => `- ${kind} \`${name}\`: ${says}`),
  ].join('\n');

export const dbtReport: OperateCommand = {
  name: 'dbt-report',
  summary: 'opens, updates or closes the issue of failed tests',
  help: `Usage: npm run operate -- dbt-report FOLDER [options]

Reads what dbt wrote of its newest build into FOLDER, mostly dbt/target: run_results.json, and sources.json where
freshness was asked. What failed goes into one issue of the repository, labelled dbt-<environment>; a build that goes
well closes it. Needs GITHUB_TOKEN (issues: write) and GITHUB_REPOSITORY, as a workflow has them. Exit code 0 whatever
the tests say: dbt's own step fails.

${commonHelp}

Examples:
  npm run operate -- dbt-report dbt/target
  npm run operate -- dbt-report /tmp/target --deployment deployment.json`,
  run: async (args, machine): Promise<CliResult> => {
    const given = readWords(args, commonOptions);
    if (E.isLeft(given)) return given;
    const { values, positionals } = given.right;
    const [folder, ...more] = positionals;
    if (folder === undefined || more.length > 0)
      return E.left(misuse('say one folder, that of run_results.json; see --help'));
    const asked = askedOf(values, machine);
    if (E.isLeft(asked)) return asked;
    const issues = issuesOf(machine.env);
    if (E.isLeft(issues)) return E.left(misuse(issues.left));
    const results = await readResults(folder);
    if (E.isLeft(results)) return E.left(failure(results.left));
    const outcome = await brought(issues.right, asked.right, results.right);
    if (E.isLeft(outcome)) return E.left(failure(outcome.left));
    machine.say(outcome.right);
    const { environment } = asked.right.deployment;
    await summarise(asked.right, summaryOf(environment, results.right, outcome.right));
    return E.right(undefined);
  },
};
