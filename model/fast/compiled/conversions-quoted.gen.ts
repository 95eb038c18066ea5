// Generated from the model by `npm run generate`: change the model, not this file.
import type { Compiled } from '../compiled.ts';
import type { Cursor } from '../cursor.ts';
import { isCapitalKey, pastOneSpace, valueEnd } from '../any.ts';
import { isBetween, isCapitals, isObject, isWholeBetween } from '../checks.ts';
import { capitalKey, readDecimal, readWhole } from '../cursor.ts';
import { decimalEnd } from '../number.ts';
import { closeKeys, isNewKey, openKeys } from '../other-keys.ts';
import { keyEnd } from '../text.ts';

const found = new Float64Array(1);
const cursor: Cursor = { at: 0 };
const isTaken0 = (u: unknown): boolean => {
  if (!isObject(u)) return false;
  const v0 = u["time"];
  if (!(isWholeBetween(v0, 0, 253402300799))) return false;
  const v1 = u["USD"];
  if (!((isBetween(v1, 0, 1.7976931348623157e+308) || v1 === -1))) return false;
  for (const key of Object.keys(u)) {
    if (!isCapitals(key, 3)) continue;
    const v = u[key];
    if (!((isBetween(v, 0, 1.7976931348623157e+308) || v === -1))) return false;
  }
  return true;
};
const key0 = (v: DataView, p: number): number => {
  if (v.getUint8(p) !== 0x22) return -1;
  switch (v.getUint8(p + 1)) {
    case 116:
      if (v.getUint8(p + 2) === 105 && v.getUint8(p + 3) === 109 && v.getUint8(p + 4) === 101 && v.getUint8(p + 5) === 34 && v.getUint8(p + 6) === 58) return 0;
      return -1;
    case 85:
      if (v.getUint8(p + 2) === 83 && v.getUint8(p + 3) === 68 && v.getUint8(p + 4) === 34 && v.getUint8(p + 5) === 58) return 1;
      return -1;
    default:
      return -1;
  }
};
const end1 = (v: DataView, p: number): number => {
  { const end = decimalEnd(v, p); if (end >= 0) return end; }
  if (v.getUint8(p + 0) === 45 && v.getUint8(p + 1) === 49) return p + 2;
  return -1;
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
        cursor.at = pastOneSpace(v, p + 7);
        found[0] = readWhole(v, cursor, 11);
        p = cursor.at;
        break;
      case 1:
        if ((seen0 & 2) !== 0) return -1;
        seen0 |= 2;
        p = end1(v, pastOneSpace(v, p + 6));
        break;
      default: {
        const isCapital = isCapitalKey(v, p, 3);
        const end = isCapital ? p + 6 : keyEnd(v, p);
        if (end < 0 || !isNewKey(v, opened, p + 1)) return -1;
        const at = pastOneSpace(v, end);
        p = isCapital ? end1(v, at) : valueEnd(v, at, 0);
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
const read1 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  const number = readDecimal(v, c);
  if (c.at >= 0) return number;
  c.at = p;
  if (v.getUint8(p + 0) === 45 && v.getUint8(p + 1) === 49) {
    c.at = p + 2;
    return -1;
  }
  c.at = -1;
  return null;
};
const read0 = (v: DataView, c: Cursor): unknown => {
  if (v.getUint8(c.at) !== 0x7b) { c.at = -1; return null; }
  c.at += 1;
  let seen0 = 0;
  const value: Record<string, unknown> = {};
  const opened = openKeys();
  while (v.getUint8(c.at) !== 0x7d) {
    switch (key0(v, c.at)) {
      case 0:
        if ((seen0 & 1) !== 0) { c.at = -1; return null; }
        seen0 |= 1;
        c.at = pastOneSpace(v, c.at + 7);
        value["time"] = readWhole(v, c, 11);
        found[0] = Number(value["time"]);
        break;
      case 1:
        if ((seen0 & 2) !== 0) { c.at = -1; return null; }
        seen0 |= 2;
        c.at = pastOneSpace(v, c.at + 6);
        value["USD"] = read1(v, c);
        break;
      default: {
        const p = c.at;
        const end = keyEnd(v, p);
        if (end < 0 || !isCapitalKey(v, p, 3) || !isNewKey(v, opened, p + 1)) { c.at = -1; return null; }
        c.at = pastOneSpace(v, end);
        value[capitalKey(v, p + 1, 3)] = read1(v, c);
      }
    }
    if (c.at < 0) return null;
    if (v.getUint8(c.at) === 0x2c) {
      c.at = pastOneSpace(v, c.at + 1);
      if (v.getUint8(c.at) !== 0x22) { c.at = -1; return null; }
    } else if (v.getUint8(c.at) !== 0x7d) { c.at = -1; return null; }
  }
  closeKeys(opened);
  if (!((seen0 & 3) === 3)) { c.at = -1; return null; }
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

export const ConversionsQuoted = compiled;
