import type { RawTable } from '@bitcoin-pipeline/model';
import type { Construct } from './cdktf.ts';
import { AwsStack } from './constructs/aws-stack.ts';
import type { StackProps } from './constructs/environment-stack.ts';
import { snowflakeProvider } from './constructs/snowflake.ts';
import { errorIntegration } from './warehouse/error-integration.ts';
import { grants } from './warehouse/grants.ts';
import { lakeStage } from './warehouse/lake-stage.ts';
import { pipes } from './warehouse/pipes.ts';

export interface WarehouseStackProps extends StackProps {
  /** The raw tables of the model: each has a pipe. */
  readonly tables: ReadonlyArray<RawTable>;
}

/** How the lake gets into the raw tables, and what roles may do with them. */
export class WarehouseStack extends AwsStack {
  constructor(scope: Construct, id: string, props: WarehouseStackProps) {
    super(scope, id, props);
    snowflakeProvider(this, props.deployment, [
      'snowflake_storage_integration_resource',
      'snowflake_notification_integration_resource',
      'snowflake_file_format_resource',
      'snowflake_stage_resource',
      'snowflake_pipe_resource',
    ]);
    const stage = lakeStage(this, props);
    const errors = errorIntegration(this, props);
    const made = pipes(this, { ...props, ...stage, errors });
    const integrations = [stage.integration.name, errors.name];
    grants(this, { ...props, ...stage, pipes: made, integrations });
  }
}
