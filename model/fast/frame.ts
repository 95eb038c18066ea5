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
import { walked } from './walked.ts';

const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;
/** A frame with more is left to the plain way: each key is compared with those before it. Today some thirty come. */
const MOST_KEYS = 64;

/** What is asked of a frame, whatever it holds. */
export interface Asked {
  readonly sha256: Sha256;
  /** Whether the value of such an event is wanted too. */
  readonly wants: (type: FragmentEventType) => boolean;
}

/** A frame on its way, and what became of its fragments so far. */
interface Walk extends Asked {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly outcomes: Array<Outcome>;
}

const typeAt = (view: DataView, key: string, start: number): FragmentEventType | null =>
  key === PROJECTED_KEY ? projectedTypeAt(view, start) : typeUnder(key);

/** Takes up what became of the fragment at `start`; where it ends, or -1 where that is not certain. */
const takeFragment = (walk: Walk, key: string, start: number): number => {
  const { bytes, view, outcomes, sha256 } = walk;
  const type = typeAt(view, key, start);
  const accepted =
    type === null ? null : acceptedAt(view, { key, start, type }, walk.wants(type), sha256);
  if (accepted !== null) {
    outcomes.push(accepted);
    return accepted.end;
  }
  const end = storableEnd(view, start);
  if (end < 0) return -1;
  outcomes.push(
    outcomeOf(bytes, { key, start, end, unstorable: null, isEmptyList: false }, sha256),
  );
  return end;
};

/** As `takeFragment`, of each element of the array at `open`. */
const takeElements = (walk: Walk, key: string, open: number): number => {
  const { view, outcomes } = walk;
  let at = pastSpace(view, open + 1);
  if (view.getUint8(at) === CLOSE_ARRAY) {
    outcomes.push({ tag: 'ignored', key, start: open, end: at + 1 });
    return at + 1;
  }
  for (;;) {
    at = takeFragment(walk, key, at);
    if (at < 0) return -1;
    at = pastSpace(view, at);
    if (view.getUint8(at) === CLOSE_ARRAY) return at + 1;
    if (view.getUint8(at) !== COMMA) return -1;
    at = pastSpace(view, at + 1);
  }
};

/** Takes up each fragment of the frame; where it ends, or -1. */
const takeFrame = (walk: Walk): number => {
  const { view } = walk;
  const keys: Array<string> = [];
  let at = pastSpace(view, 0);
  if (view.getUint8(at) !== OPEN_OBJECT) return -1;
  at = pastSpace(view, at + 1);
  for (;;) {
    const keyStop = plainEnd(view, at);
    if (keyStop < 0) return -1;
    const key = nameAt(view, at + 1, keyStop - 1);
    const colon = pastSpace(view, keyStop);
    if (view.getUint8(colon) !== COLON || keys.includes(key)) return -1;
    if (keys.push(key) > MOST_KEYS) return -1;
    const start = pastSpace(view, colon + 1);
    const isList = view.getUint8(start) === OPEN_ARRAY && elementKeys.has(key);
    at = isList ? takeElements(walk, key, start) : takeFragment(walk, key, start);
    if (at < 0) return -1;
    at = pastSpace(view, at);
    if (view.getUint8(at) === CLOSE_OBJECT) return pastSpace(view, at + 1);
    if (view.getUint8(at) !== COMMA) return -1;
    at = pastSpace(view, at + 1);
  }
};

/**
 * What became of each fragment of a frame, walked once; null where something in it is for the plain way: white space
 * in odd places, a key twice, an escape in a key, keys without end, what is not JSON, not UTF-8 or not storable.
 */
export const fastOutcomes = (
  bytes: Uint8Array,
  { sha256, wants }: Asked,
): ReadonlyArray<Outcome> | null => {
  const view = walked(bytes);
  if (view === null) return null;
  const walk: Walk = { bytes, view, sha256, wants, outcomes: [] };
  return takeFrame(walk) === bytes.length ? walk.outcomes : null;
};
