import { describe, expect, it } from 'vitest';
import { workloadsOf } from '../../stacks/identity/workloads.ts';
import { namesOf } from '../../stacks/names.ts';
import { SNOWFLAKE_AUDIENCE } from '../../warehouse/snowflake/audience.ts';
import { deploymentWith } from '../support/stacks/deployment.ts';
import { ofType, placedIn, synthesise, theOne } from '../support/stacks/synthesised.ts';

const all = synthesise();
const access = all['access'];
const repository = 'repo:your-organisation@1234567/bitcoin-pipeline@987654321';

describe('access', () => {
  it('costs what the configuration allows', () => {
    expect(theOne(access, 'snowflake_warehouse')).toMatchObject({
      warehouse_size: 'XSMALL',
      auto_suspend: 60,
      initially_suspended: true,
      resource_monitor: '${snowflake_resource_monitor.monthly-credits.name}',
    });
    expect(theOne(access, 'snowflake_resource_monitor')).toMatchObject({
      credit_quota: 10,
      suspend_trigger: 100,
    });
  });

  it('binds each user to the one subject of its workflow, for tokens made for Snowflake', () => {
    const bound = ofType(access, 'snowflake_execute').map(({ execute }) => String(execute));
    expect(bound.map((text) => /SUBJECT = '([^']+)'/.exec(text)?.[1])).toStrictEqual([
      `${repository}:environment:prod`,
      `${repository}:environment:prod-destroy`,
      `${repository}:environment:prod-operate`,
      `${repository}:ref:refs/heads/main`,
      `${repository}:pull_request`,
      `${repository}:environment:prod-dbt`,
    ]);
    for (const text of bound)
      expect(text).toContain(`OIDC_AUDIENCE_LIST = ('${SNOWFLAKE_AUDIENCE}')`);
  });

  it('gives no two workflows one user, and none the role of another', () => {
    const deployment = deploymentWith({ githubSubjects: 'named' });
    const workloads = workloadsOf(deployment, namesOf(deployment));
    expect(workloads.map(({ user, role }) => `${user} ${role}`)).toStrictEqual([
      'BITCOIN_PROD_PLAN_MAIN_USER planner',
      'BITCOIN_PROD_PLAN_PULL_REQUEST_USER planner',
      'BITCOIN_PROD_APPLY_USER deployer',
      'BITCOIN_PROD_DESTROY_USER deployer',
      'BITCOIN_PROD_LOADER_USER loader',
      'BITCOIN_PROD_TRANSFORMER_USER transformer',
    ]);
    expect(new Set(workloads.map(({ subject }) => subject)).size).toBe(workloads.length);
  });

  it('knows no credential', () => {
    const users = ofType(access, 'snowflake_service_user');
    expect(users).toHaveLength(7);
    for (const user of users) expect(user).not.toHaveProperty('rsa_public_key');
  });

  it('lets who deploys make databases and integrations of the account, and nobody anything else', () => {
    const account = ofType(access, 'snowflake_grant_privileges_to_account_role').filter(
      ({ on_account: on }) => on === true,
    );
    expect(account).toMatchObject([
      {
        account_role_name: '${snowflake_account_role.deployer.name}',
        privileges: ['CREATE DATABASE', 'CREATE INTEGRATION'],
      },
    ]);
  });

  it('has all that only who owns the account can make', () => {
    const byOwner = new Set([
      'snowflake_account_role',
      'snowflake_grant_account_role',
      'snowflake_resource_monitor',
      'snowflake_service_user',
      'snowflake_warehouse',
    ]);
    const elsewhere = placedIn(all).filter(
      ({ stack, type }) => stack !== 'access' && byOwner.has(type),
    );
    expect(elsewhere.map(({ stack, address }) => `${stack} ${address}`)).toStrictEqual([]);
  });

  it('leaves future grants to who owns the schemas', () => {
    const schemas = ofType(all['tables'], 'snowflake_schema');
    expect(schemas.map(({ with_managed_access: managed }) => managed)).toStrictEqual(
      schemas.map(() => 'true'),
    );
  });

  it('lets who plans read no row', () => {
    const grants = placedIn(all).filter(
      ({ type, resource }) =>
        type === 'snowflake_grant_privileges_to_account_role' &&
        JSON.stringify(resource['account_role_name']).includes('PLANNER'),
    );
    const may = grants.flatMap(({ resource }) => resource['privileges'] as ReadonlyArray<string>);
    expect(new Set(may)).toStrictEqual(new Set(['USAGE', 'MONITOR', 'REFERENCES']));
  });
});
