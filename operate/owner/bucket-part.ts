import { isNamed } from '../../lake/aws/s3-client.ts';

/** One thing that is so of a bucket, or is made so. Rejects with the service's error. */
export interface BucketPart {
  readonly what: string;
  readonly isSo: () => Promise<boolean>;
  readonly set: () => Promise<unknown>;
}

/** Null: the bucket has none. @param absent the service's word for it */
export const orNone = async <A>(asked: Promise<A>, absent: string): Promise<A | null> => {
  try {
    return await asked;
  } catch (error) {
    if (isNamed(error, absent)) return null;
    throw error;
  }
};
