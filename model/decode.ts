import * as E from 'fp-ts/lib/Either.js';
import type { FragmentEventType } from './catalogue.ts';
import { fastOutcomes } from './fast/frame.ts';
import { outcomeOf, reject } from './fragment.ts';
import {
  splitBody,
  splitFrame,
  wholeFragment,
  type Fragment,
  type FrameFault,
} from './frame/split.ts';
import type { Sha256 } from './line/sha256.ts';
import type { Outcome } from './outcome.ts';
import { bodyLists, elementKeys } from './wire/mempool/2024-04/layout.ts';

/**
 * Which decoder this is, in the ids of replayed lines. One more whenever a fragment that was rejected may now
 * decode: a layout more, a codec or a limit less strict. What a version refused is not tried again by it.
 * 0 is whichever decoder the fragment met when it was received.
 */
export const DECODER_VERSION = 1;

const outcomes = (
  bytes: Uint8Array,
  fragments: E.Either<FrameFault, ReadonlyArray<Fragment>>,
  sha256: Sha256,
): ReadonlyArray<Outcome> =>
  E.isLeft(fragments)
    ? [reject({ key: null, start: 0, end: bytes.length }, fragments.left)]
    : fragments.right.map((fragment) => outcomeOf(bytes, fragment, sha256));

/** What became of each fragment of a WebSocket frame, in the frame's order, by io-ts alone. */
export const decodeFramePlainly = (bytes: Uint8Array, sha256: Sha256): ReadonlyArray<Outcome> =>
  outcomes(bytes, splitFrame(bytes, elementKeys), sha256);

/**
 * What became of each fragment of a WebSocket frame, in the frame's order.
 * @param wants whether the values of such events are wanted; where not they may be undefined. @default all are
 */
export const decodeFrame = (
  bytes: Uint8Array,
  sha256: Sha256,
  wants: (type: FragmentEventType) => boolean = () => true,
): ReadonlyArray<Outcome> =>
  fastOutcomes(bytes, { sha256, wants }) ?? decodeFramePlainly(bytes, sha256);

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
