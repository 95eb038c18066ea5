import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration/index.js';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning/index.js';
import type { Construct } from './cdktf.ts';
import { AwsStack } from './constructs/aws-stack.ts';
import type { StackProps } from './constructs/environment-stack.ts';
import { closeBucket } from './constructs/closed-bucket.ts';
import { lakeLifecycle } from './constructs/lake-lifecycle.ts';
import type { Statement } from './constructs/policy.ts';
import { kept, pinned } from './constructs/stateful.ts';
import type { Names } from './names.ts';

/** No role of ours takes anything out of the lake, nor lifts this. What expires by the lifecycle is old versions. */
const nobodyEmpties = ({ lakeArn, runtimeRolesArn, deployRolesArn }: Names): Statement => ({
  sid: 'NobodyEmptiesTheLake',
  effect: 'Deny',
  principals: '*',
  actions: [
    's3:DeleteBucket',
    's3:DeleteBucketPolicy',
    's3:DeleteObject',
    's3:DeleteObjectVersion',
  ],
  resources: [lakeArn, `${lakeArn}/*`],
  conditions: { ArnLike: { 'aws:PrincipalArn': [runtimeRolesArn, deployRolesArn] } },
});

/** The lake. Never part of a destroy. */
export class StorageStack extends AwsStack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const { names } = props;
    const lake = pinned(
      new S3Bucket(this, 'lake', { bucket: names.lake, forceDestroy: false, lifecycle: kept }),
      'lake',
    );
    const versioning = pinned(
      new S3BucketVersioningA(this, 'versioning', {
        bucket: lake.id,
        versioningConfiguration: { status: 'Enabled' },
        lifecycle: kept,
      }),
      'lake_versioning',
    );
    closeBucket(this, lake, names.lakeArn, [nobodyEmpties(names)]);
    new S3BucketLifecycleConfiguration(this, 'lifecycle', {
      bucket: lake.id,
      rule: lakeLifecycle(names),
      dependsOn: [versioning], // rules about old versions are refused where there are none
    });
  }
}
