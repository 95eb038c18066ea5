import { numberEnd } from './number.ts';
import { closeKeys, isNewKey, openKeys } from './other-keys.ts';
import { keyEnd, textEnd } from './text.ts';

/** Deeper nesting is left to the plain way. */
const MOST_DEPTH = 32;

const isSpace = (byte: number): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** Past the white space that JSON allows between its parts. */
export const pastSpace = (view: DataView, from: number): number => {
  let at = from;
  while (isSpace(view.getUint8(at))) at += 1;
  return at;
};

/** One space, as some print it behind colon and comma. */
export const pastOneSpace = (view: DataView, at: number): number =>
  view.getUint8(at) === 0x20 ? at + 1 : at;

const wordEnd = (view: DataView, at: number, word: string): number => {
  for (let index = 0; index < word.length; index += 1)
    if (view.getUint8(at + index) !== word.charCodeAt(index)) return -1;
  return at + word.length;
};

export const nullEnd = (view: DataView, at: number): number => wordEnd(view, at, 'null');
export const flagEnd = (view: DataView, at: number): number =>
  wordEnd(view, at, view.getUint8(at) === 0x74 ? 'true' : 'false');

/** Whether a key of so many capital letters, and its colon, begins at `at` with its quote. */
export const isCapitalKey = (view: DataView, at: number, letters: number): boolean => {
  if (view.getUint8(at) !== 0x22) return false;
  for (let index = 1; index <= letters; index += 1) {
    const byte = view.getUint8(at + index);
    if (byte < 0x41 || byte > 0x5a) return false;
  }
  return view.getUint8(at + letters + 1) === 0x22 && view.getUint8(at + letters + 2) === 0x3a;
};

const listEnd = (view: DataView, start: number, depth: number): number => {
  let at = start + 1;
  if (view.getUint8(at) === 0x5d) return at + 1;
  for (;;) {
    at = valueEnd(view, at, depth + 1);
    if (at < 0) return -1;
    if (view.getUint8(at) === 0x5d) return at + 1;
    if (view.getUint8(at) !== 0x2c) return -1;
    at = pastOneSpace(view, at + 1);
  }
};

const objectEnd = (view: DataView, start: number, depth: number): number => {
  let at = start + 1;
  if (view.getUint8(at) === 0x7d) return at + 1;
  const opened = openKeys();
  for (;;) {
    const key = keyEnd(view, at);
    if (key < 0 || !isNewKey(view, opened, at + 1)) return -1;
    at = valueEnd(view, pastOneSpace(view, key), depth + 1);
    if (at < 0) return -1;
    if (view.getUint8(at) === 0x7d) break;
    if (view.getUint8(at) !== 0x2c) return -1;
    at = pastOneSpace(view, at + 1);
  }
  closeKeys(opened);
  return at + 1;
};

/** Where a value of whatever shape ends, if it is certain that it is JSON that every warehouse can store; else -1. */
export const valueEnd = (view: DataView, at: number, depth: number): number => {
  if (depth > MOST_DEPTH) return -1;
  switch (view.getUint8(at)) {
    case 0x22:
      return textEnd(view, at);
    case 0x7b:
      return objectEnd(view, at, depth);
    case 0x5b:
      return listEnd(view, at, depth);
    case 0x74:
    case 0x66:
      return flagEnd(view, at);
    case 0x6e:
      return nullEnd(view, at);
    default:
      return numberEnd(view, at);
  }
};

/** As `valueEnd`, of an object. */
export const anyObjectEnd = (view: DataView, at: number): number =>
  view.getUint8(at) === 0x7b ? objectEnd(view, at, 0) : -1;

/** As `valueEnd`, of a value by itself. */
export const storableEnd = (view: DataView, at: number): number => {
  closeKeys(0);
  return valueEnd(view, at, 0);
};
