import { Execute } from '@cdktf/provider-snowflake/lib/execute/index.js';
import { GrantAccountRole } from '@cdktf/provider-snowflake/lib/grant-account-role/index.js';
import { ServiceUser } from '@cdktf/provider-snowflake/lib/service-user/index.js';
import type { Warehouse } from '@cdktf/provider-snowflake/lib/warehouse/index.js';
import { SNOWFLAKE_AUDIENCE } from '../../warehouse/snowflake/audience.ts';
import type { Construct } from '../cdktf.ts';
import type { StackProps } from '../constructs/environment-stack.ts';
import { qualified } from '../constructs/snowflake.ts';
import { workloadsOf, type SnowflakeRole } from '../identity/workloads.ts';
import { GITHUB_ISSUER } from '../names.ts';
import type { Roles } from './roles.ts';

export interface UsersProps extends StackProps {
  readonly roles: Roles;
  readonly warehouse: Warehouse;
}

/**
 * Binds a user to a workflow by the subject of its tokens, so that no credential is stored anywhere. The provider has
 * no field for it before 2.13. A bound identity can't be changed: another subject takes this back and does it anew.
 */
const bind = (scope: Construct, id: string, user: ServiceUser, subject: string): void => {
  const alter = `ALTER USER ${qualified(user.name)}`;
  const identity = [
    'TYPE = OIDC',
    `ISSUER = 'https://${GITHUB_ISSUER}'`,
    `SUBJECT = '${subject}'`,
    `OIDC_AUDIENCE_LIST = ('${SNOWFLAKE_AUDIENCE}')`,
  ].join(' ');
  new Execute(scope, `${id}-identity`, {
    execute: `${alter} SET WORKLOAD_IDENTITY = (${identity})`,
    revert: `${alter} UNSET WORKLOAD_IDENTITY`,
  });
};

/**
 * A user for each workload, and one who reads: that one runs outside GitHub and has a key pair, whose public half is set
 * by hand, and no apply takes it away; so may the others' be where identities can't be bound.
 */
export const users = (
  scope: Construct,
  { deployment, names, roles, warehouse }: UsersProps,
): void => {
  const userOf = (id: string, name: string, role: SnowflakeRole, comment: string): ServiceUser => {
    const user = new ServiceUser(scope, `${id}-user`, {
      name,
      comment,
      defaultRole: roles[role].name,
      defaultWarehouse: warehouse.name,
      timezone: 'UTC',
      lifecycle: { ignoreChanges: ['rsa_public_key', 'rsa_public_key_2'] },
    });
    new GrantAccountRole(scope, `${id}-to-user`, {
      roleName: roles[role].name,
      userName: user.name,
    });
    return user;
  };
  for (const { id, user, role, comment, subject } of workloadsOf(deployment, names))
    bind(scope, id, userOf(id, user, role, comment), subject);
  userOf('reporter', names.snowflakeUser(names.reporter), 'reporter', 'The dashboard');
};
