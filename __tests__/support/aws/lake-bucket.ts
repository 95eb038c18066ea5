import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, vi } from 'vitest';
import { credentials, startMinistack, type Ministack } from './ministack.ts';

/** A bucket of its own for the tests of a file. */
export const lakeBucket = { bucket: 'lake', region: 'us-east-1' } as const;

/** Starts a server with that bucket for the tests of a file, and sets the credentials; the client and address are there once they run. */
export const withLakeBucket = (): {
  readonly s3: () => S3Client;
  readonly endpoint: () => string;
} => {
  let made: { readonly ministack: Ministack; readonly s3: S3Client } | null = null;
  const there = () => {
    if (made === null) throw new Error('no test runs yet');
    return made;
  };
  beforeAll(async () => {
    for (const [name, value] of Object.entries(credentials)) vi.stubEnv(name, value);
    const ministack = await startMinistack();
    const { endpoint } = ministack;
    const s3 = new S3Client({ endpoint, region: lakeBucket.region, forcePathStyle: true });
    made = { ministack, s3 };
    await s3.send(new CreateBucketCommand({ Bucket: lakeBucket.bucket }));
  });
  afterAll(async () => {
    made?.s3.destroy();
    await made?.ministack.stop();
    vi.unstubAllEnvs();
  });
  return { s3: () => there().s3, endpoint: () => there().ministack.endpoint };
};
