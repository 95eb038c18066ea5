import { gunzipSync } from 'node:zlib';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { readLine, type ReadLine } from '@bitcoin-pipeline/model';
import { right } from '../warehouse.ts';

const bytesOf = async (
  s3: S3Client,
  bucket: string,
  key: string,
  version?: string,
): Promise<Buffer> => {
  const { Body } = await s3.send(
    new GetObjectCommand({
      Bucket: bucket,
      Key: key,
      ...(version === undefined ? {} : { VersionId: version }),
    }),
  );
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
};

/** Keys of a bucket below a prefix. */
export const keysIn = async (
  s3: S3Client,
  bucket: string,
  prefix = '',
): Promise<ReadonlyArray<string>> => {
  const keys: Array<string> = [];
  let token: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
    );
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return keys;
};

/** What the lake in a bucket holds, by when it was observed. */
export const linesInBucket = async (
  s3: S3Client,
  bucket: string,
): Promise<ReadonlyArray<ReadLine>> => {
  const keys = (await keysIn(s3, bucket)).filter((key) => key.endsWith('.ndjson.gz'));
  const objects = await Promise.all(keys.map((key) => bytesOf(s3, bucket, key)));
  return objects
    .flatMap((bytes) => gunzipSync(bytes).toString().trimEnd().split('\n'))
    .map((text) => right(readLine(text)))
    .sort(
      ({ envelope: one }, { envelope: other }) =>
        one.observedAt.localeCompare(other.observedAt) ||
        one.epochId.localeCompare(other.epochId) ||
        one.ordinal - other.ordinal,
    );
};

/** The text of an object. */
export const textIn = async (s3: S3Client, bucket: string, key: string): Promise<string> =>
  (await bytesOf(s3, bucket, key)).toString();

/** Every text that an object of a versioned bucket has had, in no order. */
export const textsIn = async (
  s3: S3Client,
  bucket: string,
  key: string,
): Promise<ReadonlyArray<string>> => {
  const { Versions = [], IsTruncated } = await s3.send(
    new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key }),
  );
  if (IsTruncated === true) throw new Error('more versions than one answer lists');
  return Promise.all(
    Versions.map(async ({ VersionId }) =>
      (await bytesOf(s3, bucket, key, VersionId ?? '')).toString(),
    ),
  );
};
