import type { S3Client } from '@aws-sdk/client-s3';
import * as E from 'fp-ts/lib/Either.js';
import { checkBucket, type WantedBucket } from './bucket.ts';
import { findEngine, type Engine } from './engine.ts';

interface Asked {
  /** A program; else the variable's, else the first that is there. */
  readonly engine?: string;
  readonly env: NodeJS.ProcessEnv;
  /** Of the region in which the bucket is wanted. */
  readonly s3: S3Client;
  readonly lake: WantedBucket;
}

/** What a deployment needs to be so before anything is applied. Left: each thing that is not, with the way out. */
export const preflight = async ({
  engine: named,
  env,
  s3,
  lake,
}: Asked): Promise<E.Either<ReadonlyArray<string>, Engine>> => {
  const [engine, bucket] = await Promise.all([findEngine(named, env), checkBucket(s3, lake)]);
  const faults = [
    ...(E.isLeft(engine) ? [engine.left.message] : []),
    ...(E.isLeft(bucket) ? [bucket.left] : []),
  ];
  return E.isRight(engine) && faults.length === 0 ? engine : E.left(faults);
};
