import * as E from 'fp-ts/lib/Either.js';
import { catalogue } from './catalogue.ts';
import { readFields } from './events/field.ts';
import { sliceText } from './frame/scan.ts';
import { splitBody, splitFrame, type Fragment, type FrameFault } from './frame/split.ts';
import type { Outcome, Rejected } from './outcome.ts';
import { firstFault } from './codec/fault.ts';
import { elementKeys, readingOf } from './wire/mempool/2024-04/layout.ts';

const reject = (
  fragment: Pick<Rejected, 'key' | 'start' | 'end'>,
  reason: Rejected['reason'],
  fault: Pick<Rejected, 'valuePath' | 'codec'> = { valuePath: null, codec: null },
): Rejected => ({
  tag: 'rejected',
  key: fragment.key,
  start: fragment.start,
  end: fragment.end,
  reason,
  ...fault,
});

const outcomeOf = (bytes: Uint8Array, fragment: Fragment): Outcome => {
  const { key, start, end } = fragment;
  const readAs = readingOf(key);
  if (readAs === null || fragment.isEmptyList) return { tag: 'ignored', key, start, end };
  if (fragment.unstorable !== null) return reject(fragment, fragment.unstorable);

  const json: unknown = JSON.parse(sliceText(bytes, start, end));
  const { type, codec } = readAs(json);
  const value = codec.decode(json);
  if (E.isLeft(value)) return reject(fragment, 'does-not-decode', firstFault(value.left));
  const fields = readFields(catalogue[type].fields, json);
  if (E.isLeft(fields)) return reject(fragment, 'does-not-decode', firstFault(fields.left));
  return { tag: 'accepted', key, type, fields: fields.right, value: value.right, start, end };
};

const outcomes = (
  bytes: Uint8Array,
  fragments: E.Either<FrameFault, ReadonlyArray<Fragment>>,
): ReadonlyArray<Outcome> =>
  E.isLeft(fragments)
    ? [reject({ key: null, start: 0, end: bytes.length }, fragments.left)]
    : fragments.right.map((fragment) => outcomeOf(bytes, fragment));

/** What became of each fragment of a WebSocket frame, in the frame's order. */
export const decodeFrame = (bytes: Uint8Array): ReadonlyArray<Outcome> =>
  outcomes(bytes, splitFrame(bytes, elementKeys));

/** What became of each fragment of a REST body; `path` is the request's path without its parameters. */
export const decodeBody = (bytes: Uint8Array, path: string): ReadonlyArray<Outcome> =>
  outcomes(bytes, splitBody(bytes, path));
