import { HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { faultOfAws } from '../lake/aws/fault.ts';

/** Where a deployment wants its lake. */
export interface WantedBucket {
  readonly name: string;
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
}

const Answered = t.type({ $metadata: t.type({ httpStatusCode: t.number }) });
const Redirected = t.type({
  $response: t.type({ headers: t.type({ 'x-amz-bucket-region': t.string }) }),
});

const statusOf = (error: unknown): number | null =>
  Answered.is(error) ? error.$metadata.httpStatusCode : null;

/** Of a question that got no answer. */
const unasked = ({ name }: WantedBucket, error: unknown): string =>
  `S3 did not say whether the bucket ${name} is there (${faultOfAws(error, name).code}): check the credentials, the region and the network, then try again`;

const elsewhere = ({ name, region }: WantedBucket, there: string): string =>
  `the bucket ${name} is in ${there}, and storage is to be deployed into ${region}: a bucket cannot move. Set the region to ${there}, or give the lake another bucket name`;

const taken = ({ name, account }: WantedBucket): string =>
  `the bucket name ${name} is taken: there is such a bucket, and account ${account} with these credentials may not see it. Bucket names are one list for the whole world: choose another, or take credentials of the account that owns it`;

const readError = (wanted: WantedBucket, error: unknown): E.Either<string, 'absent'> => {
  const status = statusOf(error);
  if (status === 404) return E.right('absent');
  // which of the two depends on the region that was asked
  if (Redirected.is(error) && (status === 301 || status === 400))
    return E.left(elsewhere(wanted, error.$response.headers['x-amz-bucket-region']));
  return E.left(status === 403 ? taken(wanted) : unasked(wanted, error));
};

/**
 * Whether the lake's bucket can be made, or taken on, where it is wanted; asked before anything is applied. Left: why
 * not, and the way out. Right: whether it is there already.
 * @param client of the wanted region
 */
export const checkBucket = async (
  client: S3Client,
  wanted: WantedBucket,
): Promise<E.Either<string, 'absent' | 'there'>> => {
  const { name: Bucket, account: ExpectedBucketOwner, region } = wanted;
  try {
    const { BucketRegion } = await client.send(
      new HeadBucketCommand({ Bucket, ExpectedBucketOwner }),
    );
    return BucketRegion === undefined || BucketRegion === region
      ? E.right('there')
      : E.left(elsewhere(wanted, BucketRegion));
  } catch (error) {
    return readError(wanted, error);
  }
};
