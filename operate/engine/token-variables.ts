import { githubTokens } from '../../warehouse/snowflake/github-token.ts';

/**
 * What Snowflake's provider is told where it is to show a token of the workflow: one that is new, since a token lasts
 * minutes. Nothing where it knows another way in.
 */
export const tokenVariables = async (env: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> => {
  const askToken = githubTokens(env);
  if (askToken === null || env['SNOWFLAKE_AUTHENTICATOR'] !== 'WORKLOAD_IDENTITY') return {};
  return { SNOWFLAKE_WORKLOAD_IDENTITY_PROVIDER: 'OIDC', SNOWFLAKE_TOKEN: await askToken() };
};
