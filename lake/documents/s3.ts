import { randomUUID } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { faultOfAws } from '../aws/fault.ts';
import { isNamed, s3Client, type S3Options } from '../aws/s3-client.ts';
import type { PutFault, PutFaultCode } from '../delivery/ports.ts';
import type { Document, Held, Written } from './port.ts';

interface S3DocumentOptions extends S3Options {
  readonly key: string;
}

/** What there is, and by which write; `writeId` null: by another program's, or nothing is there. */
interface Look {
  readonly held: Held | null;
  readonly writeId: string | null;
}

/** A write that ended in a fault: its request may have been carried out, or may be yet. */
interface Unsettled {
  readonly text: string;
  readonly after: string | null;
  readonly writeId: string;
}

/** Of the object's metadata. */
const WRITE_ID = 'write-id';

const lost: Written = { tag: 'lost' };

/** The condition did not hold, or another conditional write of the same key is under way. */
const isOvertaken = t.type({
  $metadata: t.type({ httpStatusCode: t.union([t.literal(412), t.literal(409)]) }),
}).is;

/** After these nobody knows whether it was written. */
const open: ReadonlySet<PutFaultCode> = new Set(['timeout', 'network', 'unavailable', 'throttled']);

const withoutVersion = (what: string): PutFault => ({
  code: 'unavailable',
  isPermanent: false,
  message: `${what}: unavailable (an answer without an ETag)`,
});

/**
 * An object that processes share, replaced by conditional writes. Each write leaves an id in the object's metadata,
 * so that one whose answer was lost is told from another writer's, also one of the same text; that holds for a
 * second `write` after a fault as well, while it is of the same document value. A role that may not list the bucket
 * is told `access-denied` where there is no object yet.
 */
export const s3Document = (options: S3DocumentOptions): Document => {
  const client = s3Client(options);
  const { bucket, key } = options;
  const name = `s3://${bucket}/${key}`;
  const place = { Bucket: bucket, Key: key };
  let unsettled: Unsettled | null = null;

  const unsettledBy = (text: string, after: string | null): Unsettled | null =>
    unsettled !== null && unsettled.text === text && unsettled.after === after ? unsettled : null;

  const look = async (): Promise<E.Either<PutFault, Look>> => {
    try {
      const { Body, ETag, Metadata } = await client.send(new GetObjectCommand(place));
      const bytes = (await Body?.transformToByteArray()) ?? [];
      if (ETag === undefined) return E.left(withoutVersion(name));
      const held = { text: Buffer.from(bytes).toString('utf8'), version: ETag };
      return E.right({ held, writeId: Metadata?.[WRITE_ID] ?? null });
    } catch (error) {
      return isNamed(error, 'NoSuchKey')
        ? E.right({ held: null, writeId: null })
        : E.left(faultOfAws(error, name));
    }
  };

  /** Whether the object is of that write; else `otherwise`. */
  const lookBack = async (
    id: string,
    otherwise: E.Either<PutFault, Written>,
  ): Promise<E.Either<PutFault, Written>> => {
    const seen = await look();
    if (E.isLeft(seen)) return E.isLeft(otherwise) ? otherwise : seen;
    const { held, writeId } = seen.right;
    return held !== null && writeId === id
      ? E.right({ tag: 'written', version: held.version })
      : otherwise;
  };

  const put = async ({ text, after, writeId }: Unsettled): Promise<E.Either<PutFault, Written>> => {
    const request = {
      ...place,
      Body: Buffer.from(text), // the client takes an empty text for a stream
      Metadata: { [WRITE_ID]: writeId },
      ...(after === null ? { IfNoneMatch: '*' } : { IfMatch: after }),
    };
    try {
      const { ETag } = await client.send(new PutObjectCommand(request));
      return ETag === undefined
        ? await lookBack(writeId, E.left(withoutVersion(name)))
        : E.right({ tag: 'written', version: ETag });
    } catch (error) {
      if (isOvertaken(error)) return lookBack(writeId, E.right(lost));
      if (isNamed(error, 'NoSuchKey')) return E.right(lost); // removed since it was read
      const fault = faultOfAws(error, name);
      return open.has(fault.code) ? lookBack(writeId, E.left(fault)) : E.left(fault);
    }
  };

  return {
    name,
    read: async () => E.map(({ held }: Look) => held)(await look()),
    write: async (text, after) => {
      const attempt = unsettledBy(text, after) ?? { text, after, writeId: randomUUID() };
      const outcome = await put(attempt);
      unsettled = E.isLeft(outcome) ? attempt : null;
      return outcome;
    },
  };
};
