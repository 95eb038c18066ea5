import { numberEnd } from './number.ts';
import { closeKeys, isNewKey, openKeys } from './other-keys.ts';
import { keyEnd, textEnd } from './text.ts';

/** Deeper nesting is left to the plain way. */
const MOST_DEPTH = 32;

const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

/** Past the white space that JSON allows between its parts. */
export const pastSpace = (bytes: Uint8Array, from: number): number => {
  let at = from;
  while (isSpace(bytes[at])) at += 1;
  return at;
};

/** One space, as some print it behind colon and comma. */
export const pastOneSpace = (bytes: Uint8Array, at: number): number =>
  bytes[at] === 0x20 ? at + 1 : at;

const wordEnd = (bytes: Uint8Array, at: number, word: string): number => {
  for (let index = 0; index < word.length; index += 1)
    if (bytes[at + index] !== word.charCodeAt(index)) return -1;
  return at + word.length;
};

export const nullEnd = (bytes: Uint8Array, at: number): number => wordEnd(bytes, at, 'null');
export const flagEnd = (bytes: Uint8Array, at: number): number =>
  wordEnd(bytes, at, bytes[at] === 0x74 ? 'true' : 'false');

/** Whether a key of so many capital letters, and its colon, begins at `at` with its quote. */
export const isCapitalKey = (bytes: Uint8Array, at: number, letters: number): boolean => {
  if (bytes[at] !== 0x22) return false;
  for (let index = 1; index <= letters; index += 1) {
    const byte = bytes[at + index] ?? 0;
    if (byte < 0x41 || byte > 0x5a) return false;
  }
  return bytes[at + letters + 1] === 0x22 && bytes[at + letters + 2] === 0x3a;
};

const listEnd = (bytes: Uint8Array, start: number, depth: number): number => {
  let at = start + 1;
  if (bytes[at] === 0x5d) return at + 1;
  for (;;) {
    at = valueEnd(bytes, at, depth + 1);
    if (at < 0) return -1;
    if (bytes[at] === 0x5d) return at + 1;
    if (bytes[at] !== 0x2c) return -1;
    at = pastOneSpace(bytes, at + 1);
  }
};

const objectEnd = (bytes: Uint8Array, start: number, depth: number): number => {
  let at = start + 1;
  if (bytes[at] === 0x7d) return at + 1;
  const opened = openKeys();
  for (;;) {
    const key = keyEnd(bytes, at);
    if (key < 0 || !isNewKey(bytes, opened, at + 1)) return -1;
    at = valueEnd(bytes, pastOneSpace(bytes, key), depth + 1);
    if (at < 0) return -1;
    if (bytes[at] === 0x7d) break;
    if (bytes[at] !== 0x2c) return -1;
    at = pastOneSpace(bytes, at + 1);
  }
  closeKeys(opened);
  return at + 1;
};

/** Where a value of whatever shape ends, if it is certain that it is JSON that every warehouse can store; else -1. */
export const valueEnd = (bytes: Uint8Array, at: number, depth: number): number => {
  if (depth > MOST_DEPTH) return -1;
  switch (bytes[at] ?? 0) {
    case 0x22:
      return textEnd(bytes, at);
    case 0x7b:
      return objectEnd(bytes, at, depth);
    case 0x5b:
      return listEnd(bytes, at, depth);
    case 0x74:
    case 0x66:
      return flagEnd(bytes, at);
    case 0x6e:
      return nullEnd(bytes, at);
    default:
      return numberEnd(bytes, at);
  }
};

/** As `valueEnd`, of an object. */
export const anyObjectEnd = (bytes: Uint8Array, at: number): number =>
  bytes[at] === 0x7b ? objectEnd(bytes, at, 0) : -1;

/** As `valueEnd`, of a value by itself. */
export const storableEnd = (bytes: Uint8Array, at: number): number => {
  closeKeys(0);
  return valueEnd(bytes, at, 0);
};
