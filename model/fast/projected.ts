import type { FragmentEventType } from '../catalogue.ts';
import { pastOneSpace } from './any.ts';
import { numberEnd } from './number.ts';
import { keyEnd } from './text.ts';

/** So many keys before the one that tells; today two come. */
const MOST_KEYS = 4;
const isKey = (view: DataView, start: number, end: number, key: string): boolean => {
  if (end - start !== key.length) return false;
  for (let at = 0; at < key.length; at += 1)
    if (view.getUint8(start + at) !== key.charCodeAt(at)) return false;
  return true;
};

/** Which event the projected block at `start` is, by its first key that holds no number; null: it is not certain. */
export const projectedTypeAt = (view: DataView, start: number): FragmentEventType | null => {
  let at = start + 1;
  for (let keys = 0; keys < MOST_KEYS; keys += 1) {
    const end = keyEnd(view, at);
    if (end < 0) return null;
    if (isKey(view, at, end, '"delta":')) return 'NextBlockChanged';
    if (isKey(view, at, end, '"blockTransactions":')) return 'NextBlockSnapshotTaken';
    at = numberEnd(view, pastOneSpace(view, end));
    if (at < 0 || view.getUint8(at) !== 0x2c) return null;
    at = pastOneSpace(view, at + 1);
  }
  return null;
};
