import type { FragmentEventType } from '../catalogue.ts';
import { pastOneSpace } from './any.ts';
import { numberEnd } from './number.ts';
import { keyEnd } from './text.ts';

/** So many keys before the one that tells; today two come. */
const MOST_KEYS = 4;
const isKey = (bytes: Uint8Array, start: number, end: number, key: string): boolean => {
  if (end - start !== key.length) return false;
  for (let at = 0; at < key.length; at += 1)
    if (bytes[start + at] !== key.charCodeAt(at)) return false;
  return true;
};

/** Which event the projected block at `start` is, by its first key that holds no number; null: it is not certain. */
export const projectedTypeAt = (bytes: Uint8Array, start: number): FragmentEventType | null => {
  let at = start + 1;
  for (let keys = 0; keys < MOST_KEYS; keys += 1) {
    const end = keyEnd(bytes, at);
    if (end < 0) return null;
    if (isKey(bytes, at, end, '"delta":')) return 'NextBlockChanged';
    if (isKey(bytes, at, end, '"blockTransactions":')) return 'NextBlockSnapshotTaken';
    at = numberEnd(bytes, pastOneSpace(bytes, end));
    if (at < 0 || bytes[at] !== 0x2c) return null;
    at = pastOneSpace(bytes, at + 1);
  }
  return null;
};
