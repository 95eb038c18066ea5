import { RAW_SCHEMA, snowflakeCopy, snowflakePipeName } from '@bitcoin-pipeline/model';
import type { RawTable } from '@bitcoin-pipeline/model';
import { S3BucketNotification } from '@cdktf/provider-aws/lib/s3-bucket-notification/index.js';
import { Execute } from '@cdktf/provider-snowflake/lib/execute/index.js';
import type { NotificationIntegration } from '@cdktf/provider-snowflake/lib/notification-integration/index.js';
import { Pipe } from '@cdktf/provider-snowflake/lib/pipe/index.js';
import type { Construct } from '../cdktf.ts';
import type { StackProps } from '../constructs/environment-stack.ts';
import type { LakeStage } from './lake-stage.ts';

export interface PipesProps extends StackProps, LakeStage {
  readonly tables: ReadonlyArray<RawTable>;
  readonly errors: NotificationIntegration;
}

/** A pipe and the part of the lake it reads. */
export interface MadePipe {
  readonly table: RawTable;
  readonly pipe: Pipe;
}

const makePipe = (scope: Construct, props: PipesProps, table: RawTable): Pipe => {
  const { names, stage, format, errors } = props;
  const stageAddress = `${stage.terraformResourceType}.${stage.friendlyUniqueId}`;
  return new Pipe(scope, `pipe-${table.name}`, {
    database: names.database,
    schema: RAW_SCHEMA,
    name: snowflakePipeName(table),
    copyStatement: snowflakeCopy(table, names.database),
    autoIngest: true,
    errorIntegration: errors.name,
    dependsOn: [stage, format],
    // a pipe whose stage was replaced stands still
    lifecycle: {
      replaceTriggeredBy: [`${stageAddress}.url`, `${stageAddress}.storage_integration`],
    },
  });
};

/**
 * Loads what arrived while no pipe was there, up to 7 days back. The pipe's name is only known when it was made: a
 * pipe made anew makes this anew. What is loaded twice has one `event_id` and counts once.
 */
const catchUp = (
  scope: Construct,
  { table, pipe }: MadePipe,
  notification: S3BucketNotification,
): void => {
  new Execute(scope, `catch-up-${table.name}`, {
    execute: `ALTER PIPE ${pipe.fullyQualifiedName} REFRESH`,
    revert: 'SELECT 1', // what is loaded stays
    dependsOn: [notification], // from here on nothing is missed
  });
};

/** A pipe for each raw table, told of new objects by the lake's one notification. */
export const pipes = (scope: Construct, props: PipesProps): ReadonlyArray<MadePipe> => {
  const { names, tables } = props;
  const made = tables.map((table) => ({ table, pipe: makePipe(scope, props, table) }));
  // a second one for the same bucket, anywhere, would take this one's place without a word
  const notification = new S3BucketNotification(scope, 'new-objects', {
    bucket: names.lake,
    queue: made.map(({ table, pipe }) => ({
      id: table.name,
      queueArn: pipe.notificationChannel,
      events: ['s3:ObjectCreated:*'],
      filterPrefix: table.prefix,
    })),
  });
  made.forEach((each) => catchUp(scope, each, notification));
  return made;
};
