import { S3Client } from '@aws-sdk/client-s3';
import * as t from 'io-ts';

export interface S3Options {
  readonly bucket: string;
  readonly region: string;
  /** Of a store that speaks S3 elsewhere, by its path. @default the region's own */
  readonly endpoint?: string;
  /** Until the answer begins, and between two pieces of it. @default 30,000 */
  readonly requestTimeoutMs?: number;
}

/** An error of the client, by the service's word for it. */
export const isNamed = (error: unknown, name: string): boolean =>
  t.type({ name: t.literal(name) }).is(error);

/** One attempt a call, since every call is tried again above; a socket that went dead is a timeout. */
export const s3Client = ({
  region,
  endpoint,
  requestTimeoutMs = 30_000,
}: Omit<S3Options, 'bucket'>): S3Client =>
  new S3Client({
    region,
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: requestTimeoutMs,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
      socketTimeout: requestTimeoutMs,
    },
    ...(endpoint !== undefined && { endpoint, forcePathStyle: true }),
  });
