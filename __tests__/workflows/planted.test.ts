import { describe, expect, it } from 'vitest';
import {
  choiceFaults,
  configurationFaults,
  stackFaults,
  stepFaults,
} from '../support/workflows/commands.ts';
import { deployment, identity, wanted } from '../support/workflows/deployed.ts';
import { credentialFaults, unbounded, unpinned } from '../support/workflows/guards.ts';
import {
  applyFaults,
  roleFaults,
  snowflakeFaults,
  unconfiguredFaults,
} from '../support/workflows/roles.ts';
import { files, filesWith } from '../support/workflows/workflow.ts';

const roles = (changed: typeof files) => roleFaults(changed, identity, deployment);

describe('what is planted is seen', () => {
  const { environment } = deployment;

  it.each([
    [
      'an environment that another role has',
      filesWith('workflows/destroy.yml', '}}-destroy', '}}-operate'),
      `destroy trusts repo:your-organisation/bitcoin-pipeline:environment:${environment}-destroy, which no workflow is`,
    ],
    [
      'an event that a role does not trust',
      filesWith(
        'workflows/plan.yml',
        '  pull_request:',
        '  pull_request:\n  push:\n    branches: [next]',
      ),
      'plan does not trust repo:your-organisation/bitcoin-pipeline:ref:refs/heads/next (deploy/plan, plan/plan)',
    ],
    [
      'a role of another duty',
      filesWith('workflows/listener.yml', 'AWS_OPERATE_ROLE_ARN', 'AWS_TERRAFORM_ROLE_ARN'),
      `apply does not trust repo:your-organisation/bitcoin-pipeline:environment:${environment}-operate (deploy/deploy, listener/listener)`,
    ],
    [
      'a role that is not there',
      filesWith('workflows/deploy.yml', 'AWS_TERRAFORM_ROLE_ARN', 'AWS_ADMIN_ROLE_ARN'),
      'deploy/deploy takes AWS_ADMIN_ROLE_ARN, which is no role',
    ],
  ])('in roles: %s', (_, changed, fault) => expect(roles(changed)).toContain(fault));

  it('in roles: a trust that is wider than its workflow', () => {
    const wider = JSON.parse(
      JSON.stringify(identity).replaceAll(':pull_request', ':pull_request_target'),
    ) as typeof identity;
    expect(roleFaults(files, wider, deployment)).toContain(
      'plan does not trust repo:your-organisation/bitcoin-pipeline:pull_request (deploy/plan, plan/plan)',
    );
  });

  it('in roles: dbt in another environment than its user of Snowflake is bound to', () => {
    const changed = filesWith('workflows/dbt.yml', '}}-dbt', '}}');
    expect(snowflakeFaults(changed, deployment)).toStrictEqual([
      'dbt/build is not BITCOIN_PROD_TRANSFORMER_USER',
      'BITCOIN_PROD_TRANSFORMER_USER is no workflow',
    ]);
  });

  it.each([
    ['workflows/destroy.yml', 'destroy network', 'destroy storage network', 'names storage'],
    ['workflows/destroy.yml', 'destroy network', 'destroy', 'leaves out network'],
    ['workflows/deploy.yml', 'deploy storage', 'deploy identity storage', 'names identity'],
    ['workflows/deploy.yml', 'deploy storage tables', 'deploy storage', 'leaves out tables'],
  ])('in stacks: %s, %s instead of %s', (path, from, to, fault) => {
    const file = path.slice('workflows/'.length, -'.yml'.length);
    expect(stackFaults(filesWith(path, from, to), wanted)).toStrictEqual([
      `${file}/${file}: ${file} ${fault}`,
    ]);
  });

  it.each([
    [
      'workflows/ci.yml',
      'npm run rehearse',
      'npm run rehearsal',
      'there is no npm script rehearsal',
    ],
    ['workflows/ci.yml', 'run: npm test', 'run: make test', 'a step calls make'],
    ['workflows/ci.yml', 'run: npm test', 'run: npm install x', 'npm install is not for here'],
    ['workflows/plan.yml', '--out plan', '--output plan', 'operate plan has no option --output'],
    [
      'workflows/destroy.yml',
      '{FAST:+--fast}',
      '{FAST:+--quick}',
      'operate destroy has no option --quick',
    ],
    ['workflows/dbt.yml', 'dbt-report', 'report', 'there is no command operate report'],
    [
      'workflows/ci.yml',
      'run: npm test',
      'run: npx bitcoin-pipeline prices',
      'there is no command bitcoin-pipeline prices',
    ],
    [
      'workflows/ci.yml',
      'run: npm test',
      'run: npx bitcoin-pipeline cost --yearly',
      'bitcoin-pipeline cost has no option --yearly',
    ],
  ])('in commands: %s, %s as %s', async (path, from, to, fault) => {
    expect(await stepFaults(filesWith(path, from, to))).toStrictEqual([fault]);
  });

  it('in commands: a choice that no command knows', () => {
    const changed = filesWith('workflows/listener.yml', 'start, stop', 'start, pause');
    expect(choiceFaults(changed)).toStrictEqual([
      'listener offers pause, which no command of it knows',
    ]);
  });

  it('in commands: one that reads a configuration which nobody wrote', () => {
    const changed = filesWith(
      'workflows/backfill.yml',
      '        with:\n          deployment: ${{ vars.DEPLOYMENT }}\n',
      '',
    );
    expect(configurationFaults(changed)).toStrictEqual([
      'backfill/backfill runs npm run operate and writes no configuration',
    ]);
  });

  it.each([
    ['group: deployment', 'group: deploy', 'two applies can meet: deploy, deployment'],
    [
      'cancel-in-progress: false',
      'cancel-in-progress: true',
      'deploy/deploy has an engine killed that is at work',
    ],
  ])('in applies: %s as %s', (from, to, fault) => {
    expect(applyFaults(filesWith('workflows/deploy.yml', from, to))).toStrictEqual([fault]);
  });

  it('in roles: a job that is there for an account and does not look whether there is one', () => {
    const changed = filesWith('workflows/deploy.yml', "    if: vars.DEPLOYMENT != ''\n", '');
    expect(unconfiguredFaults(changed)).toStrictEqual([
      'deploy/plan asks for an account where none is configured',
      'deploy/deploy asks for an account where none is configured',
    ]);
  });

  it('in applies: a destroy that has GitHub end the deploy', () => {
    const changed = filesWith(
      'workflows/destroy.yml',
      'cancel-in-progress: false',
      'cancel-in-progress: ${{ inputs.cancel }}',
    );
    expect(applyFaults(changed)).toStrictEqual([
      'destroy/destroy has an engine killed that is at work',
    ]);
  });

  it.each([
    [
      'a tag',
      unpinned,
      'ci',
      '3d3c42e5aac5ba805825da76410c181273ba90b1',
      'v7',
      /checkout@v7 is not pinned/,
    ],
    ['no version', unpinned, 'ci', ' # v7.0.1', '', /no version beside its hash/],
    ['another pin', unpinned, 'ci', 'v7.0.1', 'v7.0.0', /actions\/checkout has several pins/],
    ['no end', unbounded, 'ci', 'timeout-minutes: 60', 'env: {}', /ci\/test has no end/],
    [
      'a late end',
      unbounded,
      'ci',
      'timeout-minutes: 60',
      'timeout-minutes: 600',
      /ci\/test has no end/,
    ],
    [
      'no permissions',
      unbounded,
      'ci',
      '    permissions:\n      contents: read\n',
      '',
      /ci\/test has no permissions/,
    ],
    [
      'permissions of all',
      unbounded,
      'ci',
      'permissions: {}',
      'permissions: read-all',
      /ci gives every job/,
    ],
    [
      'code of forks',
      unbounded,
      'ci',
      '  pull_request:',
      '  pull_request_target:',
      /ci runs on pull_request_target/,
    ],
    [
      'a token nobody takes',
      credentialFaults,
      'ci',
      'contents: read',
      'id-token: write',
      /ci\/test may ask for a token and asks for none/,
    ],
    [
      "a fork's token",
      credentialFaults,
      'plan',
      'head.repo.full_name',
      'base.repo.full_name',
      /plan\/plan may ask for a token in a fork's run/,
    ],
    ['a key', credentialFaults, 'plan', 'github.token', 'secrets.TOKEN', /plan.yml uses a secret/],
    [
      'text of others',
      credentialFaults,
      'listener',
      '"$REASON"',
      '"${{ inputs.reason }}"',
      /an expression stands in a script/,
    ],
  ] as const)('in guards: %s', (_, check, name, from, to, fault) => {
    const found = check(filesWith(`workflows/${name}.yml`, from, to));
    expect(
      found.some((each) => fault.test(each)),
      found.join('\n'),
    ).toBe(true);
  });
});
