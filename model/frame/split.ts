import * as E from 'fp-ts/lib/Either.js';
import { scanValue, skipSpace, sliceText, type Unstorable } from './scan.ts';

/** The exact bytes [start, end) of one top-level value of a frame, or of one element of an array under a key. */
export interface Fragment {
  /** The frame's key, or the path of the REST request. */
  readonly key: string;
  readonly start: number;
  readonly end: number;
  readonly unstorable: Unstorable | null;
  /** An array of elements that has none: it states no fact. */
  readonly isEmptyList: boolean;
}

/** Why a whole frame is one fragment without a key. */
export type FrameFault = 'invalid-utf8' | 'not-json' | 'not-an-object';

const strictText = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const isUtf8 = (bytes: Uint8Array): boolean =>
  E.isRight(
    E.tryCatch(
      () => strictText.decode(bytes),
      () => null,
    ),
  );

const OPEN_OBJECT = 0x7b;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const COMMA = 0x2c;

/** The elements of the array that begins at `start`; the value itself where there are none. */
const elementsOf = (bytes: Uint8Array, whole: Fragment): ReadonlyArray<Fragment> => {
  const fragments: Array<Fragment> = [];
  let at = skipSpace(bytes, whole.start + 1);
  if (bytes[at] === CLOSE_ARRAY) return [{ ...whole, isEmptyList: true }];
  for (;;) {
    const scanned = scanValue(bytes, at);
    if (scanned === null) throw new Error('elementsOf needs an array that was scanned before');
    fragments.push({
      key: whole.key,
      start: at,
      end: scanned.end,
      unstorable: scanned.unstorable,
      isEmptyList: false,
    });
    at = skipSpace(bytes, scanned.end);
    if (bytes[at] !== COMMA) return fragments;
    at = skipSpace(bytes, at + 1);
  }
};

const isArray = (bytes: Uint8Array, fragment: Fragment): boolean =>
  bytes[fragment.start] === OPEN_ARRAY;

/** Splits the object that begins at `start`; it was scanned before. */
const membersOf = (bytes: Uint8Array, start: number): ReadonlyArray<Fragment> => {
  const fragments: Array<Fragment> = [];
  const seen = new Set<string>();
  let at = skipSpace(bytes, start + 1);
  while (bytes[at] === 0x22) {
    const key = scanValue(bytes, at);
    if (key === null) break;
    const name = String(JSON.parse(sliceText(bytes, at, key.end)));
    const valueAt = skipSpace(bytes, skipSpace(bytes, key.end) + 1);
    const value = scanValue(bytes, valueAt);
    if (value === null) break;
    const repeated = seen.has(name) ? 'duplicate-key' : null;
    seen.add(name);
    fragments.push({
      key: name,
      start: valueAt,
      end: value.end,
      unstorable: value.unstorable ?? repeated,
      isEmptyList: false,
    });
    at = skipSpace(bytes, value.end);
    if (bytes[at] === COMMA) at = skipSpace(bytes, at + 1);
  }
  return fragments;
};

const scanWhole = (bytes: Uint8Array): E.Either<FrameFault, number> => {
  if (!isUtf8(bytes)) return E.left('invalid-utf8');
  const start = skipSpace(bytes, 0);
  const scanned = scanValue(bytes, start);
  if (scanned === null || skipSpace(bytes, scanned.end) !== bytes.length) return E.left('not-json');
  return E.right(start);
};

/** Splits a WebSocket frame into its fragments; the values under `elementKeys` into their elements. */
export const splitFrame = (
  bytes: Uint8Array,
  elementKeys: ReadonlySet<string>,
): E.Either<FrameFault, ReadonlyArray<Fragment>> => {
  const start = scanWhole(bytes);
  if (E.isLeft(start)) return start;
  if (bytes[start.right] !== OPEN_OBJECT) return E.left('not-an-object');
  return E.right(
    membersOf(bytes, start.right).flatMap((fragment) =>
      elementKeys.has(fragment.key) && isArray(bytes, fragment)
        ? elementsOf(bytes, fragment)
        : [fragment],
    ),
  );
};

/** The one value that the bytes are. */
export const wholeFragment = (bytes: Uint8Array, key: string): E.Either<FrameFault, Fragment> => {
  const start = scanWhole(bytes);
  if (E.isLeft(start)) return start;
  const scanned = scanValue(bytes, start.right);
  if (scanned === null) return E.left('not-json');
  return E.right({
    key,
    start: start.right,
    end: scanned.end,
    unstorable: scanned.unstorable,
    isEmptyList: false,
  });
};

/**
 * Splits a REST body: the elements of an array, or the one value there is. `key` is the path of the request.
 * @param list where the body is an object: the member whose elements these are; the other members keep their names
 */
export const splitBody = (
  bytes: Uint8Array,
  key: string,
  list?: string,
): E.Either<FrameFault, ReadonlyArray<Fragment>> => {
  if (list !== undefined)
    return E.map((fragments: ReadonlyArray<Fragment>) =>
      fragments.map((fragment) => (fragment.key === list ? { ...fragment, key } : fragment)),
    )(splitFrame(bytes, new Set([list])));
  const whole = wholeFragment(bytes, key);
  if (E.isLeft(whole)) return whole;
  return E.right(isArray(bytes, whole.right) ? elementsOf(bytes, whole.right) : [whole.right]);
};
