import * as E from 'fp-ts/lib/Either.js';
import { inputsOf } from '../cost/configured.ts';
import { lean, type Inputs } from '../cost/inputs.ts';
import { above, monthFrom, type Limits } from '../cost/month.ts';
import { listed, prices } from '../cost/prices.ts';
import { monthText } from '../cost/told.ts';
import type { Deployment } from '../stacks/config/deployment.ts';
import { FILE_VARIABLE, readDeployment } from '../stacks/config/file.ts';
import {
  failure,
  misuse,
  readOptions,
  wholeNumber,
  type CliFault,
  type CliResult,
  type Command,
} from './command.ts';
import { print, printJson, say } from './say.ts';

interface Texts {
  readonly 'dbt-runs-per-day'?: string | undefined;
  readonly 'dbt-run-seconds'?: string | undefined;
  readonly 'dashboard-builds'?: string | undefined;
  readonly 'months-kept'?: string | undefined;
}

type Given = Pick<
  Inputs,
  'dbtRunsPerDay' | 'dbtRunSeconds' | 'dashboardBuildsPerDay' | 'monthsKept'
>;

const options = {
  'dbt-runs-per-day': { field: 'dbtRunsPerDay', min: 0, max: 1440 },
  'dbt-run-seconds': { field: 'dbtRunSeconds', min: 1, max: 86_400 },
  'dashboard-builds': { field: 'dashboardBuildsPerDay', min: 0, max: 1440 },
  'months-kept': { field: 'monthsKept', min: 1, max: 1200 },
} as const satisfies Record<keyof Texts, { field: keyof Given; min: number; max: number }>;

const inputsGiven = (texts: Texts): E.Either<CliFault, Given> => {
  const { dbtRunsPerDay, dbtRunSeconds, dashboardBuildsPerDay, monthsKept } = lean;
  let given: Given = { dbtRunsPerDay, dbtRunSeconds, dashboardBuildsPerDay, monthsKept };
  for (const name of Object.keys(options) as ReadonlyArray<keyof typeof options>) {
    const { field, ...range } = options[name];
    const value = wholeNumber(`--${name}`, texts[name], { ...range, default: lean[field] });
    if (E.isLeft(value)) return value;
    given = { ...given, [field]: value.right };
  }
  return E.right(given);
};

const told = (inputs: Inputs, deployment: Deployment | null, json: boolean): CliResult => {
  const month = monthFrom(inputs);
  const limits: Limits | null =
    deployment === null
      ? null
      : { usd: deployment.monthlyBudgetUsd, credits: deployment.snowflakeMonthlyCredits };
  if (json) printJson({ listed, prices, inputs, ...month, limits });
  else print(monthText(inputs, month, limits));
  if (deployment !== null && deployment.region !== listed.region)
    say(
      `prices are those of ${listed.region}; ${deployment.region} has its own, mostly higher by some percent`,
    );
  const faults = limits === null ? [] : above(month, limits);
  return faults.length === 0 ? E.right(undefined) : E.left(failure(faults.join('; ')));
};

export const cost: Command = {
  name: 'cost',
  summary: 'what a month in the cloud costs, part by part, against the budget',
  help: `Usage: bitcoin-pipeline cost [options]

  --deployment FILE      the configuration: its buffers, audits and spool, and its budget (default by
                         ${FILE_VARIABLE}; without one there is no budget to compare with)
  --dbt-runs-per-day N   builds in Snowflake (default ${lean.dbtRunsPerDay})
  --dbt-run-seconds N    how long one takes on a warehouse XS (default ${lean.dbtRunSeconds})
  --dashboard-builds N   builds a day while a page on Snowflake is open: it asks again after each, and
                         after nothing else (default ${lean.dashboardBuildsPerDay})
  --months-kept N        how much lies in the lake and the tables (default ${lean.monthsKept})
  --json                 one JSON document instead of a table

Prints what it reckons from: volumes measured from recorded sessions, list prices with date and source.
Nothing is asked of AWS or Snowflake. Exit code 1: above the budget.

Examples:
  bitcoin-pipeline cost
  bitcoin-pipeline cost --deployment deployment.example.json
  bitcoin-pipeline cost --dbt-runs-per-day 24 --dashboard-builds 24 --json`,
  run: async (args) => {
    const texts = readOptions(args, {
      deployment: { type: 'string' },
      'dbt-runs-per-day': { type: 'string' },
      'dbt-run-seconds': { type: 'string' },
      'dashboard-builds': { type: 'string' },
      'months-kept': { type: 'string' },
      json: { type: 'boolean', default: false },
    });
    if (E.isLeft(texts)) return texts;
    const given = inputsGiven(texts.right);
    if (E.isLeft(given)) return given;
    const file = texts.right.deployment ?? process.env[FILE_VARIABLE];
    if (file === undefined) return told({ ...lean, ...given.right }, null, texts.right.json);
    const deployment = readDeployment(file);
    if (E.isLeft(deployment)) return E.left(misuse(deployment.left.join('\n')));
    return told(
      { ...inputsOf(deployment.right), ...given.right },
      deployment.right,
      texts.right.json,
    );
  },
};
