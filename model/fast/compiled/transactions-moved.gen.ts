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
const key0 = (v: DataView, p: number): number => {
  if (v.getUint8(p) !== 0x22) return -1;
  switch (v.getUint8(p + 1)) {
    case 114:
      if (v.getUint8(p + 2) === 101 && v.getUint8(p + 3) === 112 && v.getUint8(p + 4) === 108 && v.getUint8(p + 5) === 97 && v.getUint8(p + 6) === 99 && v.getUint8(p + 7) === 101 && v.getUint8(p + 8) === 100 && v.getUint8(p + 9) === 34 && v.getUint8(p + 10) === 58) return 0;
      return -1;
    case 98:
      if (v.getUint8(p + 2) === 121 && v.getUint8(p + 3) === 34 && v.getUint8(p + 4) === 58) return 1;
      return -1;
    default:
      return -1;
  }
};
const key1 = (v: DataView, p: number): number => {
  if (v.getUint8(p) !== 0x22) return -1;
  switch (v.getUint8(p + 1)) {
    case 115:
      if (v.getUint8(p + 2) === 101 && v.getUint8(p + 3) === 113 && v.getUint8(p + 4) === 117 && v.getUint8(p + 5) === 101 && v.getUint8(p + 6) === 110 && v.getUint8(p + 7) === 99 && v.getUint8(p + 8) === 101 && v.getUint8(p + 9) === 34 && v.getUint8(p + 10) === 58) return 0;
      return -1;
    case 97:
      if (v.getUint8(p + 2) === 100 && v.getUint8(p + 3) === 100 && v.getUint8(p + 4) === 101 && v.getUint8(p + 5) === 100 && v.getUint8(p + 6) === 34 && v.getUint8(p + 7) === 58) return 1;
      return -1;
    case 114:
      if (v.getUint8(p + 2) === 101 && v.getUint8(p + 3) === 109 && v.getUint8(p + 4) === 111 && v.getUint8(p + 5) === 118 && v.getUint8(p + 6) === 101 && v.getUint8(p + 7) === 100 && v.getUint8(p + 8) === 34 && v.getUint8(p + 9) === 58) return 2;
      if (v.getUint8(p + 2) === 101 && v.getUint8(p + 3) === 112 && v.getUint8(p + 4) === 108 && v.getUint8(p + 5) === 97 && v.getUint8(p + 6) === 99 && v.getUint8(p + 7) === 101 && v.getUint8(p + 8) === 100 && v.getUint8(p + 9) === 34 && v.getUint8(p + 10) === 58) return 4;
      return -1;
    case 109:
      if (v.getUint8(p + 2) === 105 && v.getUint8(p + 3) === 110 && v.getUint8(p + 4) === 101 && v.getUint8(p + 5) === 100 && v.getUint8(p + 6) === 34 && v.getUint8(p + 7) === 58) return 3;
      return -1;
    default:
      return -1;
  }
};
const end1 = (v: DataView, start: number): number => {
  if (v.getUint8(start) !== 0x5b) return -1;
  let p = start + 1;
  if (v.getUint8(p) === 0x5d) return p + 1;
  for (;;) {
    p = hexEnd(v, p, 64);
    if (p < 0) return -1;
    if (v.getUint8(p) === 0x5d) return p + 1;
    if (v.getUint8(p) !== 0x2c) return -1;
    p += 1;
  }
};
const end2 = (v: DataView, start: number): number => {
  if (v.getUint8(start) !== 0x5b) return -1;
  let p = start + 1;
  if (v.getUint8(p) === 0x5d) return p + 1;
  for (;;) {
    p = hexEnd(v, p, 64);
    if (p < 0) return -1;
    if (v.getUint8(p) === 0x5d) return p + 1;
    if (v.getUint8(p) !== 0x2c) return -1;
    p += 1;
  }
};
const end3 = (v: DataView, start: number): number => {
  if (v.getUint8(start) !== 0x5b) return -1;
  let p = start + 1;
  if (v.getUint8(p) === 0x5d) return p + 1;
  for (;;) {
    p = hexEnd(v, p, 64);
    if (p < 0) return -1;
    if (v.getUint8(p) === 0x5d) return p + 1;
    if (v.getUint8(p) !== 0x2c) return -1;
    p += 1;
  }
};
const end5 = (v: DataView, start: number): number => {
  if (v.getUint8(start) !== 0x7b) return -1;
  let p = start + 1;
  let seen0 = 0;
  const opened = openKeys();
  while (v.getUint8(p) !== 0x7d) {
    switch (key0(v, p)) {
      case 0:
        if ((seen0 & 1) !== 0) return -1;
        seen0 |= 1;
        p = hexEnd(v, pastOneSpace(v, p + 11), 64);
        break;
      case 1:
        if ((seen0 & 2) !== 0) return -1;
        seen0 |= 2;
        p = hexEnd(v, pastOneSpace(v, p + 5), 64);
        break;
      default: {
        const end = keyEnd(v, p);
        if (end < 0 || !isNewKey(v, opened, p + 1)) return -1;
        p = valueEnd(v, pastOneSpace(v, end), 0);
      }
    }
    if (p < 0) return -1;
    if (v.getUint8(p) === 0x2c) {
      p = pastOneSpace(v, p + 1);
      if (v.getUint8(p) !== 0x22) return -1;
    } else if (v.getUint8(p) !== 0x7d) return -1;
  }
  closeKeys(opened);
  return (seen0 & 3) === 3 ? p + 1 : -1;
};
const end4 = (v: DataView, start: number): number => {
  if (v.getUint8(start) !== 0x5b) return -1;
  let p = start + 1;
  if (v.getUint8(p) === 0x5d) return p + 1;
  for (;;) {
    p = end5(v, p);
    if (p < 0) return -1;
    if (v.getUint8(p) === 0x5d) return p + 1;
    if (v.getUint8(p) !== 0x2c) return -1;
    p += 1;
  }
};
const end0 = (v: DataView, start: number): number => {
  if (v.getUint8(start) !== 0x7b) return -1;
  let p = start + 1;
  let seen0 = 0;
  const opened = openKeys();
  while (v.getUint8(p) !== 0x7d) {
    switch (key1(v, p)) {
      case 0:
        if ((seen0 & 1) !== 0) return -1;
        seen0 |= 1;
        cursor.at = pastOneSpace(v, p + 11);
        found[0] = readWhole(v, cursor, 15);
        p = cursor.at;
        break;
      case 1:
        if ((seen0 & 2) !== 0) return -1;
        seen0 |= 2;
        p = end1(v, pastOneSpace(v, p + 8));
        break;
      case 2:
        if ((seen0 & 4) !== 0) return -1;
        seen0 |= 4;
        p = end2(v, pastOneSpace(v, p + 10));
        break;
      case 3:
        if ((seen0 & 8) !== 0) return -1;
        seen0 |= 8;
        p = end3(v, pastOneSpace(v, p + 8));
        break;
      case 4:
        if ((seen0 & 16) !== 0) return -1;
        seen0 |= 16;
        p = end4(v, pastOneSpace(v, p + 11));
        break;
      default: {
        const end = keyEnd(v, p);
        if (end < 0 || !isNewKey(v, opened, p + 1)) return -1;
        p = valueEnd(v, pastOneSpace(v, end), 0);
      }
    }
    if (p < 0) return -1;
    if (v.getUint8(p) === 0x2c) {
      p = pastOneSpace(v, p + 1);
      if (v.getUint8(p) !== 0x22) return -1;
    } else if (v.getUint8(p) !== 0x7d) return -1;
  }
  closeKeys(opened);
  return (seen0 & 1) === 1 ? p + 1 : -1;
};
const read1 = (v: DataView, c: Cursor): unknown => {
  const values: Array<unknown> = [];
  if (v.getUint8(c.at) !== 0x5b) {
    c.at = -1;
    return values;
  }
  c.at += 1;
  if (v.getUint8(c.at) === 0x5d) {
    c.at += 1;
    return values;
  }
  for (;;) {
    const value = readHex(v, c, 64);
    if (c.at < 0) return values;
    values.push(value);
    const next = v.getUint8(c.at);
    if (next !== 0x2c && next !== 0x5d) {
      c.at = -1;
      return values;
    }
    c.at += 1;
    if (next === 0x5d) return values;
  }
};
const read2 = (v: DataView, c: Cursor): unknown => {
  const values: Array<unknown> = [];
  if (v.getUint8(c.at) !== 0x5b) {
    c.at = -1;
    return values;
  }
  c.at += 1;
  if (v.getUint8(c.at) === 0x5d) {
    c.at += 1;
    return values;
  }
  for (;;) {
    const value = readHex(v, c, 64);
    if (c.at < 0) return values;
    values.push(value);
    const next = v.getUint8(c.at);
    if (next !== 0x2c && next !== 0x5d) {
      c.at = -1;
      return values;
    }
    c.at += 1;
    if (next === 0x5d) return values;
  }
};
const read3 = (v: DataView, c: Cursor): unknown => {
  const values: Array<unknown> = [];
  if (v.getUint8(c.at) !== 0x5b) {
    c.at = -1;
    return values;
  }
  c.at += 1;
  if (v.getUint8(c.at) === 0x5d) {
    c.at += 1;
    return values;
  }
  for (;;) {
    const value = readHex(v, c, 64);
    if (c.at < 0) return values;
    values.push(value);
    const next = v.getUint8(c.at);
    if (next !== 0x2c && next !== 0x5d) {
      c.at = -1;
      return values;
    }
    c.at += 1;
    if (next === 0x5d) return values;
  }
};
const read5 = (v: DataView, c: Cursor): unknown => {
  if (v.getUint8(c.at) !== 0x7b) { c.at = -1; return null; }
  c.at += 1;
  let seen0 = 0;
  let v0: unknown = null;
  let v1: unknown = null;
  while (v.getUint8(c.at) !== 0x7d) {
    switch (key0(v, c.at)) {
      case 0:
        if ((seen0 & 1) !== 0) { c.at = -1; return null; }
        seen0 |= 1;
        c.at = pastOneSpace(v, c.at + 11);
        v0 = readHex(v, c, 64);
        break;
      case 1:
        if ((seen0 & 2) !== 0) { c.at = -1; return null; }
        seen0 |= 2;
        c.at = pastOneSpace(v, c.at + 5);
        v1 = readHex(v, c, 64);
        break;
      default: {
        c.at = -1;
        return null;
      }
    }
    if (c.at < 0) return null;
    if (v.getUint8(c.at) === 0x2c) {
      c.at = pastOneSpace(v, c.at + 1);
      if (v.getUint8(c.at) !== 0x22) { c.at = -1; return null; }
    } else if (v.getUint8(c.at) !== 0x7d) { c.at = -1; return null; }
  }
  if (!((seen0 & 3) === 3)) { c.at = -1; return null; }
  c.at += 1;
  return { "replaced": v0, "by": v1 };
};
const read4 = (v: DataView, c: Cursor): unknown => {
  const values: Array<unknown> = [];
  if (v.getUint8(c.at) !== 0x5b) {
    c.at = -1;
    return values;
  }
  c.at += 1;
  if (v.getUint8(c.at) === 0x5d) {
    c.at += 1;
    return values;
  }
  for (;;) {
    const value = read5(v, c);
    if (c.at < 0) return values;
    values.push(value);
    const next = v.getUint8(c.at);
    if (next !== 0x2c && next !== 0x5d) {
      c.at = -1;
      return values;
    }
    c.at += 1;
    if (next === 0x5d) return values;
  }
};
const read0 = (v: DataView, c: Cursor): unknown => {
  if (v.getUint8(c.at) !== 0x7b) { c.at = -1; return null; }
  c.at += 1;
  let seen0 = 0;
  const value: Record<string, unknown> = {};
  while (v.getUint8(c.at) !== 0x7d) {
    switch (key1(v, c.at)) {
      case 0:
        if ((seen0 & 1) !== 0) { c.at = -1; return null; }
        seen0 |= 1;
        c.at = pastOneSpace(v, c.at + 11);
        value["sequence"] = readWhole(v, c, 15);
        found[0] = Number(value["sequence"]);
        break;
      case 1:
        if ((seen0 & 2) !== 0) { c.at = -1; return null; }
        seen0 |= 2;
        c.at = pastOneSpace(v, c.at + 8);
        value["added"] = read1(v, c);
        break;
      case 2:
        if ((seen0 & 4) !== 0) { c.at = -1; return null; }
        seen0 |= 4;
        c.at = pastOneSpace(v, c.at + 10);
        value["removed"] = read2(v, c);
        break;
      case 3:
        if ((seen0 & 8) !== 0) { c.at = -1; return null; }
        seen0 |= 8;
        c.at = pastOneSpace(v, c.at + 8);
        value["mined"] = read3(v, c);
        break;
      case 4:
        if ((seen0 & 16) !== 0) { c.at = -1; return null; }
        seen0 |= 16;
        c.at = pastOneSpace(v, c.at + 11);
        value["replaced"] = read4(v, c);
        break;
      default: {
        c.at = -1;
        return null;
      }
    }
    if (c.at < 0) return null;
    if (v.getUint8(c.at) === 0x2c) {
      c.at = pastOneSpace(v, c.at + 1);
      if (v.getUint8(c.at) !== 0x22) { c.at = -1; return null; }
    } else if (v.getUint8(c.at) !== 0x7d) { c.at = -1; return null; }
  }
  if (!((seen0 & 1) === 1)) { c.at = -1; return null; }
  c.at += 1;
  return value;
};
const compiled: Compiled = {
  guard: (value) => isTaken0(value),
  scan: (v, at) => {
    closeKeys(0);
    return end0(v, at);
  },
  read: (v, c) => {
    closeKeys(0);
    return read0(v, c);
  },
  found,
};

export const TransactionsMoved = compiled;
