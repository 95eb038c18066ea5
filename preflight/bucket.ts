import { GetBucketLocationCommand, HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3';
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

/** The oldest region has no name there, and Ireland an old one. */
const regionOf = (constraint: string | undefined): string => {
  if (constraint === undefined || constraint === '') return 'us-east-1';
  return constraint === 'EU' ? 'eu-west-1' : constraint;
};

/** Of a question that got no answer. */
const unasked = ({ name }: WantedBucket, error: unknown): string =>
  `S3 did not say whether the bucket ${name} is there (${faultOfAws(error, name).code}): check the credentials, the region and the network, then try again`;

const elsewhere = ({ name, region }: WantedBucket, there: string): string =>
  `the bucket ${name} is in ${there}, and storage is to be deployed into ${region}: a bucket cannot move. Set the region to ${there}, or give the lake another bucket name`;

const taken = ({ name, account }: WantedBucket): string =>
  `the bucket name ${name} is taken: there is such a bucket, and account ${account} with these credentials may not see it. Bucket names are one list for the whole world: choose another, or take credentials of the account that owns it`;

/** Whether the bucket is there, and may be. Left: a sentence. */
const head = async (client: S3Client, wanted: WantedBucket): Promise<E.Either<string, boolean>> => {
  try {
    await client.send(
      new HeadBucketCommand({ Bucket: wanted.name, ExpectedBucketOwner: wanted.account }),
    );
    return E.right(true);
  } catch (error) {
    const status = statusOf(error);
    if (status === 404) return E.right(false);
    // which of the two depends on the region that was asked
    if (Redirected.is(error) && (status === 301 || status === 400))
      return E.left(elsewhere(wanted, error.$response.headers['x-amz-bucket-region']));
    if (status === 403) return E.left(taken(wanted));
    return E.left(unasked(wanted, error));
  }
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
  const found = await head(client, wanted);
  if (E.isLeft(found)) return found;
  if (!found.right) return E.right('absent');
  try {
    const { LocationConstraint } = await client.send(
      new GetBucketLocationCommand({
        Bucket: wanted.name,
        ExpectedBucketOwner: wanted.account,
      }),
    );
    const there = regionOf(LocationConstraint);
    return there === wanted.region ? E.right('there') : E.left(elsewhere(wanted, there));
  } catch (error) {
    return E.left(unasked(wanted, error));
  }
};
