import { SnowflakeProvider } from '@cdktf/provider-snowflake/lib/provider/index.js';
import type { TerraformStack } from '../cdktf.ts';
import type { Deployment } from '../config/deployment.ts';

/** What the provider still calls a preview, of what we use. */
type Preview =
  | 'snowflake_table_resource'
  | 'snowflake_stage_resource'
  | 'snowflake_pipe_resource'
  | 'snowflake_file_format_resource'
  | 'snowflake_storage_integration_resource'
  | 'snowflake_notification_integration_resource';

/**
 * The account. Who asks, and by what, is told by `SNOWFLAKE_*` variables where the engine runs: what stands here is
 * written into files.
 */
export const snowflakeProvider = (
  stack: TerraformStack,
  { snowflakeOrganization, snowflakeAccount }: Deployment,
  previewFeaturesEnabled: ReadonlyArray<Preview>,
): void => {
  new SnowflakeProvider(stack, 'snowflake', {
    organizationName: snowflakeOrganization,
    accountName: snowflakeAccount,
    previewFeaturesEnabled: [...previewFeaturesEnabled],
    params: { TIMEZONE: 'UTC' }, // `_loaded_at` is in the zone of whoever made the pipe
  });
};

/** A name as SQL reads it whatever it is made of: `"BITCOIN_PROD"."RAW"`. */
export const qualified = (...names: ReadonlyArray<string>): string =>
  names.map((name) => `"${name}"`).join('.');
