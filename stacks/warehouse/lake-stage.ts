import { LAKE_FORMAT, LAKE_STAGE, lakeLinesFormat, RAW_SCHEMA } from '@bitcoin-pipeline/model';
import type { RawTable } from '@bitcoin-pipeline/model';
import { FileFormat } from '@cdktf/provider-snowflake/lib/file-format/index.js';
import { Stage } from '@cdktf/provider-snowflake/lib/stage/index.js';
import { StorageIntegration } from '@cdktf/provider-snowflake/lib/storage-integration/index.js';
import type { Construct } from '../cdktf.ts';
import type { StackProps } from '../constructs/environment-stack.ts';
import type { Statement } from '../constructs/policy.ts';
import { Role } from '../constructs/role.ts';
import type { Names } from '../names.ts';

const ROLE = 'snowflake-lake';

const mayRead = (names: Names, tables: ReadonlyArray<RawTable>): ReadonlyArray<Statement> => {
  const prefixes = tables.map(({ prefix }) => `${prefix}*`);
  return [
    {
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
      resources: prefixes.map(names.lakeObjectsArn),
    },
    {
      actions: ['s3:ListBucket'],
      resources: [names.lakeArn],
      conditions: { StringLike: { 's3:prefix': prefixes } },
    },
    { actions: ['s3:GetBucketLocation'], resources: [names.lakeArn] },
  ];
};

/** What the pipes read through. */
export interface LakeStage {
  readonly stage: Stage;
  readonly format: FileFormat;
  readonly integration: StorageIntegration;
}

/**
 * The stage over the lake, and the integration by which Snowflake takes our role. Integration and role need each
 * other: the integration is told the role's name, which is a constant, and the role then whom to trust.
 */
export const lakeStage = (
  scope: Construct,
  { names, tables }: StackProps & { readonly tables: ReadonlyArray<RawTable> },
): LakeStage => {
  const integration = new StorageIntegration(scope, 'lake-integration', {
    name: names.storageIntegration,
    type: 'EXTERNAL_STAGE',
    storageProvider: 'S3',
    enabled: true,
    storageAllowedLocations: [names.lakeUrl],
    storageAwsRoleArn: names.roleArn(ROLE),
    storageAwsExternalId: names.snowflakeExternalId,
  });
  const role = new Role(scope, 'lake-role', {
    names,
    name: ROLE,
    description: 'Snowflake reads the lake',
    trust: [
      {
        principals: { AWS: integration.storageAwsIamUserArn },
        actions: ['sts:AssumeRole'],
        conditions: { StringEquals: { 'sts:ExternalId': names.snowflakeExternalId } },
      },
    ],
    may: mayRead(names, tables),
  });
  const place = { database: names.database, schema: RAW_SCHEMA };
  const format = new FileFormat(scope, 'lake-format', {
    ...place,
    name: LAKE_FORMAT,
    formatType: lakeLinesFormat.type,
    compression: lakeLinesFormat.compression,
    stripOuterArray: lakeLinesFormat.stripOuterArray,
    replaceInvalidCharacters: lakeLinesFormat.replaceInvalidCharacters,
  });
  const stage = new Stage(scope, 'lake-stage', {
    ...place,
    name: LAKE_STAGE,
    url: names.lakeUrl,
    storageIntegration: integration.name,
    dependsOn: [role.policy],
  });
  return { stage, format, integration };
};
