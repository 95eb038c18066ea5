import { HeadBucketCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { streams, type StreamName } from '@bitcoin-pipeline/model';
import * as t from 'io-ts';
import type { Names } from '../../stacks/names.ts';

/** What lies in the lake. Rejects with the service's error. */
export interface LakeLook {
  readonly bucket: string;
  readonly isThere: () => Promise<boolean>;
  /**
   * UTC in milliseconds, a whole second, of the newest object that Firehose brought since, which is the listener's: the
   * poller writes its own beside them. Null: there is none.
   */
  readonly delivered: (stream: StreamName, sinceMs: number) => Promise<number | null>;
}

const HOUR_MS = 3_600_000;

const isMissing = t.type({ $metadata: t.type({ httpStatusCode: t.literal(404) }) }).is;

/** Firehose and the poller lay objects by hours of UTC; the newest first. */
const hourPrefixes = (prefix: string, sinceMs: number, nowMs: number): ReadonlyArray<string> => {
  const last = Math.floor(nowMs / HOUR_MS);
  const hours = last - Math.floor(sinceMs / HOUR_MS) + 1;
  return Array.from({ length: hours }, (_, back) => {
    const [day, time = ''] = new Date((last - back) * HOUR_MS).toISOString().split('T');
    return `${prefix}dt=${day}/hr=${time.slice(0, 2)}/`;
  });
};

type Lake = Pick<Names, 'lake' | 'deliveryStream'>;

export const lakeIn = (
  client: S3Client,
  { lake: bucket, deliveryStream }: Lake,
  nowMs: () => number,
): LakeLook => {
  const newestBelow = async (Prefix: string): Promise<number> => {
    let newest = Number.NEGATIVE_INFINITY;
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix,
          ...(ContinuationToken === undefined ? {} : { ContinuationToken }),
        }),
      );
      for (const { LastModified } of page.Contents ?? [])
        newest = Math.max(newest, LastModified?.getTime() ?? newest);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    return newest;
  };
  return {
    bucket,
    isThere: async () => {
      try {
        await client.send(new HeadBucketCommand({ Bucket: bucket }));
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },
    delivered: async (stream, sinceMs) => {
      for (const prefix of hourPrefixes(streams[stream].prefix, sinceMs, nowMs())) {
        const found = await newestBelow(`${prefix}${deliveryStream(stream)}-`);
        if (found > sinceMs) return found;
      }
      return null;
    },
  };
};
