import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A resource's or source's arguments, by its type and name. */
type Blocks = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** What a stack holds, as cdktf writes it. */
export interface FixtureStack {
  readonly needs?: ReadonlyArray<string>;
  readonly resource: Blocks;
  readonly data?: Blocks;
  readonly output?: Readonly<Record<string, object>>;
}

export type Fixture = Readonly<Record<string, FixtureStack>>;

const policy = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [statement] });

/** What a role may be taken by. */
const trustOf = (service: string): string =>
  policy({
    Effect: 'Allow',
    Principal: { Service: `${service}.amazonaws.com` },
    Action: 'sts:AssumeRole',
  });

const kept = { prevent_destroy: true };

/** A bucket, what writes into it, a table and a pipe: small, and of each kind of block that the real stacks have. */
export const fixture = {
  storage: {
    resource: {
      aws_s3_bucket: { lake: { bucket: 'the-lake', force_destroy: false, lifecycle: kept } },
      aws_s3_bucket_versioning: {
        versioning: {
          bucket: '${aws_s3_bucket.lake.id}',
          versioning_configuration: { status: 'Enabled' },
        },
      },
    },
  },
  tables: {
    resource: {
      snowflake_database: { raw: { name: 'RAW', lifecycle: kept } },
      snowflake_schema: {
        mempool: { database: '${snowflake_database.raw.name}', name: 'MEMPOOL', lifecycle: kept },
      },
      snowflake_table: {
        blocks: {
          database: '${snowflake_database.raw.name}',
          schema: '${snowflake_schema.mempool.name}',
          name: 'BLOCKS',
          column: [
            { name: 'PAYLOAD', type: 'VARIANT' },
            { name: '_FILE', type: 'VARCHAR(1024)' },
          ],
          lifecycle: kept,
        },
      },
    },
  },
  stream: {
    needs: ['storage'],
    data: { aws_caller_identity: { me: {} } },
    resource: {
      aws_cloudwatch_log_group: { errors: { name: '/stream', retention_in_days: 14 } },
      aws_iam_role: {
        delivery: {
          name: 'delivery',
          assume_role_policy: trustOf('firehose'),
          description: '${data.aws_caller_identity.me.user_id}',
        },
      },
      aws_iam_role_policy: {
        delivery: {
          role: '${aws_iam_role.delivery.id}',
          policy: policy({
            Effect: 'Allow',
            Action: ['s3:PutObject'],
            Resource: 'arn:aws:s3:::the-lake/*',
          }),
        },
      },
      aws_kinesis_firehose_delivery_stream: {
        blocks: {
          name: 'blocks',
          destination: 'extended_s3',
          extended_s3_configuration: {
            role_arn: '${aws_iam_role.delivery.arn}',
            bucket_arn: 'arn:aws:s3:::the-lake',
            buffering_interval: 60,
            cloudwatch_logging_options: {
              enabled: true,
              log_group_name: '${aws_cloudwatch_log_group.errors.name}',
              log_stream_name: 'S3Delivery',
            },
          },
          depends_on: ['aws_iam_role_policy.delivery'],
        },
      },
    },
    output: {
      account: { value: '${data.aws_caller_identity.me.account_id}' },
    },
  },
  warehouse: {
    needs: ['tables', 'storage'],
    resource: {
      snowflake_stage: {
        lake: { database: 'RAW', schema: 'MEMPOOL', name: 'LAKE', url: 's3://the-lake/' },
      },
      snowflake_pipe: {
        blocks: {
          database: 'RAW',
          schema: 'MEMPOOL',
          name: 'BLOCKS',
          auto_ingest: true,
          copy_statement:
            'COPY INTO RAW.MEMPOOL.BLOCKS FROM @${snowflake_stage.lake.fully_qualified_name}',
        },
      },
      aws_s3_bucket_notification: {
        arrivals: {
          bucket: 'the-lake',
          queue: [
            {
              queue_arn: '${snowflake_pipe.blocks.notification_channel}',
              events: ['s3:ObjectCreated:*'],
              filter_prefix: 'mempool-data/',
            },
          ],
        },
      },
    },
  },
} as const satisfies Fixture;

const providers = {
  aws: { source: 'aws', version: '6.25.0' },
  snowflake: { source: 'snowflakedb/snowflake', version: '2.11.0' },
} as const;
const configured = {
  aws: [{ region: 'eu-central-1', allowed_account_ids: ['111122223333'] }],
  snowflake: [{}],
} as const;

const jsonOf = (name: string, { resource, data, output }: FixtureStack): object => {
  const types = [...Object.keys(resource), ...Object.keys(data ?? {})];
  const used = (['aws', 'snowflake'] as const).filter((provider) =>
    types.some((type) => type.startsWith(`${provider}_`)),
  );
  return {
    '//': { metadata: { backend: 's3', stackName: name, version: '0.21.0' }, outputs: {} },
    terraform: {
      backend: { s3: { bucket: 'the-state', key: 'a.tfstate', region: 'eu-central-1' } },
      required_providers: Object.fromEntries(used.map((each) => [each, providers[each]])),
    },
    provider: Object.fromEntries(used.map((each) => [each, configured[each]])),
    resource,
    ...(data && { data }),
    ...(output && { output }),
  };
};

/** Writes stacks as cdktf would. */
export const writeFixture = (
  stacks: Fixture = fixture,
): { readonly out: string; readonly remove: () => void } => {
  const out = mkdtempSync(join(tmpdir(), 'cdktf-out-'));
  const manifest = Object.entries(stacks).map(([name, stack]) => {
    const folder = `stacks/${name}`;
    mkdirSync(join(out, folder), { recursive: true });
    writeFileSync(join(out, folder, 'cdk.tf.json'), JSON.stringify(jsonOf(name, stack), null, 2));
    return {
      name,
      constructPath: name,
      workingDirectory: folder,
      synthesizedStackPath: `${folder}/cdk.tf.json`,
      annotations: [],
      dependencies: stack.needs ?? [],
    };
  });
  writeFileSync(
    join(out, 'manifest.json'),
    JSON.stringify({
      version: '0.21.0',
      stacks: Object.fromEntries(manifest.map((each) => [each.name, each])),
    }),
  );
  return { out, remove: () => rmSync(out, { recursive: true, force: true }) };
};
