import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import * as E from 'fp-ts/lib/Either.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkBucket } from '../../preflight/bucket.ts';
import { withLakeBucket } from '../support/aws/lake-bucket.ts';
import { nowhere, serve } from '../support/http-server.ts';

const { s3, endpoint } = withLakeBucket();
const ACCOUNT = '000000000000';
const wanted = { holds: 'lake', region: 'eu-central-1', account: ACCOUNT } as const;

const clientAt = (url: string): S3Client => {
  const client = new S3Client({
    endpoint: url,
    region: wanted.region,
    forcePathStyle: true,
    maxAttempts: 1,
  });
  onTestFinished(() => client.destroy());
  return client;
};

describe('before storage is deployed', () => {
  it('a bucket that is not there yet is no hindrance', async () => {
    expect(await checkBucket(clientAt(endpoint()), { ...wanted, name: 'not-there' })).toStrictEqual(
      E.right('absent'),
    );
  });

  it('nor is one of ours in that region', async () => {
    await s3().send(
      new CreateBucketCommand({
        Bucket: 'ours',
        CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
      }),
    );
    expect(await checkBucket(clientAt(endpoint()), { ...wanted, name: 'ours' })).toStrictEqual(
      E.right('there'),
    );
  });

  it('one in another region is, and the sentence says where it is and what to do', async () => {
    await s3().send(
      new CreateBucketCommand({
        Bucket: 'elsewhere',
        CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
      }),
    );
    expect(await checkBucket(clientAt(endpoint()), { ...wanted, name: 'elsewhere' })).toStrictEqual(
      E.left(
        'the bucket elsewhere is in eu-west-1, and storage is to be deployed into eu-central-1: a bucket cannot move. Set the region to eu-west-1, or give the lake another bucket name',
      ),
    );
  });

  it('so is one in the region that has no name', async () => {
    await s3().send(new CreateBucketCommand({ Bucket: 'oldest' }));
    expect(await checkBucket(clientAt(endpoint()), { ...wanted, name: 'oldest' })).toStrictEqual(
      E.left(expect.stringContaining('the bucket oldest is in us-east-1')),
    );
  });
});

/** Answers as S3 does of itself, where ministack would not. */
const answering = (status: number, headers: Readonly<Record<string, string>> = {}) =>
  serve((_, response) => {
    response.writeHead(status, headers).end();
  });

describe('what S3 answers to a head', () => {
  it.each([200, 301, 400])('%i with the region of the bucket: it is there', async (status) => {
    const url = await answering(status, { 'x-amz-bucket-region': 'ap-south-1' });
    expect(await checkBucket(clientAt(url), { ...wanted, name: 'lake' })).toStrictEqual(
      E.left(expect.stringContaining('the bucket lake is in ap-south-1, and storage is to be')),
    );
  });

  it('403, whichever region it names: the name is taken', async () => {
    const url = await answering(403, { 'x-amz-bucket-region': 'ap-south-1' });
    expect(await checkBucket(clientAt(url), { ...wanted, name: 'lake' })).toStrictEqual(
      E.left(
        'the bucket name lake is taken: there is such a bucket, and account 000000000000 with these credentials may not see it. Bucket names are one list for the whole world: choose another, or take credentials of the account that owns it',
      ),
    );
  });

  it('403 to all but the owner: the account that is deployed to is the one that is asked for', async () => {
    const url = await serve(({ headers }, response) => {
      const isOwner = headers['x-amz-expected-bucket-owner'] === '444455556666';
      response.writeHead(isOwner ? 404 : 403).end();
    });
    const askedBy = (account: string) =>
      checkBucket(clientAt(url), { ...wanted, account, name: 'lake' });
    expect(await askedBy('444455556666')).toStrictEqual(E.right('absent'));
    expect(await askedBy('111122223333')).toStrictEqual(
      E.left(expect.stringContaining('the bucket name lake is taken')),
    );
  });

  it.each([
    [400, 'refused'],
    [503, 'unavailable'],
  ])('%i and nothing else: nothing is known', async (status, code) => {
    expect(
      await checkBucket(clientAt(await answering(status)), { ...wanted, name: 'lake' }),
    ).toStrictEqual(
      E.left(
        `S3 did not say whether the bucket lake is there (${code}): check the credentials, the region and the network, then try again`,
      ),
    );
  });

  it('no answer: nothing is known either', async () => {
    expect(await checkBucket(clientAt(await nowhere()), { ...wanted, name: 'lake' })).toStrictEqual(
      E.left(expect.stringContaining('S3 did not say whether')),
    );
  });
});
