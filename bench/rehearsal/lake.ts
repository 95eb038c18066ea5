import { gunzipSync } from 'node:zlib';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import {
  catalogue,
  readLine,
  streamNames,
  streams,
  type StreamName,
} from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { keysIn } from '../../__tests__/support/aws/bucket-lines.ts';
import type { Here } from './here.ts';

const BELOW_PREFIX = /^dt=\d{4}-\d{2}-\d{2}\/hr=\d{2}\/[^/]+\.ndjson\.gz$/;
const GZIP_MAGIC = [0x1f, 0x8b] as const;

/** What the lake has in its bucket. */
export interface Held {
  readonly keys: ReadonlyArray<string>;
  readonly lines: Readonly<Record<StreamName, number>>;
  /** What does not belong there or does not decode, a sentence each. */
  readonly faults: ReadonlyArray<string>;
}

const streamOf = (key: string): StreamName | undefined =>
  streamNames.find(
    (name) =>
      key.startsWith(streams[name].prefix) &&
      BELOW_PREFIX.test(key.slice(streams[name].prefix.length)),
  );

const textOf = async ({ s3 }: Here, bucket: string, key: string): Promise<string> => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
  // the server's Firehose does not compress, whatever it is told; the poller does
  const isPacked = GZIP_MAGIC.every((byte, at) => bytes[at] === byte);
  return (isPacked ? gunzipSync(bytes) : bytes).toString();
};

const faultOf = (stream: StreamName, text: string): string | null => {
  const line = readLine(text);
  if (E.isLeft(line)) return line.left;
  const its = catalogue[line.right.type].stream;
  return its === stream ? null : `${line.right.type} belongs to ${its}`;
};

/**
 * Reads all of it by our own model.
 * @param others keys that are no objects of streams
 */
export const readLake = async (
  here: Here,
  bucket: string,
  others: ReadonlySet<string>,
): Promise<Held> => {
  const keys = await keysIn(here.s3, bucket);
  const lines = Object.fromEntries(streamNames.map((name) => [name, 0])) as Record<
    StreamName,
    number
  >;
  const faults: Array<string> = [];
  for (const key of keys.filter((each) => !others.has(each))) {
    const stream = streamOf(key);
    if (stream === undefined) {
      faults.push(`${key} lies where nothing of ours does`);
      continue;
    }
    for (const text of (await textOf(here, bucket, key)).trimEnd().split('\n')) {
      lines[stream] += 1;
      const fault = faultOf(stream, text);
      if (fault !== null) faults.push(`${key}: ${fault}`);
    }
  }
  return { keys, lines, faults };
};
