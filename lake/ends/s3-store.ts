import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import * as E from 'fp-ts/lib/Either.js';
import { faultOfAws } from '../aws/fault.ts';
import { isNamed, s3Client, type S3Options } from '../aws/s3-client.ts';
import type { PutFault } from '../delivery/ports.ts';
import type { ObjectStore } from './object-store.ts';

/** Whether a body is exactly these bytes; reads no further than the first that differs. */
const isBody = async (body: AsyncIterable<Uint8Array>, bytes: Uint8Array): Promise<boolean> => {
  let offset = 0;
  for await (const chunk of body) {
    const end = offset + chunk.length;
    if (Buffer.compare(chunk, bytes.subarray(offset, end)) !== 0) return false;
    offset = end;
  }
  return offset === bytes.length;
};

/** What Node's client gives as a body. */
const isReadable = (body: unknown): body is AsyncIterable<Uint8Array> & { destroy(): void } =>
  typeof body === 'object' && body !== null && Symbol.asyncIterator in body && 'destroy' in body;

const conflict = (what: string): PutFault => ({
  code: 'conflict',
  isPermanent: true,
  message: `${what}: another object of that name is there; move it out of the lake, it goes on by itself then`,
});

/** Removed between the put and the look at it. */
const gone = (what: string): PutFault => ({
  code: 'unavailable',
  isPermanent: false,
  message: `${what}: the object that stood in the way is gone`,
});

/** Objects of a bucket, created and never overwritten. */
export const s3Store = (options: S3Options): ObjectStore => {
  const client = s3Client(options);
  const { bucket } = options;

  const holds = async (key: string, bytes: Uint8Array): Promise<boolean> => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (!isReadable(Body)) return false;
    try {
      return await isBody(Body, bytes);
    } finally {
      Body.destroy();
    }
  };

  /** The key is taken: by an earlier attempt whose answer was lost, or by someone else. */
  const lookBack = async (
    key: string,
    bytes: Uint8Array,
    what: string,
  ): Promise<E.Either<PutFault, void>> => {
    try {
      return (await holds(key, bytes)) ? E.right(undefined) : E.left(conflict(what));
    } catch (error) {
      return E.left(isNamed(error, 'NoSuchKey') ? gone(what) : faultOfAws(error, what));
    }
  };

  return {
    put: async (key, bytes) => {
      const what = `s3://${bucket}/${key}`;
      try {
        await client.send(
          new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, IfNoneMatch: '*' }),
        );
        return E.right(undefined);
      } catch (error) {
        return isNamed(error, 'PreconditionFailed')
          ? lookBack(key, bytes, what)
          : E.left(faultOfAws(error, what));
      }
    },
  };
};
