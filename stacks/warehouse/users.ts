import { Execute } from '@cdktf/provider-snowflake/lib/execute/index.js';
import { GrantAccountRole } from '@cdktf/provider-snowflake/lib/grant-account-role/index.js';
import { ServiceUser } from '@cdktf/provider-snowflake/lib/service-user/index.js';
import type { Warehouse } from '@cdktf/provider-snowflake/lib/warehouse/index.js';
import type { Construct } from '../cdktf.ts';
import type { StackProps } from '../constructs/environment-stack.ts';
import { qualified } from '../constructs/snowflake.ts';
import { subjectOf } from '../identity/subjects.ts';
import { GITHUB_ISSUER } from '../names.ts';
import type { Roles } from './grants.ts';

export interface UsersProps extends StackProps {
  readonly roles: Roles;
  readonly warehouse: Warehouse;
}

/** What a token must be made for. */
const AUDIENCE = 'snowflakecomputing.com';

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
    `OIDC_AUDIENCE_LIST = ('${AUDIENCE}')`,
  ].join(' ');
  new Execute(scope, `${id}-identity`, {
    execute: `${alter} SET WORKLOAD_IDENTITY = (${identity})`,
    revert: `${alter} UNSET WORKLOAD_IDENTITY`,
  });
};

/**
 * A user for each role. Who reads runs outside GitHub and has a key pair: its public half is set by hand, and no apply
 * takes it away; so may the others' be where identities can't be bound.
 */
export const users = (
  scope: Construct,
  { deployment, names, roles, warehouse }: UsersProps,
): void => {
  const userOf = (id: keyof Roles, comment: string): ServiceUser => {
    const role = roles[id];
    const user = new ServiceUser(scope, `${id}-user`, {
      name: names.snowflakeUser(names[id]),
      comment,
      defaultRole: role.name,
      defaultWarehouse: warehouse.name,
      timezone: 'UTC',
      lifecycle: { ignoreChanges: ['rsa_public_key', 'rsa_public_key_2'] },
    });
    new GrantAccountRole(scope, `${id}-to-user`, { roleName: role.name, userName: user.name });
    return user;
  };
  const loader = userOf('loader', 'Repairs by workflow');
  const transformer = userOf('transformer', 'dbt by workflow');
  userOf('reporter', 'The dashboard');
  bind(scope, 'loader', loader, subjectOf('operate', deployment));
  bind(scope, 'transformer', transformer, subjectOf('dbt', deployment));
};
