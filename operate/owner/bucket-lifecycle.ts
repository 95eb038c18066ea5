import {
  GetBucketLifecycleConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  type S3Client,
} from '@aws-sdk/client-s3';
import { orNone, type BucketPart } from './bucket-part.ts';

/** A state that was written over is of use for as long as nobody has noticed. */
const KEPT_DAYS = 90;

const wanted = {
  ID: 'old-versions',
  Status: 'Enabled',
  Filter: { Prefix: '' },
  NoncurrentVersionExpiration: { NoncurrentDays: KEPT_DAYS },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
} as const satisfies LifecycleRule;

const isWanted = ({ Status, NoncurrentVersionExpiration }: LifecycleRule): boolean =>
  Status === 'Enabled' && NoncurrentVersionExpiration?.NoncurrentDays === KEPT_DAYS;

/** Old versions end; what else is said of its objects stays. */
export const bucketLifecycle = (s3: S3Client, Bucket: string): BucketPart => {
  const held = async (): Promise<ReadonlyArray<LifecycleRule>> =>
    (
      await orNone(
        s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
        'NoSuchLifecycleConfiguration',
      )
    )?.Rules ?? [];
  return {
    what: `lets old versions go after ${KEPT_DAYS} days`,
    isSo: async () => (await held()).some((rule) => rule.ID === wanted.ID && isWanted(rule)),
    set: async () => {
      const others = (await held()).filter(({ ID }) => ID !== wanted.ID);
      return s3.send(
        new PutBucketLifecycleConfigurationCommand({
          Bucket,
          LifecycleConfiguration: { Rules: [...others, wanted] },
        }),
      );
    },
  };
};
