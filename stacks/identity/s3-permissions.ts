import { actions, type Permission } from './permission.ts';

const s3 = actions('s3');

/** What is kept is the lake; the other bucket is made anew from the sources. */
const bucket: Permission['on'] = ({ names, isKept }) => [
  isKept ? names.lakeArn : names.artifactsArn,
];

/** A part of a bucket that has a call to read and one to write; taking it away is writing it. */
const bucketPart = (read: string, ...write: ReadonlyArray<string>): Permission => ({
  on: bucket,
  read: s3(read),
  write: s3(...write),
  remove: s3(...write),
});

/** What the engine calls in S3, by type of resource. */
export const s3Permissions: Readonly<Record<string, Permission>> = {
  aws_s3_bucket: {
    on: bucket,
    // the provider looks at all of a bucket, whatever is written down
    read: s3(
      'GetAccelerateConfiguration',
      'GetBucketAcl',
      'GetBucketCORS',
      'GetBucketLocation',
      'GetBucketLogging',
      'GetBucketObjectLockConfiguration',
      'GetBucketPolicy',
      'GetBucketRequestPayment',
      'GetBucketTagging',
      'GetBucketVersioning',
      'GetBucketWebsite',
      'GetEncryptionConfiguration',
      'GetLifecycleConfiguration',
      'GetReplicationConfiguration',
      'ListBucket',
      'ListTagsForResource',
    ),
    write: s3('CreateBucket', 'PutBucketTagging', 'TagResource', 'UntagResource'),
    remove: s3('DeleteBucket', 'ListBucketVersions'),
  },
  aws_s3_bucket_lifecycle_configuration: bucketPart(
    'GetLifecycleConfiguration',
    'PutLifecycleConfiguration',
  ),
  aws_s3_bucket_notification: {
    ...bucketPart('GetBucketNotification', 'PutBucketNotification'),
    on: ({ names }) => [names.lakeArn], // whichever stack has it
  },
  aws_s3_bucket_ownership_controls: bucketPart(
    'GetBucketOwnershipControls',
    'PutBucketOwnershipControls',
  ),
  aws_s3_bucket_policy: {
    on: bucket,
    read: s3('GetBucketPolicy'),
    write: s3('PutBucketPolicy'),
    remove: s3('DeleteBucketPolicy'),
  },
  aws_s3_bucket_public_access_block: bucketPart(
    'GetBucketPublicAccessBlock',
    'PutBucketPublicAccessBlock',
  ),
  aws_s3_bucket_server_side_encryption_configuration: bucketPart(
    'GetEncryptionConfiguration',
    'PutEncryptionConfiguration',
  ),
  aws_s3_bucket_versioning: bucketPart('GetBucketVersioning', 'PutBucketVersioning'),
  aws_s3_object: {
    on: ({ names: { artifactsArn } }) => [`${artifactsArn}/*`],
    read: s3('GetObject', 'GetObjectTagging'),
    write: s3('PutObject', 'PutObjectTagging'),
    remove: s3('DeleteObject', 'DeleteObjectVersion'),
  },
};
