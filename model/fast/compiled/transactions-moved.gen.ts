// Generated from the model by `npm run generate`: change the model, not this file.
import type { Compiled } from '../compiled.ts';
import type { Cursor } from '../cursor.ts';
import { pastOneSpace, valueEnd } from '../any.ts';
import { isHexOf, isObject, isWholeBetween } from '../checks.ts';
import { readHex, readWhole } from '../cursor.ts';
import { closeKeys, isNewKey, openKeys } from '../other-keys.ts';
import { hexEnd, keyEnd } from '../text.ts';

const found = new Float64Array(1);
const cursor: Cursor = { at: 0 };
const isTaken1 = (u: unknown): boolean => {
  if (!Array.isArray(u)) return false;
  for (let i = 0; i < u.length; i += 1) {
    const v: unknown = u[i];
    if (!(isHexOf(v, 64))) return false;
  }
  return true;
};
const isTaken2 = (u: unknown): boolean => {
  if (!Array.isArray(u)) return false;
  for (let i = 0; i < u.length; i += 1) {
    const v: unknown = u[i];
    if (!(isHexOf(v, 64))) return false;
  }
  return true;
};
const isTaken3 = (u: unknown): boolean => {
  if (!Array.isArray(u)) return false;
  for (let i = 0; i < u.length; i += 1) {
    const v: unknown = u[i];
    if (!(isHexOf(v, 64))) return false;
  }
  return true;
};
const isTaken5 = (u: unknown): boolean => {
  if (!isObject(u)) return false;
  const v0 = u["replaced"];
  if (!(isHexOf(v0, 64))) return false;
  const v1 = u["by"];
  if (!(isHexOf(v1, 64))) return false;
  return true;
};
const isTaken4 = (u: unknown): boolean => {
  if (!Array.isArray(u)) return false;
  for (let i = 0; i < u.length; i += 1) {
    const v: unknown = u[i];
    if (!(isTaken5(v))) return false;
  }
  return true;
};
const isTaken0 = (u: unknown): boolean => {
  if (!isObject(u)) return false;
  const v0 = u["sequence"];
  if (!(isWholeBetween(v0, 0, 9007199254740991))) return false;
  const v1 = u["added"];
  if (!(v1 === undefined || isTaken1(v1))) return false;
  const v2 = u["removed"];
  if (!(v2 === undefined || isTaken2(v2))) return false;
  const v3 = u["mined"];
  if (!(v3 === undefined || isTaken3(v3))) return false;
  const v4 = u["replaced"];
  if (!(v4 === undefined || isTaken4(v4))) return false;
  return true;
};
const key0 = (b: Uint8Array, p: number): number => {
  if (b[p] !== 0x22) return -1;
  switch (b[p + 1]) {
    case 114:
      if (b[p + 2] === 101 && b[p + 3] === 112 && b[p + 4] === 108 && b[p + 5] === 97 && b[p + 6] === 99 && b[p + 7] === 101 && b[p + 8] === 100 && b[p + 9] === 34 && b[p + 10] === 58) return 0;
      return -1;
    case 98:
      if (b[p + 2] === 121 && b[p + 3] === 34 && b[p + 4] === 58) return 1;
      return -1;
    default:
      return -1;
  }
};
const key1 = (b: Uint8Array, p: number): number => {
  if (b[p] !== 0x22) return -1;
  switch (b[p + 1]) {
    case 115:
      if (b[p + 2] === 101 && b[p + 3] === 113 && b[p + 4] === 117 && b[p + 5] === 101 && b[p + 6] === 110 && b[p + 7] === 99 && b[p + 8] === 101 && b[p + 9] === 34 && b[p + 10] === 58) return 0;
      return -1;
    case 97:
      if (b[p + 2] === 100 && b[p + 3] === 100 && b[p + 4] === 101 && b[p + 5] === 100 && b[p + 6] === 34 && b[p + 7] === 58) return 1;
      return -1;
    case 114:
      if (b[p + 2] === 101 && b[p + 3] === 109 && b[p + 4] === 111 && b[p + 5] === 118 && b[p + 6] === 101 && b[p + 7] === 100 && b[p + 8] === 34 && b[p + 9] === 58) return 2;
      if (b[p + 2] === 101 && b[p + 3] === 112 && b[p + 4] === 108 && b[p + 5] === 97 && b[p + 6] === 99 && b[p + 7] === 101 && b[p + 8] === 100 && b[p + 9] === 34 && b[p + 10] === 58) return 4;
      return -1;
    case 109:
      if (b[p + 2] === 105 && b[p + 3] === 110 && b[p + 4] === 101 && b[p + 5] === 100 && b[p + 6] === 34 && b[p + 7] === 58) return 3;
      return -1;
    default:
      return -1;
  }
};
const end1 = (b: Uint8Array, start: number): number => {
  if (b[start] !== 0x5b) return -1;
  let p = start + 1;
  if (b[p] === 0x5d) return p + 1;
  for (;;) {
    p = hexEnd(b, p, 64);
    if (p < 0) return -1;
    if (b[p] === 0x5d) return p + 1;
    if (b[p] !== 0x2c) return -1;
    p += 1;
  }
};
const end2 = (b: Uint8Array, start: number): number => {
  if (b[start] !== 0x5b) return -1;
  let p = start + 1;
  if (b[p] === 0x5d) return p + 1;
  for (;;) {
    p = hexEnd(b, p, 64);
    if (p < 0) return -1;
    if (b[p] === 0x5d) return p + 1;
    if (b[p] !== 0x2c) return -1;
    p += 1;
  }
};
const end3 = (b: Uint8Array, start: number): number => {
  if (b[start] !== 0x5b) return -1;
  let p = start + 1;
  if (b[p] === 0x5d) return p + 1;
  for (;;) {
    p = hexEnd(b, p, 64);
    if (p < 0) return -1;
    if (b[p] === 0x5d) return p + 1;
    if (b[p] !== 0x2c) return -1;
    p += 1;
  }
};
const end5 = (b: Uint8Array, start: number): number => {
  if (b[start] !== 0x7b) return -1;
  let p = start + 1;
  let seen0 = 0;
  const opened = openKeys();
  while (b[p] !== 0x7d) {
    switch (key0(b, p)) {
      case 0:
        if ((seen0 & 1) !== 0) return -1;
        seen0 |= 1;
        p = hexEnd(b, pastOneSpace(b, p + 11), 64);
        break;
      case 1:
        if ((seen0 & 2) !== 0) return -1;
        seen0 |= 2;
        p = hexEnd(b, pastOneSpace(b, p + 5), 64);
        break;
      default: {
        const end = keyEnd(b, p);
        if (end < 0 || !isNewKey(b, opened, p + 1)) return -1;
        p = valueEnd(b, pastOneSpace(b, end), 0);
      }
    }
    if (p < 0) return -1;
    if (b[p] === 0x2c) {
      p = pastOneSpace(b, p + 1);
      if (b[p] !== 0x22) return -1;
    } else if (b[p] !== 0x7d) return -1;
  }
  closeKeys(opened);
  return (seen0 & 3) === 3 ? p + 1 : -1;
};
const end4 = (b: Uint8Array, start: number): number => {
  if (b[start] !== 0x5b) return -1;
  let p = start + 1;
  if (b[p] === 0x5d) return p + 1;
  for (;;) {
    p = end5(b, p);
    if (p < 0) return -1;
    if (b[p] === 0x5d) return p + 1;
    if (b[p] !== 0x2c) return -1;
    p += 1;
  }
};
const end0 = (b: Uint8Array, start: number): number => {
  if (b[start] !== 0x7b) return -1;
  let p = start + 1;
  let seen0 = 0;
  const opened = openKeys();
  while (b[p] !== 0x7d) {
    switch (key1(b, p)) {
      case 0:
        if ((seen0 & 1) !== 0) return -1;
        seen0 |= 1;
        cursor.at = pastOneSpace(b, p + 11);
        found[0] = readWhole(b, cursor, 15);
        p = cursor.at;
        break;
      case 1:
        if ((seen0 & 2) !== 0) return -1;
        seen0 |= 2;
        p = end1(b, pastOneSpace(b, p + 8));
        break;
      case 2:
        if ((seen0 & 4) !== 0) return -1;
        seen0 |= 4;
        p = end2(b, pastOneSpace(b, p + 10));
        break;
      case 3:
        if ((seen0 & 8) !== 0) return -1;
        seen0 |= 8;
        p = end3(b, pastOneSpace(b, p + 8));
        break;
      case 4:
        if ((seen0 & 16) !== 0) return -1;
        seen0 |= 16;
        p = end4(b, pastOneSpace(b, p + 11));
        break;
      default: {
        const end = keyEnd(b, p);
        if (end < 0 || !isNewKey(b, opened, p + 1)) return -1;
        p = valueEnd(b, pastOneSpace(b, end), 0);
      }
    }
    if (p < 0) return -1;
    if (b[p] === 0x2c) {
      p = pastOneSpace(b, p + 1);
      if (b[p] !== 0x22) return -1;
    } else if (b[p] !== 0x7d) return -1;
  }
  closeKeys(opened);
  return (seen0 & 1) === 1 ? p + 1 : -1;
};
const read1 = (b: Uint8Array, c: Cursor): unknown => {
  const values: Array<unknown> = [];
  if (b[c.at] !== 0x5b) {
    c.at = -1;
    return values;
  }
  c.at += 1;
  if (b[c.at] === 0x5d) {
    c.at += 1;
    return values;
  }
  for (;;) {
    const v = readHex(b, c, 64);
    if (c.at < 0) return values;
    values.push(v);
    const next = b[c.at];
    if (next !== 0x2c && next !== 0x5d) {
      c.at = -1;
      return values;
    }
    c.at += 1;
    if (next === 0x5d) return values;
  }
};
const read2 = (b: Uint8Array, c: Cursor): unknown => {
  const values: Array<unknown> = [];
  if (b[c.at] !== 0x5b) {
    c.at = -1;
    return values;
  }
  c.at += 1;
  if (b[c.at] === 0x5d) {
    c.at += 1;
    return values;
  }
  for (;;) {
    const v = readHex(b, c, 64);
    if (c.at < 0) return values;
    values.push(v);
    const next = b[c.at];
    if (next !== 0x2c && next !== 0x5d) {
      c.at = -1;
      return values;
    }
    c.at += 1;
    if (next === 0x5d) return values;
  }
};
const read3 = (b: Uint8Array, c: Cursor): unknown => {
  const values: Array<unknown> = [];
  if (b[c.at] !== 0x5b) {
    c.at = -1;
    return values;
  }
  c.at += 1;
  if (b[c.at] === 0x5d) {
    c.at += 1;
    return values;
  }
  for (;;) {
    const v = readHex(b, c, 64);
    if (c.at < 0) return values;
    values.push(v);
    const next = b[c.at];
    if (next !== 0x2c && next !== 0x5d) {
      c.at = -1;
      return values;
    }
    c.at += 1;
    if (next === 0x5d) return values;
  }
};
const read5 = (b: Uint8Array, c: Cursor): unknown => {
  if (b[c.at] !== 0x7b) { c.at = -1; return null; }
  c.at += 1;
  let seen0 = 0;
  let v0: unknown = null;
  let v1: unknown = null;
  while (b[c.at] !== 0x7d) {
    switch (key0(b, c.at)) {
      case 0:
        if ((seen0 & 1) !== 0) { c.at = -1; return null; }
        seen0 |= 1;
        c.at = pastOneSpace(b, c.at + 11);
        v0 = readHex(b, c, 64);
        break;
      case 1:
        if ((seen0 & 2) !== 0) { c.at = -1; return null; }
        seen0 |= 2;
        c.at = pastOneSpace(b, c.at + 5);
        v1 = readHex(b, c, 64);
        break;
      default: {
        c.at = -1;
        return null;
      }
    }
    if (c.at < 0) return null;
    if (b[c.at] === 0x2c) {
      c.at = pastOneSpace(b, c.at + 1);
      if (b[c.at] !== 0x22) { c.at = -1; return null; }
    } else if (b[c.at] !== 0x7d) { c.at = -1; return null; }
  }
  if (!((seen0 & 3) === 3)) { c.at = -1; return null; }
  c.at += 1;
  return { "replaced": v0, "by": v1 };
};
const read4 = (b: Uint8Array, c: Cursor): unknown => {
  const values: Array<unknown> = [];
  if (b[c.at] !== 0x5b) {
    c.at = -1;
    return values;
  }
  c.at += 1;
  if (b[c.at] === 0x5d) {
    c.at += 1;
    return values;
  }
  for (;;) {
    const v = read5(b, c);
    if (c.at < 0) return values;
    values.push(v);
    const next = b[c.at];
    if (next !== 0x2c && next !== 0x5d) {
      c.at = -1;
      return values;
    }
    c.at += 1;
    if (next === 0x5d) return values;
  }
};
const read0 = (b: Uint8Array, c: Cursor): unknown => {
  if (b[c.at] !== 0x7b) { c.at = -1; return null; }
  c.at += 1;
  let seen0 = 0;
  const value: Record<string, unknown> = {};
  while (b[c.at] !== 0x7d) {
    switch (key1(b, c.at)) {
      case 0:
        if ((seen0 & 1) !== 0) { c.at = -1; return null; }
        seen0 |= 1;
        c.at = pastOneSpace(b, c.at + 11);
        value["sequence"] = readWhole(b, c, 15);
        found[0] = Number(value["sequence"]);
        break;
      case 1:
        if ((seen0 & 2) !== 0) { c.at = -1; return null; }
        seen0 |= 2;
        c.at = pastOneSpace(b, c.at + 8);
        value["added"] = read1(b, c);
        break;
      case 2:
        if ((seen0 & 4) !== 0) { c.at = -1; return null; }
        seen0 |= 4;
        c.at = pastOneSpace(b, c.at + 10);
        value["removed"] = read2(b, c);
        break;
      case 3:
        if ((seen0 & 8) !== 0) { c.at = -1; return null; }
        seen0 |= 8;
        c.at = pastOneSpace(b, c.at + 8);
        value["mined"] = read3(b, c);
        break;
      case 4:
        if ((seen0 & 16) !== 0) { c.at = -1; return null; }
        seen0 |= 16;
        c.at = pastOneSpace(b, c.at + 11);
        value["replaced"] = read4(b, c);
        break;
      default: {
        c.at = -1;
        return null;
      }
    }
    if (c.at < 0) return null;
    if (b[c.at] === 0x2c) {
      c.at = pastOneSpace(b, c.at + 1);
      if (b[c.at] !== 0x22) { c.at = -1; return null; }
    } else if (b[c.at] !== 0x7d) { c.at = -1; return null; }
  }
  if (!((seen0 & 1) === 1)) { c.at = -1; return null; }
  c.at += 1;
  return value;
};
const compiled: Compiled = {
  guard: (value) => isTaken0(value),
  scan: (b, at) => {
    closeKeys(0);
    return end0(b, at);
  },
  read: (b, c) => {
    closeKeys(0);
    return read0(b, c);
  },
  found,
};

export const TransactionsMoved = compiled;
