import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { catalogue } from './catalogue.ts';
import { readFields } from './events/field.ts';
import { sliceText } from './frame/scan.ts';
import {
  splitBody,
  splitFrame,
  wholeFragment,
  type Fragment,
  type FrameFault,
} from './frame/split.ts';
import type { Outcome, Rejected } from './outcome.ts';
import { firstFault } from './codec/fault.ts';
import type { Sha256 } from './line/sha256.ts';
import { Block } from './wire/mempool/2024-04/block.ts';
import { headerFault } from './wire/mempool/2024-04/block-header.ts';
import { LAYOUT, bodyLists, elementKeys } from './wire/mempool/2024-04/layout.ts';
import { readingOf } from './wire/mempool/reading.ts';

/**
 * Which decoder this is, in the ids of replayed lines. One more whenever a fragment that was rejected may now
 * decode: a layout more, a codec or a limit less strict. What a version refused is not tried again by it.
 * 0 is whichever decoder the fragment met when it was received.
 */
export const DECODER_VERSION = 1;

const reject = (
  fragment: Pick<Rejected, 'key' | 'start' | 'end'>,
  reason: Rejected['reason'],
  fault: Pick<Rejected, 'valuePath' | 'codec'> = { valuePath: null, codec: null },
  layout = LAYOUT,
): Rejected => ({
  tag: 'rejected',
  key: fragment.key,
  start: fragment.start,
  end: fragment.end,
  reason,
  layout,
  ...fault,
});

const outcomeOf = (bytes: Uint8Array, fragment: Fragment, sha256: Sha256): Outcome => {
  const { key, start, end } = fragment;
  const readAs = readingOf(key);
  if (readAs === null || fragment.isEmptyList) return { tag: 'ignored', key, start, end };
  if (fragment.unstorable !== null) return reject(fragment, fragment.unstorable);

  const json: unknown = JSON.parse(sliceText(bytes, start, end));
  const { layout, type, codec } = readAs(json);
  const refuse = (errors: t.Errors): Rejected =>
    reject(fragment, 'does-not-decode', firstFault(errors), layout);
  const value = codec.decode(json);
  if (E.isLeft(value)) return refuse(value.left);
  const fields = readFields(catalogue[type].fields, json);
  if (E.isLeft(fields)) return refuse(fields.left);
  const valuePath =
    type === 'BlockObserved' && Block.is(value.right) ? headerFault(value.right, sha256) : null;
  if (valuePath !== null)
    return reject(fragment, 'header-mismatch', { valuePath, codec: null }, layout);
  return {
    tag: 'accepted',
    key,
    type,
    layout,
    fields: fields.right,
    value: value.right,
    start,
    end,
  };
};

const outcomes = (
  bytes: Uint8Array,
  fragments: E.Either<FrameFault, ReadonlyArray<Fragment>>,
  sha256: Sha256,
): ReadonlyArray<Outcome> =>
  E.isLeft(fragments)
    ? [reject({ key: null, start: 0, end: bytes.length }, fragments.left)]
    : fragments.right.map((fragment) => outcomeOf(bytes, fragment, sha256));

/** What became of each fragment of a WebSocket frame, in the frame's order. */
export const decodeFrame = (bytes: Uint8Array, sha256: Sha256): ReadonlyArray<Outcome> =>
  outcomes(bytes, splitFrame(bytes, elementKeys), sha256);

/** What became of each fragment of a REST body; `path` is the request's path without its parameters. */
export const decodeBody = (
  bytes: Uint8Array,
  path: string,
  sha256: Sha256,
): ReadonlyArray<Outcome> => outcomes(bytes, splitBody(bytes, path, bodyLists.get(path)), sha256);

/** What becomes of one fragment by itself, as it once stood under `key` or came from that path. */
export const decodeFragment = (bytes: Uint8Array, key: string, sha256: Sha256): Outcome => {
  const fragment = wholeFragment(bytes, key);
  return E.isLeft(fragment)
    ? reject({ key, start: 0, end: bytes.length }, fragment.left)
    : outcomeOf(bytes, fragment.right, sha256);
};
