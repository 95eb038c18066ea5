import { HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { faultOfAws } from '../lake/aws/fault.ts';

/** Where a deployment wants its lake, or its states. */
export interface WantedBucket {
  readonly holds: 'lake' | 'states';
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

/** Its name follows from those of environment and account. */
const another: Readonly<Record<WantedBucket['holds'], string>> = {
  lake: 'give the lake another bucket name',
  states: 'give the environment another name',
};

const elsewhere = ({ name, region, holds }: WantedBucket, there: string): string =>
  `the bucket ${name} is in ${there}, and ${holds === 'lake' ? 'storage is to be deployed into' : 'the states are to lie in'} ${region}: a bucket cannot move. Set the region to ${there}, or ${another[holds]}`;

const taken = ({ name, account, holds }: WantedBucket): string =>
  `the bucket name ${name} is taken: there is such a bucket, and account ${account} with these credentials may not see it. Bucket names are one list for the whole world: ${holds === 'lake' ? 'choose another' : another.states}, or take credentials of the account that owns it`;

const readError = (wanted: WantedBucket, error: unknown): E.Either<string, 'absent'> => {
  const status = statusOf(error);
  if (status === 404) return E.right('absent');
  // which of the two depends on the region that was asked
  if (Redirected.is(error) && (status === 301 || status === 400))
    return E.left(elsewhere(wanted, error.$response.headers['x-amz-bucket-region']));
  return E.left(status === 403 ? taken(wanted) : unasked(wanted, error));
};

/**
 * Whether the bucket can be made, or taken on, where it is wanted; asked before anything is applied. Left: why
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
