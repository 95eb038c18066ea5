import type { Deployment } from '../../stacks/config/deployment.ts';
import type { Names } from '../../stacks/names.ts';

/** What the configuration says of the account; variables go first. */
export const snowflakeVariables = (
  { snowflakeOrganization, snowflakeAccount }: Deployment,
  names: Names,
): NodeJS.ProcessEnv => ({
  BITCOIN_PIPELINE_SNOWFLAKE_ACCOUNT: `${snowflakeOrganization}-${snowflakeAccount}`,
  BITCOIN_PIPELINE_SNOWFLAKE_WAREHOUSE: names.warehouse,
  BITCOIN_PIPELINE_SNOWFLAKE_DATABASE: names.database,
});
