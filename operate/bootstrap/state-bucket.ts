import {
  CreateBucketCommand,
  type BucketLocationConstraint,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Names } from '../../stacks/names.ts';
import type { BucketPart } from '../owner/bucket-part.ts';
import { bucketParts } from '../owner/bucket-parts.ts';
import type { Deed } from './deeds.ts';

/** The region that is not named where a bucket is made. */
const UNNAMED_REGION = 'us-east-1';

const create = async (s3: S3Client, { state, region }: Names): Promise<void> => {
  await s3.send(
    new CreateBucketCommand({
      Bucket: state,
      ...(region === UNNAMED_REGION
        ? {}
        : {
            CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint },
          }),
    }),
  );
};

const lacking = async (parts: ReadonlyArray<BucketPart>): Promise<ReadonlyArray<BucketPart>> => {
  const missing: Array<BucketPart> = [];
  for (const part of parts) if (!(await part.isSo())) missing.push(part);
  return missing;
};

/**
 * The bucket of the states, which has to be there before anything is applied; one that is there is held to the same and
 * mended. Rejects with the service's error.
 */
export const stateBucket = async (
  s3: S3Client,
  names: Names,
  isThere: boolean,
  isDry: boolean,
): Promise<Deed> => {
  const what = `bucket ${names.state}`;
  const parts = bucketParts(s3, names.state, names.stateArn);
  if (!isThere && !isDry) await create(s3, names);
  const missing = isThere || !isDry ? await lacking(parts) : parts;
  if (!isDry) for (const part of missing) await part.set();
  const told = missing.map((part) => part.what);
  if (!isThere) return { what, outcome: isDry ? 'would be made' : 'made', told };
  if (missing.length === 0) return { what, outcome: 'was there', told };
  return { what, outcome: isDry ? 'would be changed' : 'changed', told };
};
