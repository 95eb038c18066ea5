import { join } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { fileDocument } from '../lake/documents/file.ts';
import type { Document } from '../lake/documents/port.ts';
import { s3Document } from '../lake/documents/s3.ts';
import { readAs } from './read-as.ts';
import { root } from '../scripts/setup/places.mjs';
import type { Deployment } from '../stacks/config/deployment.ts';
import type { Names } from '../stacks/names.ts';

/** What was last done to the listener on purpose. */
export const ListenerRecord = t.strict({
  act: t.keyof({ start: null, stop: null, restart: null, destroy: null }),
  reason: t.string,
  who: t.string,
  /** ISO 8601. */
  at: t.string,
  /** When its listener said its last word; null: it said none, or nothing was stopped. */
  endedAt: t.union([t.string, t.null]),
  /** Durable, and not sent when it ended; null: nobody knows. */
  linesLeft: t.union([t.number, t.null]),
});
export type ListenerRecord = t.TypeOf<typeof ListenerRecord>;

/** What was deployed last. */
export const DeployRecord = t.strict({
  commit: t.union([t.string, t.null]),
  who: t.string,
  at: t.string,
  stacks: t.readonlyArray(t.string),
  /** US dollars of a month, by part. */
  month: t.record(t.string, t.number),
});
export type DeployRecord = t.TypeOf<typeof DeployRecord>;

export type RecordName = 'hold' | 'listener' | 'deployed';

/** Where records lie: with the states, in their bucket or on this machine. */
export const recordsOf =
  (deployment: Deployment, names: Names, endpoint: string | undefined) =>
  (record: RecordName): Document =>
    deployment.state === 'local'
      ? fileDocument(join(root, '.state', names.recordKey(record)))
      : s3Document({
          bucket: names.state,
          key: names.recordKey(record),
          region: deployment.region,
          ...(endpoint === undefined ? {} : { endpoint }),
        });

/** Null: there is none yet. Left: it can't be read, or is of another program. */
export const readRecord = async <A>(
  document: Document,
  codec: t.Type<A, unknown>,
): Promise<E.Either<string, A | null>> => {
  const held = await document.read();
  if (E.isLeft(held)) return E.left(held.left.message);
  if (held.right === null) return E.right(null);
  return E.fromNullable(`${document.name} is not as this program writes it`)(
    readAs(codec, held.right.text),
  );
};

/** Whatever was there before: who has the hold is the only one who writes. */
export const writeRecord = async (
  document: Document,
  value: unknown,
): Promise<E.Either<string, void>> => {
  const held = await document.read();
  if (E.isLeft(held)) return E.left(held.left.message);
  const written = await document.write(`${JSON.stringify(value)}\n`, held.right?.version ?? null);
  if (E.isLeft(written)) return E.left(written.left.message);
  return written.right.tag === 'lost'
    ? E.left(`${document.name} was written by somebody else meanwhile`)
    : E.right(undefined);
};
