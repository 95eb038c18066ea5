import { computing } from './access/computing.ts';
import { roles } from './access/roles.ts';
import { users } from './access/users.ts';
import type { Construct } from './cdktf.ts';
import { EnvironmentStack, type StackProps } from './constructs/environment-stack.ts';
import { snowflakeProvider } from './constructs/snowflake.ts';

/**
 * Who there is in Snowflake, what computes for them, and what that may use in a month. Applied by who owns the account
 * (only ACCOUNTADMIN makes a resource monitor), never by a workflow, which could give itself more or lift its limit;
 * never part of a destroy. A warehouse that stands still costs nothing.
 */
export class AccessStack extends EnvironmentStack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    snowflakeProvider(this, props.deployment, []);
    const warehouse = computing(this, props);
    users(this, { ...props, warehouse, roles: roles(this, { ...props, warehouse }) });
  }
}
