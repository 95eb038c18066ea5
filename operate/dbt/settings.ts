import type { Deployment } from '../../stacks/config/deployment.ts';
import { namesOf } from '../../stacks/names.ts';

/**
 * What dbt's profile reads of the environment. Who builds as somebody else (a laptop, with a key) says so by the same
 * variables, which go before.
 * @param token of GitHub; null outside a workflow
 */
export const settingsOf = (
  deployment: Deployment,
  token: string | null,
): Readonly<Record<string, string>> => {
  const names = namesOf(deployment);
  return {
    SNOWFLAKE_ACCOUNT: `${deployment.snowflakeOrganization}-${deployment.snowflakeAccount}`,
    SNOWFLAKE_USER: names.snowflakeUser(names.transformer),
    SNOWFLAKE_ROLE: names.transformer,
    SNOWFLAKE_WAREHOUSE: names.warehouse,
    SNOWFLAKE_DATABASE: names.database,
    ...(token === null ? {} : { SNOWFLAKE_TOKEN: token }),
  };
};

/** The same for who asks by the SQL API, as the same user: by the workflow's token, or by the key. */
export const askedAs = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  BITCOIN_PIPELINE_SNOWFLAKE_ACCOUNT: env['SNOWFLAKE_ACCOUNT'],
  BITCOIN_PIPELINE_SNOWFLAKE_USER: env['SNOWFLAKE_USER'],
  BITCOIN_PIPELINE_SNOWFLAKE_PRIVATE_KEY_FILE: env['SNOWFLAKE_PRIVATE_KEY_PATH'],
  BITCOIN_PIPELINE_SNOWFLAKE_ROLE: env['SNOWFLAKE_ROLE'],
  BITCOIN_PIPELINE_SNOWFLAKE_WAREHOUSE: env['SNOWFLAKE_WAREHOUSE'],
  BITCOIN_PIPELINE_SNOWFLAKE_DATABASE: env['SNOWFLAKE_DATABASE'],
  ...env,
});
