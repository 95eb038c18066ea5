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
