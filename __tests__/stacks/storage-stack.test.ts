import { describe, expect, it } from 'vitest';
import {
  placedIn,
  statementsOf,
  synthesise,
  theOne,
  type Resource,
} from '../support/stacks/synthesised.ts';

const all = synthesise();
const lakeArn = 'arn:aws:s3:::bitcoin-pipeline-prod-lake-111122223333';

describe('storage', () => {
  const storage = all['storage'];

  it('lets nobody in but by TLS, and none of our roles take anything away', () => {
    expect(statementsOf(theOne(storage, 'aws_s3_bucket_policy')['policy'])).toStrictEqual([
      {
        effect: 'Deny',
        actions: ['s3:*'],
        resources: [lakeArn, `${lakeArn}/*`],
        principal: '*',
        condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
      {
        effect: 'Deny',
        actions: [
          's3:DeleteBucket',
          's3:DeleteBucketPolicy',
          's3:DeleteObject',
          's3:DeleteObjectVersion',
        ],
        resources: [lakeArn, `${lakeArn}/*`],
        principal: '*',
        condition: {
          ArnLike: {
            'aws:PrincipalArn': [
              'arn:aws:iam::111122223333:role/bitcoin-pipeline-prod-*',
              'arn:aws:iam::111122223333:role/deploy/bitcoin-pipeline-prod-*',
            ],
          },
        },
      },
    ]);
  });

  it('covers by that every role there is', () => {
    for (const { resource } of placedIn(all).filter(({ type }) => type === 'aws_iam_role')) {
      const { name, path = '/' } = resource as { readonly name: string; readonly path?: string };
      expect(`role${path}${name}`).toMatch(/^role\/(deploy\/)?bitcoin-pipeline-prod-/);
    }
  });

  it('is encrypted, versioned and closed', () => {
    expect(theOne(storage, 'aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(theOne(storage, 'aws_s3_bucket_versioning')).toMatchObject({
      versioning_configuration: { status: 'Enabled' },
    });
    expect(theOne(storage, 'aws_s3_bucket_server_side_encryption_configuration')).toMatchObject({
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } }],
    });
  });

  it('lets old versions and aborted uploads expire, and no object', () => {
    const rules = theOne(storage, 'aws_s3_bucket_lifecycle_configuration')[
      'rule'
    ] as ReadonlyArray<Resource>;
    expect(rules.filter((rule) => 'expiration' in rule)).toStrictEqual([]);
    expect(rules.filter((rule) => 'noncurrent_version_expiration' in rule)).toHaveLength(2);
    expect(rules.filter((rule) => 'abort_incomplete_multipart_upload' in rule)).toHaveLength(1);
    expect(rules.flatMap((rule) => rule['transition'] ?? [])).toStrictEqual([
      { days: 30, storage_class: 'STANDARD_IA' },
    ]);
  });
});
