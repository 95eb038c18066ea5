import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { isNamed } from '../../lake/aws/s3-client.ts';

/** A packed listener where instances get it. */
export interface KeptArtifact {
  readonly key: string;
  readonly bytes: Uint8Array;
}

/** The bucket of packed listeners. Rejects with the service's error. */
export interface Artifacts {
  /** None where there is no bucket yet. */
  readonly keys: () => Promise<ReadonlyArray<string>>;
  readonly read: (key: string) => Promise<KeptArtifact>;
  readonly write: (artifact: KeptArtifact) => Promise<void>;
}

export const artifactsIn = (client: S3Client, bucket: string, prefix: string): Artifacts => ({
  keys: async () => {
    try {
      const { Contents = [] } = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }), // a few: an apply takes away the one before
      );
      return Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
    } catch (error) {
      if (isNamed(error, 'NoSuchBucket')) return [];
      throw error;
    }
  },
  read: async (key) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return { key, bytes: (await Body?.transformToByteArray()) ?? new Uint8Array() };
  },
  write: async ({ key, bytes }) => {
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }));
  },
});
