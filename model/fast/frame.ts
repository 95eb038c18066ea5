import type { FragmentEventType } from '../catalogue.ts';
import { outcomeOf } from '../fragment.ts';
import type { Sha256 } from '../line/sha256.ts';
import type { Outcome } from '../outcome.ts';
import { PROJECTED_KEY, elementKeys, typeUnder } from '../wire/mempool/2024-04/layout.ts';
import { acceptedAt } from './accepted.ts';
import { pastSpace, storableEnd } from './any.ts';
import { nameAt } from './names.ts';
import { projectedTypeAt } from './projected.ts';
import { plainEnd } from './text.ts';

const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;

/** What is asked of a frame, whatever it holds. */
export interface Asked {
  readonly sha256: Sha256;
  /** Whether the value of such an event is wanted too. */
  readonly wants: (type: FragmentEventType) => boolean;
}

const typeAt = (bytes: Uint8Array, key: string, start: number): FragmentEventType | null =>
  key === PROJECTED_KEY ? projectedTypeAt(bytes, start) : typeUnder(key);

/** Takes up what became of the fragment at `start`; where it ends, or -1 where that is not certain. */
const takeFragment = (
  bytes: Uint8Array,
  key: string,
  start: number,
  asked: Asked,
  outcomes: Array<Outcome>,
): number => {
  const type = typeAt(bytes, key, start);
  const accepted =
    type === null ? null : acceptedAt(bytes, { key, start, type }, asked.wants(type), asked.sha256);
  if (accepted !== null) {
    outcomes.push(accepted);
    return accepted.end;
  }
  const end = storableEnd(bytes, start);
  if (end < 0) return -1;
  const fragment = { key, start, end, unstorable: null, isEmptyList: false };
  outcomes.push(outcomeOf(bytes, fragment, asked.sha256));
  return end;
};

/** As `takeFragment`, of each element of the array at `open`. */
const takeElements = (
  bytes: Uint8Array,
  key: string,
  open: number,
  asked: Asked,
  outcomes: Array<Outcome>,
): number => {
  let at = pastSpace(bytes, open + 1);
  if (bytes[at] === CLOSE_ARRAY) {
    outcomes.push({ tag: 'ignored', key, start: open, end: at + 1 });
    return at + 1;
  }
  for (;;) {
    at = takeFragment(bytes, key, at, asked, outcomes);
    if (at < 0) return -1;
    at = pastSpace(bytes, at);
    if (bytes[at] === CLOSE_ARRAY) return at + 1;
    if (bytes[at] !== COMMA) return -1;
    at = pastSpace(bytes, at + 1);
  }
};

/**
 * What became of each fragment of a frame, walked once; null where something in it is for the plain way: white space
 * in odd places, a key twice, an escape in a key, what is not JSON, not UTF-8 or not storable.
 */
export const fastOutcomes = (bytes: Uint8Array, asked: Asked): ReadonlyArray<Outcome> | null => {
  const outcomes: Array<Outcome> = [];
  const keys: Array<string> = [];
  let at = pastSpace(bytes, 0);
  if (bytes[at] !== OPEN_OBJECT) return null;
  at = pastSpace(bytes, at + 1);
  for (;;) {
    const keyStop = plainEnd(bytes, at);
    if (keyStop < 0) return null;
    const key = nameAt(bytes, at + 1, keyStop - 1);
    const colon = pastSpace(bytes, keyStop);
    if (bytes[colon] !== COLON || keys.includes(key)) return null;
    keys.push(key);
    const start = pastSpace(bytes, colon + 1);
    const isList = bytes[start] === OPEN_ARRAY && elementKeys.has(key);
    at = (isList ? takeElements : takeFragment)(bytes, key, start, asked, outcomes);
    if (at < 0) return null;
    at = pastSpace(bytes, at);
    if (bytes[at] === CLOSE_OBJECT) break;
    if (bytes[at] !== COMMA) return null;
    at = pastSpace(bytes, at + 1);
  }
  return pastSpace(bytes, at + 1) === bytes.length ? outcomes : null;
};
