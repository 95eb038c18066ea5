import { AccountRole } from '@cdktf/provider-snowflake/lib/account-role/index.js';
import { GrantAccountRole } from '@cdktf/provider-snowflake/lib/grant-account-role/index.js';
import type { Warehouse } from '@cdktf/provider-snowflake/lib/warehouse/index.js';
import type { Construct } from '../cdktf.ts';
import type { StackProps } from '../constructs/environment-stack.ts';
import { Grants } from '../constructs/snowflake-grants.ts';
import type { SnowflakeRole } from '../identity/workloads.ts';

/** Of Snowflake: who there is, and what for. */
const comments: Readonly<Record<SnowflakeRole, string>> = {
  deployer: 'Owns what workflows deploy, the tables among it',
  planner: 'Looks at what is deployed',
  loader: 'Loads and repairs the raw tables',
  transformer: 'Builds silver and gold from raw',
  reporter: 'Reads silver and gold',
};

/** Who plans has nothing computed: it reads metadata. */
const computing: ReadonlySet<SnowflakeRole> = new Set([
  'deployer',
  'loader',
  'transformer',
  'reporter',
]);

export interface RolesProps extends StackProps {
  readonly warehouse: Warehouse;
}

export type Roles = Readonly<Record<SnowflakeRole, AccountRole>>;

/** The roles. Who deploys may make databases and integrations, and neither a role, a user nor a warehouse. */
export const roles = (scope: Construct, { names, warehouse }: RolesProps): Roles => {
  const roleOf = (id: SnowflakeRole): AccountRole => {
    const role = new AccountRole(scope, id, { name: names[id], comment: comments[id] });
    // who administers sees what they made
    new GrantAccountRole(scope, `${id}-to-sysadmin`, {
      roleName: role.name,
      parentRoleName: 'SYSADMIN',
    });
    const grants = new Grants(scope, { id, role: role.name, database: names.database });
    if (computing.has(id))
      grants.onAccountObject('warehouse', 'WAREHOUSE', warehouse.name, ['USAGE']);
    if (id === 'deployer') grants.onAccount(['CREATE DATABASE', 'CREATE INTEGRATION']);
    return role;
  };
  return {
    deployer: roleOf('deployer'),
    planner: roleOf('planner'),
    loader: roleOf('loader'),
    transformer: roleOf('transformer'),
    reporter: roleOf('reporter'),
  };
};
