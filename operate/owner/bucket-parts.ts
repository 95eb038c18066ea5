import {
  GetBucketEncryptionCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  type PublicAccessBlockConfiguration,
  type S3Client,
} from '@aws-sdk/client-s3';
import { bucketLifecycle } from './bucket-lifecycle.ts';
import { orNone, type BucketPart } from './bucket-part.ts';
import { bucketPolicy } from './bucket-policy.ts';

const closed = {
  BlockPublicAcls: true,
  BlockPublicPolicy: true,
  IgnorePublicAcls: true,
  RestrictPublicBuckets: true,
} as const satisfies PublicAccessBlockConfiguration;

const versioning = (s3: S3Client, Bucket: string): BucketPart => ({
  what: 'keeps versions',
  isSo: async () =>
    (await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status === 'Enabled',
  set: () =>
    s3.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    ),
});

/** By whichever key: one of the owner's own is as good. */
const encryption = (s3: S3Client, Bucket: string): BucketPart => ({
  what: 'encrypts what lies in it',
  isSo: async () => {
    const held = await orNone(
      s3.send(new GetBucketEncryptionCommand({ Bucket })),
      'ServerSideEncryptionConfigurationNotFoundError',
    );
    return (held?.ServerSideEncryptionConfiguration?.Rules ?? []).length > 0;
  },
  set: () =>
    s3.send(
      new PutBucketEncryptionCommand({
        Bucket,
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      }),
    ),
});

const ownership = (s3: S3Client, Bucket: string): BucketPart => ({
  what: 'belongs to the account, objects and all',
  isSo: async () => {
    const held = await orNone(
      s3.send(new GetBucketOwnershipControlsCommand({ Bucket })),
      'OwnershipControlsNotFoundError',
    );
    return held?.OwnershipControls?.Rules?.[0]?.ObjectOwnership === 'BucketOwnerEnforced';
  },
  set: () =>
    s3.send(
      new PutBucketOwnershipControlsCommand({
        Bucket,
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      }),
    ),
});

const publicAccess = (s3: S3Client, Bucket: string): BucketPart => ({
  what: 'is closed to the public',
  isSo: async () => {
    const held = await orNone(
      s3.send(new GetPublicAccessBlockCommand({ Bucket })),
      'NoSuchPublicAccessBlockConfiguration',
    );
    const block = held?.PublicAccessBlockConfiguration;
    return Object.keys(closed).every((key) => block?.[key as keyof typeof closed] === true);
  },
  set: () =>
    s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: closed })),
});

/** What the bucket of the states has to be, whoever made it. The policy after what says who may see the bucket. */
export const bucketParts = (
  s3: S3Client,
  bucket: string,
  arn: string,
): ReadonlyArray<BucketPart> => [
  versioning(s3, bucket),
  encryption(s3, bucket),
  ownership(s3, bucket),
  publicAccess(s3, bucket),
  bucketPolicy(s3, bucket, arn),
  bucketLifecycle(s3, bucket),
];
