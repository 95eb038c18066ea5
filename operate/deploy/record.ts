import * as E from 'fp-ts/lib/Either.js';
import { failure, type CliResult } from '../../cli/command.ts';
import type { Asked } from '../options.ts';
import { monthOf } from '../plan/cost.ts';
import { writeRecord, type DeployRecord } from '../records.ts';

/** What the next plan compares its cost with. */
export const recordDeploy = async (
  { deployment, outside, who, machine }: Asked,
  stacks: ReadonlyArray<string>,
): Promise<CliResult> => {
  const record: DeployRecord = {
    commit: machine.env['GITHUB_SHA'] ?? null,
    who,
    at: new Date(machine.nowMs()).toISOString(),
    stacks,
    month: monthOf(deployment),
  };
  return E.mapLeft((message: string) =>
    failure(`all is deployed, but that was not recorded: ${message}`),
  )(await writeRecord(outside.records('deployed'), record));
};
