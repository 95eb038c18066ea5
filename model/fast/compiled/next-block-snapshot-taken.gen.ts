// Generated from the model by `npm run generate`: change the model, not this file.
import type { Compiled } from '../compiled.ts';
import type { Cursor } from '../cursor.ts';
import { pastOneSpace, valueEnd } from '../any.ts';
import { isBetween, isHexOf, isObject, isQuartersBetween, isWholeBetween } from '../checks.ts';
import { readDecimal, readHex, readQuarters, readWhole } from '../cursor.ts';
import { fractionEnd, quarterEnd } from '../number.ts';
import { closeKeys, isNewKey, openKeys } from '../other-keys.ts';
import { hexEnd, keyEnd } from '../text.ts';
import { bytesBefore, otherDigitsAt } from '../words.ts';

const found = new Float64Array(2);
const cursor: Cursor = { at: 0 };
const isTaken2 = (u: unknown): boolean => {
  if (!Array.isArray(u) || (u.length !== 7 && u.length !== 8)) return false;
  const v0: unknown = u[0];
  if (!(isHexOf(v0, 64))) return false;
  const v1: unknown = u[1];
  if (!(isWholeBetween(v1, 0, 9007199254740991))) return false;
  const v2: unknown = u[2];
  if (!(isQuartersBetween(v2, 0, 9007199254740991))) return false;
  const v3: unknown = u[3];
  if (!(isWholeBetween(v3, 0, 9007199254740991))) return false;
  const v4: unknown = u[4];
  if (!(isBetween(v4, 0, 1.7976931348623157e+308))) return false;
  const v5: unknown = u[5];
  if (!(isWholeBetween(v5, 0, 9007199254740991))) return false;
  const v6: unknown = u[6];
  if (!(isWholeBetween(v6, 0, 253402300799))) return false;
  const last: unknown = u[7];
  if (u.length === 8 && !(last === 1)) return false;
  return true;
};
const isTaken1 = (u: unknown): boolean => {
  if (!Array.isArray(u)) return false;
  for (let i = 0; i < u.length; i += 1) {
    const v: unknown = u[i];
    if (!(isTaken2(v))) return false;
  }
  return true;
};
const isTaken0 = (u: unknown): boolean => {
  if (!isObject(u)) return false;
  if ("delta" in u) return false;
  const v0 = u["index"];
  if (!(isWholeBetween(v0, 0, 9007199254740991))) return false;
  const v1 = u["sequence"];
  if (!(isWholeBetween(v1, 0, 9007199254740991))) return false;
  const v2 = u["blockTransactions"];
  if (!(isTaken1(v2))) return false;
  return true;
};
const key0 = (v: DataView, p: number): number => {
  if (v.getUint8(p) !== 0x22) return -1;
  switch (v.getUint8(p + 1)) {
    case 105:
      if (v.getUint8(p + 2) === 110 && v.getUint8(p + 3) === 100 && v.getUint8(p + 4) === 101 && v.getUint8(p + 5) === 120 && v.getUint8(p + 6) === 34 && v.getUint8(p + 7) === 58) return 0;
      return -1;
    case 115:
      if (v.getUint8(p + 2) === 101 && v.getUint8(p + 3) === 113 && v.getUint8(p + 4) === 117 && v.getUint8(p + 5) === 101 && v.getUint8(p + 6) === 110 && v.getUint8(p + 7) === 99 && v.getUint8(p + 8) === 101 && v.getUint8(p + 9) === 34 && v.getUint8(p + 10) === 58) return 1;
      return -1;
    case 98:
      if (v.getUint8(p + 2) === 108 && v.getUint8(p + 3) === 111 && v.getUint8(p + 4) === 99 && v.getUint8(p + 5) === 107 && v.getUint8(p + 6) === 84 && v.getUint8(p + 7) === 114 && v.getUint8(p + 8) === 97 && v.getUint8(p + 9) === 110 && v.getUint8(p + 10) === 115 && v.getUint8(p + 11) === 97 && v.getUint8(p + 12) === 99 && v.getUint8(p + 13) === 116 && v.getUint8(p + 14) === 105 && v.getUint8(p + 15) === 111 && v.getUint8(p + 16) === 110 && v.getUint8(p + 17) === 115 && v.getUint8(p + 18) === 34 && v.getUint8(p + 19) === 58) return 2;
      return -1;
    case 100:
      if (v.getUint8(p + 2) === 101 && v.getUint8(p + 3) === 108 && v.getUint8(p + 4) === 116 && v.getUint8(p + 5) === 97 && v.getUint8(p + 6) === 34 && v.getUint8(p + 7) === 58) return 3;
      return -1;
    default:
      return -1;
  }
};
const end3 = (v: DataView, p: number): number => {
  if (v.getUint8(p + 0) === 49) return p + 1;
  return -1;
};
const end2 = (v: DataView, row: number): number => {
  let p = row;
  let start = p;
  let other = 0;
  if (v.getUint8(p) !== 0x5b) return -1;
  p = hexEnd(v, p + 1, 64);
  if (p < 0) return -1;
  if (v.getUint8(p) !== 0x2c) return -1;
  start = p + 1;
  p = start;
  while ((other = otherDigitsAt(v, p)) === 0) p += 4;
  p += bytesBefore(other);
  if (p === start || (p > start + 1 && v.getUint8(start) === 0x30)) return -1;
  if (p - start > 15) return -1;
  if (v.getUint8(p) !== 0x2c) return -1;
  start = p + 1;
  p = start;
  while ((other = otherDigitsAt(v, p)) === 0) p += 4;
  p += bytesBefore(other);
  if (p === start || (p > start + 1 && v.getUint8(start) === 0x30)) return -1;
  if (p - start > 15) return -1;
  p = quarterEnd(v, p);
  if (p < 0) return -1;
  if (v.getUint8(p) !== 0x2c) return -1;
  start = p + 1;
  p = start;
  while ((other = otherDigitsAt(v, p)) === 0) p += 4;
  p += bytesBefore(other);
  if (p === start || (p > start + 1 && v.getUint8(start) === 0x30)) return -1;
  if (p - start > 15) return -1;
  if (v.getUint8(p) !== 0x2c) return -1;
  start = p + 1;
  p = start;
  while ((other = otherDigitsAt(v, p)) === 0) p += 4;
  p += bytesBefore(other);
  if (p === start || (p > start + 1 && v.getUint8(start) === 0x30)) return -1;
  p = fractionEnd(v, p, start);
  if (p < 0) return -1;
  if (v.getUint8(p) !== 0x2c) return -1;
  start = p + 1;
  p = start;
  while ((other = otherDigitsAt(v, p)) === 0) p += 4;
  p += bytesBefore(other);
  if (p === start || (p > start + 1 && v.getUint8(start) === 0x30)) return -1;
  if (p - start > 15) return -1;
  if (v.getUint8(p) !== 0x2c) return -1;
  start = p + 1;
  p = start;
  while ((other = otherDigitsAt(v, p)) === 0) p += 4;
  p += bytesBefore(other);
  if (p === start || (p > start + 1 && v.getUint8(start) === 0x30)) return -1;
  if (p - start > 11) return -1;
  if (v.getUint8(p) === 0x2c) {
    p = end3(v, p + 1);
    if (p < 0) return -1;
  }
  return v.getUint8(p) === 0x5d ? p + 1 : -1;
};
const end1 = (v: DataView, start: number): number => {
  if (v.getUint8(start) !== 0x5b) return -1;
  let p = start + 1;
  if (v.getUint8(p) === 0x5d) return p + 1;
  for (;;) {
    p = end2(v, p);
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
    switch (key0(v, p)) {
      case 0:
        if ((seen0 & 1) !== 0) return -1;
        seen0 |= 1;
        cursor.at = pastOneSpace(v, p + 8);
        found[0] = readWhole(v, cursor, 15);
        p = cursor.at;
        break;
      case 1:
        if ((seen0 & 2) !== 0) return -1;
        seen0 |= 2;
        cursor.at = pastOneSpace(v, p + 11);
        found[1] = readWhole(v, cursor, 15);
        p = cursor.at;
        break;
      case 2:
        if ((seen0 & 4) !== 0) return -1;
        seen0 |= 4;
        p = end1(v, pastOneSpace(v, p + 20));
        break;
      case 3:
        return -1;
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
  return (seen0 & 7) === 7 ? p + 1 : -1;
};
const read3 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  if (v.getUint8(p + 0) === 49) {
    c.at = p + 1;
    return 1;
  }
  c.at = -1;
  return null;
};
const read2 = (v: DataView, c: Cursor): unknown => {
  if (v.getUint8(c.at) !== 0x5b) { c.at = -1; return null; }
  c.at += 1;
  const v0 = readHex(v, c, 64);
  if (c.at < 0) return null;
  if (v.getUint8(c.at) !== 0x2c) { c.at = -1; return null; }
  c.at += 1;
  const v1 = readWhole(v, c, 15);
  if (c.at < 0) return null;
  if (v.getUint8(c.at) !== 0x2c) { c.at = -1; return null; }
  c.at += 1;
  const v2 = readQuarters(v, c);
  if (c.at < 0) return null;
  if (v.getUint8(c.at) !== 0x2c) { c.at = -1; return null; }
  c.at += 1;
  const v3 = readWhole(v, c, 15);
  if (c.at < 0) return null;
  if (v.getUint8(c.at) !== 0x2c) { c.at = -1; return null; }
  c.at += 1;
  const v4 = readDecimal(v, c);
  if (c.at < 0) return null;
  if (v.getUint8(c.at) !== 0x2c) { c.at = -1; return null; }
  c.at += 1;
  const v5 = readWhole(v, c, 15);
  if (c.at < 0) return null;
  if (v.getUint8(c.at) !== 0x2c) { c.at = -1; return null; }
  c.at += 1;
  const v6 = readWhole(v, c, 11);
  if (c.at < 0) return null;
  if (v.getUint8(c.at) === 0x2c) {
    c.at += 1;
    const last = read3(v, c);
    if (c.at < 0) return null;
    if (v.getUint8(c.at) !== 0x5d) { c.at = -1; return null; }
    c.at += 1;
    return [v0, v1, v2, v3, v4, v5, v6, last];
  }
  if (v.getUint8(c.at) !== 0x5d) { c.at = -1; return null; }
  c.at += 1;
  return [v0, v1, v2, v3, v4, v5, v6];
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
    const value = read2(v, c);
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
  let v0: unknown = null;
  let v1: unknown = null;
  let v2: unknown = null;
  while (v.getUint8(c.at) !== 0x7d) {
    switch (key0(v, c.at)) {
      case 0:
        if ((seen0 & 1) !== 0) { c.at = -1; return null; }
        seen0 |= 1;
        c.at = pastOneSpace(v, c.at + 8);
        v0 = readWhole(v, c, 15);
        found[0] = Number(v0);
        break;
      case 1:
        if ((seen0 & 2) !== 0) { c.at = -1; return null; }
        seen0 |= 2;
        c.at = pastOneSpace(v, c.at + 11);
        v1 = readWhole(v, c, 15);
        found[1] = Number(v1);
        break;
      case 2:
        if ((seen0 & 4) !== 0) { c.at = -1; return null; }
        seen0 |= 4;
        c.at = pastOneSpace(v, c.at + 20);
        v2 = read1(v, c);
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
  if (!((seen0 & 7) === 7)) { c.at = -1; return null; }
  c.at += 1;
  return { "index": v0, "sequence": v1, "blockTransactions": v2 };
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

export const NextBlockSnapshotTaken = compiled;
