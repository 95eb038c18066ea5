import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { repositoryVariables } from '../../operate/owner/variables.ts';
import { namesOf } from '../../stacks/names.ts';
import { projectRoot } from '../support/small-clone.ts';
import {
  choiceFaults,
  configurationFaults,
  stackFaults,
  stepFaults,
} from '../support/workflows/commands.ts';
import { deployment, identity, wanted } from '../support/workflows/deployed.ts';
import { credentialFaults, unbounded, unpinned } from '../support/workflows/guards.ts';
import { runsPerDay, type Cron } from '../support/workflows/schedule.ts';
import { environmentsIn, firstColumn, variablesIn } from '../support/workflows/page.ts';
import {
  applyFaults,
  roleFaults,
  snowflakeFaults,
  unconfiguredFaults,
} from '../support/workflows/roles.ts';
import { files, filesWith, workflowsIn } from '../support/workflows/workflow.ts';

describe('the workflows', () => {
  it('pin every action, end, and give each job its own permissions', () => {
    expect([...unpinned(files), ...unbounded(files)]).toStrictEqual([]);
  });

  it('take tokens where they need them, and keep nothing secret', () => {
    expect(credentialFaults(files)).toStrictEqual([]);
  });

  it('take roles that trust exactly them', () => {
    expect(roleFaults(files, identity, deployment)).toStrictEqual([]);
    expect(snowflakeFaults(files, deployment)).toStrictEqual([]);
  });

  it('ask for no account where none is configured', () =>
    expect(unconfiguredFaults(files)).toStrictEqual([]));

  it('never let two applies meet', () => expect(applyFaults(files)).toStrictEqual([]));

  it('let a look at the listener take the place of no act that waits', () => {
    const { concurrency } = workflowsIn(files)['listener'] ?? {};
    expect(concurrency).toStrictEqual({
      group: "listener-${{ (inputs.action || 'status') == 'status' && 'looks' || 'acts' }}",
      'cancel-in-progress': false,
    });
  });

  it('call commands with options that there are', async () => {
    expect(await stepFaults(files)).toStrictEqual([]);
    expect(choiceFaults(files)).toStrictEqual([]);
  });

  it('write the configuration where a command reads it', () =>
    expect(configurationFaults(files)).toStrictEqual([]));

  it('name the stacks they are for: all that are deployed, none that is kept in a destroy', () => {
    expect(wanted.destroy.length).toBeGreaterThan(4);
    expect(stackFaults(files, wanted)).toStrictEqual([]);
  });

  it('hold a pull request to the budget, with dbt as often as its schedule says', () => {
    const { budget } = workflowsIn(files)['plan']?.jobs ?? {};
    const { on } = parse(files['workflows/dbt.yml'] ?? '') as {
      readonly on: { readonly schedule: ReadonlyArray<Cron> };
    };
    const perDay = runsPerDay(on.schedule);
    expect(perDay).toBeGreaterThan(0);
    expect(budget?.steps?.at(-1)?.run).toBe(
      `npx bitcoin-pipeline cost --dbt-runs-per-day ${perDay}`,
    );
  });

  it.each([
    [['23 5 * * *'], 1],
    [['23 * * * *'], 24],
    [['*/15 * * * *'], 96],
    [['0 0-6/2,12 * * *', '30 18 * * *'], 6],
  ])('that begin by %j run so often a day', (crons, perDay) => {
    expect(runsPerDay(crons.map((cron) => ({ cron })))).toBe(perDay);
  });

  it('run tests of histories that are there', () => {
    const { jobs } = parse(files['workflows/nightly.yml'] ?? '') as {
      readonly jobs: Readonly<
        Record<'histories', { strategy: { matrix: { include: ReadonlyArray<{ file: string }> } } }>
      >;
    };
    const named = jobs.histories.strategy.matrix.include.map(({ file }) => file);
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((file) => !existsSync(join(projectRoot, file)))).toStrictEqual([]);
  });
});

describe('the page of the first deployment', () => {
  const page = readFileSync(join(projectRoot, 'docs/first-deployment.md'), 'utf8');

  it('has every variable that workflows use, and no other', () => {
    expect([...firstColumn(page, 'Variables')].toSorted()).toStrictEqual(variablesIn(files));
    const more = filesWith('workflows/plan.yml', 'vars.AWS_REGION', 'vars.AWS_ZONE');
    expect(variablesIn(more)).toContain('AWS_ZONE');
  });

  it('has what bootstrap prints, and of what is needed nothing else', () => {
    const printed = repositoryVariables({ deployment, names: namesOf(deployment) });
    expect(printed.map(({ name }) => name).toSorted()).toStrictEqual(
      [...firstColumn(page, 'Variables')].filter((name) => name !== 'PUBLISH_MODEL').toSorted(),
    );
    for (const { value, role } of printed.filter(({ name }) => name.endsWith('_ROLE_ARN')))
      expect(value).toBe(`arn:aws:iam::111122223333:role/deploy/bitcoin-pipeline-prod-${role}`);
  });

  it('has every environment, and no other', () => {
    expect([...firstColumn(page, 'Environments')].toSorted()).toStrictEqual(
      environmentsIn(files, deployment),
    );
  });
});
