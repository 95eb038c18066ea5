// Generated from the model by `npm run generate`: change the model, not this file.
import type { Compiled } from '../compiled.ts';
import type { Cursor } from '../cursor.ts';
import { anyObjectEnd, flagEnd, nullEnd, pastOneSpace, valueEnd } from '../any.ts';
import { isBetween, isHexOf, isObject, isWholeBetween } from '../checks.ts';
import { readAnyObject, readFlag, readHex, readInteger, readNull, readSigned, readText, readWhole } from '../cursor.ts';
import { integerEnd, signedEnd, wholeEnd } from '../number.ts';
import { closeKeys, isNewKey, openKeys } from '../other-keys.ts';
import { hexEnd, keyEnd, textEnd } from '../text.ts';

const found = new Float64Array(5);
const cursor: Cursor = { at: 0 };
const isTaken2 = (u: unknown): boolean => {
  if (!Array.isArray(u)) return false;
  for (let i = 0; i < u.length; i += 1) {
    const v: unknown = u[i];
    if (!(isBetween(v, -1.7976931348623157e+308, 1.7976931348623157e+308))) return false;
  }
  return true;
};
const isTaken3 = (u: unknown): boolean => {
  if (!Array.isArray(u)) return false;
  for (let i = 0; i < u.length; i += 1) {
    const v: unknown = u[i];
    if (!(isBetween(v, -1.7976931348623157e+308, 1.7976931348623157e+308))) return false;
  }
  return true;
};
const isTaken4 = (u: unknown): boolean => {
  if (!Array.isArray(u)) return false;
  for (let i = 0; i < u.length; i += 1) {
    const v: unknown = u[i];
    if (!(typeof v === 'string')) return false;
  }
  return true;
};
const isTaken6 = (u: unknown): boolean => {
  if (!Array.isArray(u)) return false;
  for (let i = 0; i < u.length; i += 1) {
    const v: unknown = u[i];
    if (!(typeof v === 'string')) return false;
  }
  return true;
};
const isTaken5 = (u: unknown): boolean => {
  if (!isObject(u)) return false;
  const v0 = u["id"];
  if (!(v0 === undefined || (isWholeBetween(v0, 0, 9007199254740991) || v0 === null))) return false;
  const v1 = u["name"];
  if (!(v1 === undefined || (typeof v1 === 'string' || v1 === null))) return false;
  const v2 = u["slug"];
  if (!(v2 === undefined || (typeof v2 === 'string' || v2 === null))) return false;
  const v3 = u["minerNames"];
  if (!(v3 === undefined || (isTaken6(v3) || v3 === null))) return false;
  return true;
};
const isTaken7 = (u: unknown): boolean => {
  if (!Array.isArray(u)) return false;
  for (let i = 0; i < u.length; i += 1) {
    const v: unknown = u[i];
    if (!(isObject(v))) return false;
  }
  return true;
};
const isTaken1 = (u: unknown): boolean => {
  if (!isObject(u)) return false;
  const v0 = u["totalFees"];
  if (!(v0 === undefined || (isWholeBetween(v0, 0, 9007199254740991) || v0 === null))) return false;
  const v1 = u["reward"];
  if (!(v1 === undefined || (isWholeBetween(v1, 0, 9007199254740991) || v1 === null))) return false;
  const v2 = u["avgFee"];
  if (!(v2 === undefined || (isBetween(v2, -1.7976931348623157e+308, 1.7976931348623157e+308) || v2 === null))) return false;
  const v3 = u["avgFeeRate"];
  if (!(v3 === undefined || (isBetween(v3, -1.7976931348623157e+308, 1.7976931348623157e+308) || v3 === null))) return false;
  const v4 = u["medianFee"];
  if (!(v4 === undefined || (isBetween(v4, -1.7976931348623157e+308, 1.7976931348623157e+308) || v4 === null))) return false;
  const v5 = u["feeRange"];
  if (!(v5 === undefined || (isTaken2(v5) || v5 === null))) return false;
  const v6 = u["feePercentiles"];
  if (!(v6 === undefined || (isTaken3(v6) || v6 === null))) return false;
  const v7 = u["medianFeeAmt"];
  if (!(v7 === undefined || (isBetween(v7, -1.7976931348623157e+308, 1.7976931348623157e+308) || v7 === null))) return false;
  const v8 = u["avgTxSize"];
  if (!(v8 === undefined || (isBetween(v8, -1.7976931348623157e+308, 1.7976931348623157e+308) || v8 === null))) return false;
  const v9 = u["totalInputs"];
  if (!(v9 === undefined || (isWholeBetween(v9, 0, 9007199254740991) || v9 === null))) return false;
  const v10 = u["totalOutputs"];
  if (!(v10 === undefined || (isWholeBetween(v10, 0, 9007199254740991) || v10 === null))) return false;
  const v11 = u["totalOutputAmt"];
  if (!(v11 === undefined || (isWholeBetween(v11, 0, 9007199254740991) || v11 === null))) return false;
  const v12 = u["totalInputAmt"];
  if (!(v12 === undefined || (isWholeBetween(v12, 0, 9007199254740991) || v12 === null))) return false;
  const v13 = u["segwitTotalTxs"];
  if (!(v13 === undefined || (isWholeBetween(v13, 0, 9007199254740991) || v13 === null))) return false;
  const v14 = u["segwitTotalSize"];
  if (!(v14 === undefined || (isWholeBetween(v14, 0, 9007199254740991) || v14 === null))) return false;
  const v15 = u["segwitTotalWeight"];
  if (!(v15 === undefined || (isWholeBetween(v15, 0, 9007199254740991) || v15 === null))) return false;
  const v16 = u["utxoSetChange"];
  if (!(v16 === undefined || (isWholeBetween(v16, -9007199254740991, 9007199254740991) || v16 === null))) return false;
  const v17 = u["utxoSetSize"];
  if (!(v17 === undefined || (isWholeBetween(v17, 0, 9007199254740991) || v17 === null))) return false;
  const v18 = u["virtualSize"];
  if (!(v18 === undefined || (isBetween(v18, -1.7976931348623157e+308, 1.7976931348623157e+308) || v18 === null))) return false;
  const v19 = u["header"];
  if (!(v19 === undefined || (typeof v19 === 'string' || v19 === null))) return false;
  const v20 = u["coinbaseRaw"];
  if (!(v20 === undefined || (typeof v20 === 'string' || v20 === null))) return false;
  const v21 = u["coinbaseAddress"];
  if (!(v21 === undefined || (typeof v21 === 'string' || v21 === null))) return false;
  const v22 = u["coinbaseAddresses"];
  if (!(v22 === undefined || (isTaken4(v22) || v22 === null))) return false;
  const v23 = u["coinbaseSignature"];
  if (!(v23 === undefined || (typeof v23 === 'string' || v23 === null))) return false;
  const v24 = u["coinbaseSignatureAscii"];
  if (!(v24 === undefined || (typeof v24 === 'string' || v24 === null))) return false;
  const v25 = u["pool"];
  if (!(v25 === undefined || (isTaken5(v25) || v25 === null))) return false;
  const v26 = u["matchRate"];
  if (!(v26 === undefined || (isBetween(v26, -1.7976931348623157e+308, 1.7976931348623157e+308) || v26 === null))) return false;
  const v27 = u["expectedFees"];
  if (!(v27 === undefined || (isBetween(v27, -1.7976931348623157e+308, 1.7976931348623157e+308) || v27 === null))) return false;
  const v28 = u["expectedWeight"];
  if (!(v28 === undefined || (isBetween(v28, -1.7976931348623157e+308, 1.7976931348623157e+308) || v28 === null))) return false;
  const v29 = u["similarity"];
  if (!(v29 === undefined || (isBetween(v29, -1.7976931348623157e+308, 1.7976931348623157e+308) || v29 === null))) return false;
  const v30 = u["orphans"];
  if (!(v30 === undefined || (isTaken7(v30) || v30 === null))) return false;
  const v31 = u["firstSeen"];
  if (!(v31 === undefined || (isBetween(v31, -1.7976931348623157e+308, 1.7976931348623157e+308) || v31 === null))) return false;
  const v32 = u["coinbaseBip54"];
  if (!(v32 === undefined || ((typeof v32 === 'boolean' || v32 === 0 || v32 === 1) || v32 === null))) return false;
  return true;
};
const isTaken0 = (u: unknown): boolean => {
  if (!isObject(u)) return false;
  const v0 = u["id"];
  if (!(isHexOf(v0, 64))) return false;
  const v1 = u["height"];
  if (!(isWholeBetween(v1, 0, 9007199254740991))) return false;
  const v2 = u["version"];
  if (!(isWholeBetween(v2, -9007199254740991, 9007199254740991))) return false;
  const v3 = u["timestamp"];
  if (!(isWholeBetween(v3, 0, 253402300799))) return false;
  const v4 = u["bits"];
  if (!(isWholeBetween(v4, 0, 9007199254740991))) return false;
  const v5 = u["nonce"];
  if (!(isWholeBetween(v5, 0, 9007199254740991))) return false;
  const v6 = u["difficulty"];
  if (!(isBetween(v6, -1.7976931348623157e+308, 1.7976931348623157e+308))) return false;
  const v7 = u["merkle_root"];
  if (!(isHexOf(v7, 64))) return false;
  const v8 = u["tx_count"];
  if (!(isWholeBetween(v8, 0, 9007199254740991))) return false;
  const v9 = u["size"];
  if (!(isWholeBetween(v9, 0, 9007199254740991))) return false;
  const v10 = u["weight"];
  if (!(isWholeBetween(v10, 0, 9007199254740991))) return false;
  const v11 = u["previousblockhash"];
  if (!(v11 === undefined || (isHexOf(v11, 64) || v11 === null))) return false;
  const v12 = u["mediantime"];
  if (!(v12 === undefined || (isWholeBetween(v12, 0, 253402300799) || v12 === null))) return false;
  const v13 = u["stale"];
  if (!(v13 === undefined || ((typeof v13 === 'boolean' || v13 === 0 || v13 === 1) || v13 === null))) return false;
  const v14 = u["canonical"];
  if (!(v14 === undefined || (isHexOf(v14, 64) || v14 === null))) return false;
  const v15 = u["extras"];
  if (!(v15 === undefined || (isTaken1(v15) || v15 === null))) return false;
  return true;
};
const key0 = (v: DataView, p: number): number => {
  if (v.getUint8(p) !== 0x22) return -1;
  switch (v.getUint8(p + 1)) {
    case 105:
      if (v.getUint8(p + 2) === 100 && v.getUint8(p + 3) === 34 && v.getUint8(p + 4) === 58) return 0;
      return -1;
    case 110:
      if (v.getUint8(p + 2) === 97 && v.getUint8(p + 3) === 109 && v.getUint8(p + 4) === 101 && v.getUint8(p + 5) === 34 && v.getUint8(p + 6) === 58) return 1;
      return -1;
    case 115:
      if (v.getUint8(p + 2) === 108 && v.getUint8(p + 3) === 117 && v.getUint8(p + 4) === 103 && v.getUint8(p + 5) === 34 && v.getUint8(p + 6) === 58) return 2;
      return -1;
    case 109:
      if (v.getUint8(p + 2) === 105 && v.getUint8(p + 3) === 110 && v.getUint8(p + 4) === 101 && v.getUint8(p + 5) === 114 && v.getUint8(p + 6) === 78 && v.getUint8(p + 7) === 97 && v.getUint8(p + 8) === 109 && v.getUint8(p + 9) === 101 && v.getUint8(p + 10) === 115 && v.getUint8(p + 11) === 34 && v.getUint8(p + 12) === 58) return 3;
      return -1;
    default:
      return -1;
  }
};
const key1 = (v: DataView, p: number): number => {
  if (v.getUint8(p) !== 0x22) return -1;
  switch (v.getUint8(p + 1)) {
    case 116:
      if (v.getUint8(p + 2) === 111 && v.getUint8(p + 3) === 116 && v.getUint8(p + 4) === 97 && v.getUint8(p + 5) === 108 && v.getUint8(p + 6) === 70 && v.getUint8(p + 7) === 101 && v.getUint8(p + 8) === 101 && v.getUint8(p + 9) === 115 && v.getUint8(p + 10) === 34 && v.getUint8(p + 11) === 58) return 0;
      if (v.getUint8(p + 2) === 111 && v.getUint8(p + 3) === 116 && v.getUint8(p + 4) === 97 && v.getUint8(p + 5) === 108 && v.getUint8(p + 6) === 73 && v.getUint8(p + 7) === 110 && v.getUint8(p + 8) === 112 && v.getUint8(p + 9) === 117 && v.getUint8(p + 10) === 116 && v.getUint8(p + 11) === 115 && v.getUint8(p + 12) === 34 && v.getUint8(p + 13) === 58) return 9;
      if (v.getUint8(p + 2) === 111 && v.getUint8(p + 3) === 116 && v.getUint8(p + 4) === 97 && v.getUint8(p + 5) === 108 && v.getUint8(p + 6) === 79 && v.getUint8(p + 7) === 117 && v.getUint8(p + 8) === 116 && v.getUint8(p + 9) === 112 && v.getUint8(p + 10) === 117 && v.getUint8(p + 11) === 116 && v.getUint8(p + 12) === 115 && v.getUint8(p + 13) === 34 && v.getUint8(p + 14) === 58) return 10;
      if (v.getUint8(p + 2) === 111 && v.getUint8(p + 3) === 116 && v.getUint8(p + 4) === 97 && v.getUint8(p + 5) === 108 && v.getUint8(p + 6) === 79 && v.getUint8(p + 7) === 117 && v.getUint8(p + 8) === 116 && v.getUint8(p + 9) === 112 && v.getUint8(p + 10) === 117 && v.getUint8(p + 11) === 116 && v.getUint8(p + 12) === 65 && v.getUint8(p + 13) === 109 && v.getUint8(p + 14) === 116 && v.getUint8(p + 15) === 34 && v.getUint8(p + 16) === 58) return 11;
      if (v.getUint8(p + 2) === 111 && v.getUint8(p + 3) === 116 && v.getUint8(p + 4) === 97 && v.getUint8(p + 5) === 108 && v.getUint8(p + 6) === 73 && v.getUint8(p + 7) === 110 && v.getUint8(p + 8) === 112 && v.getUint8(p + 9) === 117 && v.getUint8(p + 10) === 116 && v.getUint8(p + 11) === 65 && v.getUint8(p + 12) === 109 && v.getUint8(p + 13) === 116 && v.getUint8(p + 14) === 34 && v.getUint8(p + 15) === 58) return 12;
      return -1;
    case 114:
      if (v.getUint8(p + 2) === 101 && v.getUint8(p + 3) === 119 && v.getUint8(p + 4) === 97 && v.getUint8(p + 5) === 114 && v.getUint8(p + 6) === 100 && v.getUint8(p + 7) === 34 && v.getUint8(p + 8) === 58) return 1;
      return -1;
    case 97:
      if (v.getUint8(p + 2) === 118 && v.getUint8(p + 3) === 103 && v.getUint8(p + 4) === 70 && v.getUint8(p + 5) === 101 && v.getUint8(p + 6) === 101 && v.getUint8(p + 7) === 34 && v.getUint8(p + 8) === 58) return 2;
      if (v.getUint8(p + 2) === 118 && v.getUint8(p + 3) === 103 && v.getUint8(p + 4) === 70 && v.getUint8(p + 5) === 101 && v.getUint8(p + 6) === 101 && v.getUint8(p + 7) === 82 && v.getUint8(p + 8) === 97 && v.getUint8(p + 9) === 116 && v.getUint8(p + 10) === 101 && v.getUint8(p + 11) === 34 && v.getUint8(p + 12) === 58) return 3;
      if (v.getUint8(p + 2) === 118 && v.getUint8(p + 3) === 103 && v.getUint8(p + 4) === 84 && v.getUint8(p + 5) === 120 && v.getUint8(p + 6) === 83 && v.getUint8(p + 7) === 105 && v.getUint8(p + 8) === 122 && v.getUint8(p + 9) === 101 && v.getUint8(p + 10) === 34 && v.getUint8(p + 11) === 58) return 8;
      return -1;
    case 109:
      if (v.getUint8(p + 2) === 101 && v.getUint8(p + 3) === 100 && v.getUint8(p + 4) === 105 && v.getUint8(p + 5) === 97 && v.getUint8(p + 6) === 110 && v.getUint8(p + 7) === 70 && v.getUint8(p + 8) === 101 && v.getUint8(p + 9) === 101 && v.getUint8(p + 10) === 34 && v.getUint8(p + 11) === 58) return 4;
      if (v.getUint8(p + 2) === 101 && v.getUint8(p + 3) === 100 && v.getUint8(p + 4) === 105 && v.getUint8(p + 5) === 97 && v.getUint8(p + 6) === 110 && v.getUint8(p + 7) === 70 && v.getUint8(p + 8) === 101 && v.getUint8(p + 9) === 101 && v.getUint8(p + 10) === 65 && v.getUint8(p + 11) === 109 && v.getUint8(p + 12) === 116 && v.getUint8(p + 13) === 34 && v.getUint8(p + 14) === 58) return 7;
      if (v.getUint8(p + 2) === 97 && v.getUint8(p + 3) === 116 && v.getUint8(p + 4) === 99 && v.getUint8(p + 5) === 104 && v.getUint8(p + 6) === 82 && v.getUint8(p + 7) === 97 && v.getUint8(p + 8) === 116 && v.getUint8(p + 9) === 101 && v.getUint8(p + 10) === 34 && v.getUint8(p + 11) === 58) return 26;
      return -1;
    case 102:
      if (v.getUint8(p + 2) === 101 && v.getUint8(p + 3) === 101 && v.getUint8(p + 4) === 82 && v.getUint8(p + 5) === 97 && v.getUint8(p + 6) === 110 && v.getUint8(p + 7) === 103 && v.getUint8(p + 8) === 101 && v.getUint8(p + 9) === 34 && v.getUint8(p + 10) === 58) return 5;
      if (v.getUint8(p + 2) === 101 && v.getUint8(p + 3) === 101 && v.getUint8(p + 4) === 80 && v.getUint8(p + 5) === 101 && v.getUint8(p + 6) === 114 && v.getUint8(p + 7) === 99 && v.getUint8(p + 8) === 101 && v.getUint8(p + 9) === 110 && v.getUint8(p + 10) === 116 && v.getUint8(p + 11) === 105 && v.getUint8(p + 12) === 108 && v.getUint8(p + 13) === 101 && v.getUint8(p + 14) === 115 && v.getUint8(p + 15) === 34 && v.getUint8(p + 16) === 58) return 6;
      if (v.getUint8(p + 2) === 105 && v.getUint8(p + 3) === 114 && v.getUint8(p + 4) === 115 && v.getUint8(p + 5) === 116 && v.getUint8(p + 6) === 83 && v.getUint8(p + 7) === 101 && v.getUint8(p + 8) === 101 && v.getUint8(p + 9) === 110 && v.getUint8(p + 10) === 34 && v.getUint8(p + 11) === 58) return 31;
      return -1;
    case 115:
      if (v.getUint8(p + 2) === 101 && v.getUint8(p + 3) === 103 && v.getUint8(p + 4) === 119 && v.getUint8(p + 5) === 105 && v.getUint8(p + 6) === 116 && v.getUint8(p + 7) === 84 && v.getUint8(p + 8) === 111 && v.getUint8(p + 9) === 116 && v.getUint8(p + 10) === 97 && v.getUint8(p + 11) === 108 && v.getUint8(p + 12) === 84 && v.getUint8(p + 13) === 120 && v.getUint8(p + 14) === 115 && v.getUint8(p + 15) === 34 && v.getUint8(p + 16) === 58) return 13;
      if (v.getUint8(p + 2) === 101 && v.getUint8(p + 3) === 103 && v.getUint8(p + 4) === 119 && v.getUint8(p + 5) === 105 && v.getUint8(p + 6) === 116 && v.getUint8(p + 7) === 84 && v.getUint8(p + 8) === 111 && v.getUint8(p + 9) === 116 && v.getUint8(p + 10) === 97 && v.getUint8(p + 11) === 108 && v.getUint8(p + 12) === 83 && v.getUint8(p + 13) === 105 && v.getUint8(p + 14) === 122 && v.getUint8(p + 15) === 101 && v.getUint8(p + 16) === 34 && v.getUint8(p + 17) === 58) return 14;
      if (v.getUint8(p + 2) === 101 && v.getUint8(p + 3) === 103 && v.getUint8(p + 4) === 119 && v.getUint8(p + 5) === 105 && v.getUint8(p + 6) === 116 && v.getUint8(p + 7) === 84 && v.getUint8(p + 8) === 111 && v.getUint8(p + 9) === 116 && v.getUint8(p + 10) === 97 && v.getUint8(p + 11) === 108 && v.getUint8(p + 12) === 87 && v.getUint8(p + 13) === 101 && v.getUint8(p + 14) === 105 && v.getUint8(p + 15) === 103 && v.getUint8(p + 16) === 104 && v.getUint8(p + 17) === 116 && v.getUint8(p + 18) === 34 && v.getUint8(p + 19) === 58) return 15;
      if (v.getUint8(p + 2) === 105 && v.getUint8(p + 3) === 109 && v.getUint8(p + 4) === 105 && v.getUint8(p + 5) === 108 && v.getUint8(p + 6) === 97 && v.getUint8(p + 7) === 114 && v.getUint8(p + 8) === 105 && v.getUint8(p + 9) === 116 && v.getUint8(p + 10) === 121 && v.getUint8(p + 11) === 34 && v.getUint8(p + 12) === 58) return 29;
      return -1;
    case 117:
      if (v.getUint8(p + 2) === 116 && v.getUint8(p + 3) === 120 && v.getUint8(p + 4) === 111 && v.getUint8(p + 5) === 83 && v.getUint8(p + 6) === 101 && v.getUint8(p + 7) === 116 && v.getUint8(p + 8) === 67 && v.getUint8(p + 9) === 104 && v.getUint8(p + 10) === 97 && v.getUint8(p + 11) === 110 && v.getUint8(p + 12) === 103 && v.getUint8(p + 13) === 101 && v.getUint8(p + 14) === 34 && v.getUint8(p + 15) === 58) return 16;
      if (v.getUint8(p + 2) === 116 && v.getUint8(p + 3) === 120 && v.getUint8(p + 4) === 111 && v.getUint8(p + 5) === 83 && v.getUint8(p + 6) === 101 && v.getUint8(p + 7) === 116 && v.getUint8(p + 8) === 83 && v.getUint8(p + 9) === 105 && v.getUint8(p + 10) === 122 && v.getUint8(p + 11) === 101 && v.getUint8(p + 12) === 34 && v.getUint8(p + 13) === 58) return 17;
      return -1;
    case 118:
      if (v.getUint8(p + 2) === 105 && v.getUint8(p + 3) === 114 && v.getUint8(p + 4) === 116 && v.getUint8(p + 5) === 117 && v.getUint8(p + 6) === 97 && v.getUint8(p + 7) === 108 && v.getUint8(p + 8) === 83 && v.getUint8(p + 9) === 105 && v.getUint8(p + 10) === 122 && v.getUint8(p + 11) === 101 && v.getUint8(p + 12) === 34 && v.getUint8(p + 13) === 58) return 18;
      return -1;
    case 104:
      if (v.getUint8(p + 2) === 101 && v.getUint8(p + 3) === 97 && v.getUint8(p + 4) === 100 && v.getUint8(p + 5) === 101 && v.getUint8(p + 6) === 114 && v.getUint8(p + 7) === 34 && v.getUint8(p + 8) === 58) return 19;
      return -1;
    case 99:
      if (v.getUint8(p + 2) === 111 && v.getUint8(p + 3) === 105 && v.getUint8(p + 4) === 110 && v.getUint8(p + 5) === 98 && v.getUint8(p + 6) === 97 && v.getUint8(p + 7) === 115 && v.getUint8(p + 8) === 101 && v.getUint8(p + 9) === 82 && v.getUint8(p + 10) === 97 && v.getUint8(p + 11) === 119 && v.getUint8(p + 12) === 34 && v.getUint8(p + 13) === 58) return 20;
      if (v.getUint8(p + 2) === 111 && v.getUint8(p + 3) === 105 && v.getUint8(p + 4) === 110 && v.getUint8(p + 5) === 98 && v.getUint8(p + 6) === 97 && v.getUint8(p + 7) === 115 && v.getUint8(p + 8) === 101 && v.getUint8(p + 9) === 65 && v.getUint8(p + 10) === 100 && v.getUint8(p + 11) === 100 && v.getUint8(p + 12) === 114 && v.getUint8(p + 13) === 101 && v.getUint8(p + 14) === 115 && v.getUint8(p + 15) === 115 && v.getUint8(p + 16) === 34 && v.getUint8(p + 17) === 58) return 21;
      if (v.getUint8(p + 2) === 111 && v.getUint8(p + 3) === 105 && v.getUint8(p + 4) === 110 && v.getUint8(p + 5) === 98 && v.getUint8(p + 6) === 97 && v.getUint8(p + 7) === 115 && v.getUint8(p + 8) === 101 && v.getUint8(p + 9) === 65 && v.getUint8(p + 10) === 100 && v.getUint8(p + 11) === 100 && v.getUint8(p + 12) === 114 && v.getUint8(p + 13) === 101 && v.getUint8(p + 14) === 115 && v.getUint8(p + 15) === 115 && v.getUint8(p + 16) === 101 && v.getUint8(p + 17) === 115 && v.getUint8(p + 18) === 34 && v.getUint8(p + 19) === 58) return 22;
      if (v.getUint8(p + 2) === 111 && v.getUint8(p + 3) === 105 && v.getUint8(p + 4) === 110 && v.getUint8(p + 5) === 98 && v.getUint8(p + 6) === 97 && v.getUint8(p + 7) === 115 && v.getUint8(p + 8) === 101 && v.getUint8(p + 9) === 83 && v.getUint8(p + 10) === 105 && v.getUint8(p + 11) === 103 && v.getUint8(p + 12) === 110 && v.getUint8(p + 13) === 97 && v.getUint8(p + 14) === 116 && v.getUint8(p + 15) === 117 && v.getUint8(p + 16) === 114 && v.getUint8(p + 17) === 101 && v.getUint8(p + 18) === 34 && v.getUint8(p + 19) === 58) return 23;
      if (v.getUint8(p + 2) === 111 && v.getUint8(p + 3) === 105 && v.getUint8(p + 4) === 110 && v.getUint8(p + 5) === 98 && v.getUint8(p + 6) === 97 && v.getUint8(p + 7) === 115 && v.getUint8(p + 8) === 101 && v.getUint8(p + 9) === 83 && v.getUint8(p + 10) === 105 && v.getUint8(p + 11) === 103 && v.getUint8(p + 12) === 110 && v.getUint8(p + 13) === 97 && v.getUint8(p + 14) === 116 && v.getUint8(p + 15) === 117 && v.getUint8(p + 16) === 114 && v.getUint8(p + 17) === 101 && v.getUint8(p + 18) === 65 && v.getUint8(p + 19) === 115 && v.getUint8(p + 20) === 99 && v.getUint8(p + 21) === 105 && v.getUint8(p + 22) === 105 && v.getUint8(p + 23) === 34 && v.getUint8(p + 24) === 58) return 24;
      if (v.getUint8(p + 2) === 111 && v.getUint8(p + 3) === 105 && v.getUint8(p + 4) === 110 && v.getUint8(p + 5) === 98 && v.getUint8(p + 6) === 97 && v.getUint8(p + 7) === 115 && v.getUint8(p + 8) === 101 && v.getUint8(p + 9) === 66 && v.getUint8(p + 10) === 105 && v.getUint8(p + 11) === 112 && v.getUint8(p + 12) === 53 && v.getUint8(p + 13) === 52 && v.getUint8(p + 14) === 34 && v.getUint8(p + 15) === 58) return 32;
      return -1;
    case 112:
      if (v.getUint8(p + 2) === 111 && v.getUint8(p + 3) === 111 && v.getUint8(p + 4) === 108 && v.getUint8(p + 5) === 34 && v.getUint8(p + 6) === 58) return 25;
      return -1;
    case 101:
      if (v.getUint8(p + 2) === 120 && v.getUint8(p + 3) === 112 && v.getUint8(p + 4) === 101 && v.getUint8(p + 5) === 99 && v.getUint8(p + 6) === 116 && v.getUint8(p + 7) === 101 && v.getUint8(p + 8) === 100 && v.getUint8(p + 9) === 70 && v.getUint8(p + 10) === 101 && v.getUint8(p + 11) === 101 && v.getUint8(p + 12) === 115 && v.getUint8(p + 13) === 34 && v.getUint8(p + 14) === 58) return 27;
      if (v.getUint8(p + 2) === 120 && v.getUint8(p + 3) === 112 && v.getUint8(p + 4) === 101 && v.getUint8(p + 5) === 99 && v.getUint8(p + 6) === 116 && v.getUint8(p + 7) === 101 && v.getUint8(p + 8) === 100 && v.getUint8(p + 9) === 87 && v.getUint8(p + 10) === 101 && v.getUint8(p + 11) === 105 && v.getUint8(p + 12) === 103 && v.getUint8(p + 13) === 104 && v.getUint8(p + 14) === 116 && v.getUint8(p + 15) === 34 && v.getUint8(p + 16) === 58) return 28;
      return -1;
    case 111:
      if (v.getUint8(p + 2) === 114 && v.getUint8(p + 3) === 112 && v.getUint8(p + 4) === 104 && v.getUint8(p + 5) === 97 && v.getUint8(p + 6) === 110 && v.getUint8(p + 7) === 115 && v.getUint8(p + 8) === 34 && v.getUint8(p + 9) === 58) return 30;
      return -1;
    default:
      return -1;
  }
};
const key2 = (v: DataView, p: number): number => {
  if (v.getUint8(p) !== 0x22) return -1;
  switch (v.getUint8(p + 1)) {
    case 105:
      if (v.getUint8(p + 2) === 100 && v.getUint8(p + 3) === 34 && v.getUint8(p + 4) === 58) return 0;
      return -1;
    case 104:
      if (v.getUint8(p + 2) === 101 && v.getUint8(p + 3) === 105 && v.getUint8(p + 4) === 103 && v.getUint8(p + 5) === 104 && v.getUint8(p + 6) === 116 && v.getUint8(p + 7) === 34 && v.getUint8(p + 8) === 58) return 1;
      return -1;
    case 118:
      if (v.getUint8(p + 2) === 101 && v.getUint8(p + 3) === 114 && v.getUint8(p + 4) === 115 && v.getUint8(p + 5) === 105 && v.getUint8(p + 6) === 111 && v.getUint8(p + 7) === 110 && v.getUint8(p + 8) === 34 && v.getUint8(p + 9) === 58) return 2;
      return -1;
    case 116:
      if (v.getUint8(p + 2) === 105 && v.getUint8(p + 3) === 109 && v.getUint8(p + 4) === 101 && v.getUint8(p + 5) === 115 && v.getUint8(p + 6) === 116 && v.getUint8(p + 7) === 97 && v.getUint8(p + 8) === 109 && v.getUint8(p + 9) === 112 && v.getUint8(p + 10) === 34 && v.getUint8(p + 11) === 58) return 3;
      if (v.getUint8(p + 2) === 120 && v.getUint8(p + 3) === 95 && v.getUint8(p + 4) === 99 && v.getUint8(p + 5) === 111 && v.getUint8(p + 6) === 117 && v.getUint8(p + 7) === 110 && v.getUint8(p + 8) === 116 && v.getUint8(p + 9) === 34 && v.getUint8(p + 10) === 58) return 8;
      return -1;
    case 98:
      if (v.getUint8(p + 2) === 105 && v.getUint8(p + 3) === 116 && v.getUint8(p + 4) === 115 && v.getUint8(p + 5) === 34 && v.getUint8(p + 6) === 58) return 4;
      return -1;
    case 110:
      if (v.getUint8(p + 2) === 111 && v.getUint8(p + 3) === 110 && v.getUint8(p + 4) === 99 && v.getUint8(p + 5) === 101 && v.getUint8(p + 6) === 34 && v.getUint8(p + 7) === 58) return 5;
      return -1;
    case 100:
      if (v.getUint8(p + 2) === 105 && v.getUint8(p + 3) === 102 && v.getUint8(p + 4) === 102 && v.getUint8(p + 5) === 105 && v.getUint8(p + 6) === 99 && v.getUint8(p + 7) === 117 && v.getUint8(p + 8) === 108 && v.getUint8(p + 9) === 116 && v.getUint8(p + 10) === 121 && v.getUint8(p + 11) === 34 && v.getUint8(p + 12) === 58) return 6;
      return -1;
    case 109:
      if (v.getUint8(p + 2) === 101 && v.getUint8(p + 3) === 114 && v.getUint8(p + 4) === 107 && v.getUint8(p + 5) === 108 && v.getUint8(p + 6) === 101 && v.getUint8(p + 7) === 95 && v.getUint8(p + 8) === 114 && v.getUint8(p + 9) === 111 && v.getUint8(p + 10) === 111 && v.getUint8(p + 11) === 116 && v.getUint8(p + 12) === 34 && v.getUint8(p + 13) === 58) return 7;
      if (v.getUint8(p + 2) === 101 && v.getUint8(p + 3) === 100 && v.getUint8(p + 4) === 105 && v.getUint8(p + 5) === 97 && v.getUint8(p + 6) === 110 && v.getUint8(p + 7) === 116 && v.getUint8(p + 8) === 105 && v.getUint8(p + 9) === 109 && v.getUint8(p + 10) === 101 && v.getUint8(p + 11) === 34 && v.getUint8(p + 12) === 58) return 12;
      return -1;
    case 115:
      if (v.getUint8(p + 2) === 105 && v.getUint8(p + 3) === 122 && v.getUint8(p + 4) === 101 && v.getUint8(p + 5) === 34 && v.getUint8(p + 6) === 58) return 9;
      if (v.getUint8(p + 2) === 116 && v.getUint8(p + 3) === 97 && v.getUint8(p + 4) === 108 && v.getUint8(p + 5) === 101 && v.getUint8(p + 6) === 34 && v.getUint8(p + 7) === 58) return 13;
      return -1;
    case 119:
      if (v.getUint8(p + 2) === 101 && v.getUint8(p + 3) === 105 && v.getUint8(p + 4) === 103 && v.getUint8(p + 5) === 104 && v.getUint8(p + 6) === 116 && v.getUint8(p + 7) === 34 && v.getUint8(p + 8) === 58) return 10;
      return -1;
    case 112:
      if (v.getUint8(p + 2) === 114 && v.getUint8(p + 3) === 101 && v.getUint8(p + 4) === 118 && v.getUint8(p + 5) === 105 && v.getUint8(p + 6) === 111 && v.getUint8(p + 7) === 117 && v.getUint8(p + 8) === 115 && v.getUint8(p + 9) === 98 && v.getUint8(p + 10) === 108 && v.getUint8(p + 11) === 111 && v.getUint8(p + 12) === 99 && v.getUint8(p + 13) === 107 && v.getUint8(p + 14) === 104 && v.getUint8(p + 15) === 97 && v.getUint8(p + 16) === 115 && v.getUint8(p + 17) === 104 && v.getUint8(p + 18) === 34 && v.getUint8(p + 19) === 58) return 11;
      return -1;
    case 99:
      if (v.getUint8(p + 2) === 97 && v.getUint8(p + 3) === 110 && v.getUint8(p + 4) === 111 && v.getUint8(p + 5) === 110 && v.getUint8(p + 6) === 105 && v.getUint8(p + 7) === 99 && v.getUint8(p + 8) === 97 && v.getUint8(p + 9) === 108 && v.getUint8(p + 10) === 34 && v.getUint8(p + 11) === 58) return 14;
      return -1;
    case 101:
      if (v.getUint8(p + 2) === 120 && v.getUint8(p + 3) === 116 && v.getUint8(p + 4) === 114 && v.getUint8(p + 5) === 97 && v.getUint8(p + 6) === 115 && v.getUint8(p + 7) === 34 && v.getUint8(p + 8) === 58) return 15;
      return -1;
    default:
      return -1;
  }
};
const end1 = (v: DataView, p: number): number => {
  { const end = hexEnd(v, p, 64); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end2 = (v: DataView, p: number): number => {
  { const end = wholeEnd(v, p, 11); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end5 = (v: DataView, p: number): number => {
  if (v.getUint8(p + 0) === 48) return p + 1;
  return -1;
};
const end6 = (v: DataView, p: number): number => {
  if (v.getUint8(p + 0) === 49) return p + 1;
  return -1;
};
const end4 = (v: DataView, p: number): number => {
  { const end = flagEnd(v, p); if (end >= 0) return end; }
  { const end = end5(v, p); if (end >= 0) return end; }
  { const end = end6(v, p); if (end >= 0) return end; }
  return -1;
};
const end3 = (v: DataView, p: number): number => {
  { const end = end4(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end7 = (v: DataView, p: number): number => {
  { const end = hexEnd(v, p, 64); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end10 = (v: DataView, p: number): number => {
  { const end = wholeEnd(v, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end11 = (v: DataView, p: number): number => {
  { const end = wholeEnd(v, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end12 = (v: DataView, p: number): number => {
  { const end = signedEnd(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end13 = (v: DataView, p: number): number => {
  { const end = signedEnd(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end14 = (v: DataView, p: number): number => {
  { const end = signedEnd(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end16 = (v: DataView, start: number): number => {
  if (v.getUint8(start) !== 0x5b) return -1;
  let p = start + 1;
  if (v.getUint8(p) === 0x5d) return p + 1;
  for (;;) {
    p = signedEnd(v, p);
    if (p < 0) return -1;
    if (v.getUint8(p) === 0x5d) return p + 1;
    if (v.getUint8(p) !== 0x2c) return -1;
    p += 1;
  }
};
const end15 = (v: DataView, p: number): number => {
  { const end = end16(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end18 = (v: DataView, start: number): number => {
  if (v.getUint8(start) !== 0x5b) return -1;
  let p = start + 1;
  if (v.getUint8(p) === 0x5d) return p + 1;
  for (;;) {
    p = signedEnd(v, p);
    if (p < 0) return -1;
    if (v.getUint8(p) === 0x5d) return p + 1;
    if (v.getUint8(p) !== 0x2c) return -1;
    p += 1;
  }
};
const end17 = (v: DataView, p: number): number => {
  { const end = end18(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end19 = (v: DataView, p: number): number => {
  { const end = signedEnd(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end20 = (v: DataView, p: number): number => {
  { const end = signedEnd(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end21 = (v: DataView, p: number): number => {
  { const end = wholeEnd(v, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end22 = (v: DataView, p: number): number => {
  { const end = wholeEnd(v, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end23 = (v: DataView, p: number): number => {
  { const end = wholeEnd(v, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end24 = (v: DataView, p: number): number => {
  { const end = wholeEnd(v, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end25 = (v: DataView, p: number): number => {
  { const end = wholeEnd(v, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end26 = (v: DataView, p: number): number => {
  { const end = wholeEnd(v, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end27 = (v: DataView, p: number): number => {
  { const end = wholeEnd(v, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end28 = (v: DataView, p: number): number => {
  { const end = integerEnd(v, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end29 = (v: DataView, p: number): number => {
  { const end = wholeEnd(v, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end30 = (v: DataView, p: number): number => {
  { const end = signedEnd(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end31 = (v: DataView, p: number): number => {
  { const end = textEnd(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end32 = (v: DataView, p: number): number => {
  { const end = textEnd(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end33 = (v: DataView, p: number): number => {
  { const end = textEnd(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end35 = (v: DataView, start: number): number => {
  if (v.getUint8(start) !== 0x5b) return -1;
  let p = start + 1;
  if (v.getUint8(p) === 0x5d) return p + 1;
  for (;;) {
    p = textEnd(v, p);
    if (p < 0) return -1;
    if (v.getUint8(p) === 0x5d) return p + 1;
    if (v.getUint8(p) !== 0x2c) return -1;
    p += 1;
  }
};
const end34 = (v: DataView, p: number): number => {
  { const end = end35(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end36 = (v: DataView, p: number): number => {
  { const end = textEnd(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end37 = (v: DataView, p: number): number => {
  { const end = textEnd(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end40 = (v: DataView, p: number): number => {
  { const end = wholeEnd(v, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end41 = (v: DataView, p: number): number => {
  { const end = textEnd(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end42 = (v: DataView, p: number): number => {
  { const end = textEnd(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end44 = (v: DataView, start: number): number => {
  if (v.getUint8(start) !== 0x5b) return -1;
  let p = start + 1;
  if (v.getUint8(p) === 0x5d) return p + 1;
  for (;;) {
    p = textEnd(v, p);
    if (p < 0) return -1;
    if (v.getUint8(p) === 0x5d) return p + 1;
    if (v.getUint8(p) !== 0x2c) return -1;
    p += 1;
  }
};
const end43 = (v: DataView, p: number): number => {
  { const end = end44(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end39 = (v: DataView, start: number): number => {
  if (v.getUint8(start) !== 0x7b) return -1;
  let p = start + 1;
  let seen0 = 0;
  const opened = openKeys();
  while (v.getUint8(p) !== 0x7d) {
    switch (key0(v, p)) {
      case 0:
        if ((seen0 & 1) !== 0) return -1;
        seen0 |= 1;
        p = end40(v, pastOneSpace(v, p + 5));
        break;
      case 1:
        if ((seen0 & 2) !== 0) return -1;
        seen0 |= 2;
        p = end41(v, pastOneSpace(v, p + 7));
        break;
      case 2:
        if ((seen0 & 4) !== 0) return -1;
        seen0 |= 4;
        p = end42(v, pastOneSpace(v, p + 7));
        break;
      case 3:
        if ((seen0 & 8) !== 0) return -1;
        seen0 |= 8;
        p = end43(v, pastOneSpace(v, p + 13));
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
  return true ? p + 1 : -1;
};
const end38 = (v: DataView, p: number): number => {
  { const end = end39(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end45 = (v: DataView, p: number): number => {
  { const end = signedEnd(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end46 = (v: DataView, p: number): number => {
  { const end = signedEnd(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end47 = (v: DataView, p: number): number => {
  { const end = signedEnd(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end48 = (v: DataView, p: number): number => {
  { const end = signedEnd(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end50 = (v: DataView, start: number): number => {
  if (v.getUint8(start) !== 0x5b) return -1;
  let p = start + 1;
  if (v.getUint8(p) === 0x5d) return p + 1;
  for (;;) {
    p = anyObjectEnd(v, p);
    if (p < 0) return -1;
    if (v.getUint8(p) === 0x5d) return p + 1;
    if (v.getUint8(p) !== 0x2c) return -1;
    p += 1;
  }
};
const end49 = (v: DataView, p: number): number => {
  { const end = end50(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end51 = (v: DataView, p: number): number => {
  { const end = signedEnd(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end52 = (v: DataView, p: number): number => {
  { const end = end4(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end9 = (v: DataView, start: number): number => {
  if (v.getUint8(start) !== 0x7b) return -1;
  let p = start + 1;
  let seen0 = 0;
  let seen1 = 0;
  const opened = openKeys();
  while (v.getUint8(p) !== 0x7d) {
    switch (key1(v, p)) {
      case 0:
        if ((seen0 & 1) !== 0) return -1;
        seen0 |= 1;
        p = end10(v, pastOneSpace(v, p + 12));
        break;
      case 1:
        if ((seen0 & 2) !== 0) return -1;
        seen0 |= 2;
        p = end11(v, pastOneSpace(v, p + 9));
        break;
      case 2:
        if ((seen0 & 4) !== 0) return -1;
        seen0 |= 4;
        p = end12(v, pastOneSpace(v, p + 9));
        break;
      case 3:
        if ((seen0 & 8) !== 0) return -1;
        seen0 |= 8;
        p = end13(v, pastOneSpace(v, p + 13));
        break;
      case 4:
        if ((seen0 & 16) !== 0) return -1;
        seen0 |= 16;
        p = end14(v, pastOneSpace(v, p + 12));
        break;
      case 5:
        if ((seen0 & 32) !== 0) return -1;
        seen0 |= 32;
        p = end15(v, pastOneSpace(v, p + 11));
        break;
      case 6:
        if ((seen0 & 64) !== 0) return -1;
        seen0 |= 64;
        p = end17(v, pastOneSpace(v, p + 17));
        break;
      case 7:
        if ((seen0 & 128) !== 0) return -1;
        seen0 |= 128;
        p = end19(v, pastOneSpace(v, p + 15));
        break;
      case 8:
        if ((seen0 & 256) !== 0) return -1;
        seen0 |= 256;
        p = end20(v, pastOneSpace(v, p + 12));
        break;
      case 9:
        if ((seen0 & 512) !== 0) return -1;
        seen0 |= 512;
        p = end21(v, pastOneSpace(v, p + 14));
        break;
      case 10:
        if ((seen0 & 1024) !== 0) return -1;
        seen0 |= 1024;
        p = end22(v, pastOneSpace(v, p + 15));
        break;
      case 11:
        if ((seen0 & 2048) !== 0) return -1;
        seen0 |= 2048;
        p = end23(v, pastOneSpace(v, p + 17));
        break;
      case 12:
        if ((seen0 & 4096) !== 0) return -1;
        seen0 |= 4096;
        p = end24(v, pastOneSpace(v, p + 16));
        break;
      case 13:
        if ((seen0 & 8192) !== 0) return -1;
        seen0 |= 8192;
        p = end25(v, pastOneSpace(v, p + 17));
        break;
      case 14:
        if ((seen0 & 16384) !== 0) return -1;
        seen0 |= 16384;
        p = end26(v, pastOneSpace(v, p + 18));
        break;
      case 15:
        if ((seen0 & 32768) !== 0) return -1;
        seen0 |= 32768;
        p = end27(v, pastOneSpace(v, p + 20));
        break;
      case 16:
        if ((seen0 & 65536) !== 0) return -1;
        seen0 |= 65536;
        p = end28(v, pastOneSpace(v, p + 16));
        break;
      case 17:
        if ((seen0 & 131072) !== 0) return -1;
        seen0 |= 131072;
        p = end29(v, pastOneSpace(v, p + 14));
        break;
      case 18:
        if ((seen0 & 262144) !== 0) return -1;
        seen0 |= 262144;
        p = end30(v, pastOneSpace(v, p + 14));
        break;
      case 19:
        if ((seen0 & 524288) !== 0) return -1;
        seen0 |= 524288;
        p = end31(v, pastOneSpace(v, p + 9));
        break;
      case 20:
        if ((seen0 & 1048576) !== 0) return -1;
        seen0 |= 1048576;
        p = end32(v, pastOneSpace(v, p + 14));
        break;
      case 21:
        if ((seen0 & 2097152) !== 0) return -1;
        seen0 |= 2097152;
        p = end33(v, pastOneSpace(v, p + 18));
        break;
      case 22:
        if ((seen0 & 4194304) !== 0) return -1;
        seen0 |= 4194304;
        p = end34(v, pastOneSpace(v, p + 20));
        break;
      case 23:
        if ((seen0 & 8388608) !== 0) return -1;
        seen0 |= 8388608;
        p = end36(v, pastOneSpace(v, p + 20));
        break;
      case 24:
        if ((seen0 & 16777216) !== 0) return -1;
        seen0 |= 16777216;
        p = end37(v, pastOneSpace(v, p + 25));
        break;
      case 25:
        if ((seen0 & 33554432) !== 0) return -1;
        seen0 |= 33554432;
        p = end38(v, pastOneSpace(v, p + 7));
        break;
      case 26:
        if ((seen0 & 67108864) !== 0) return -1;
        seen0 |= 67108864;
        p = end45(v, pastOneSpace(v, p + 12));
        break;
      case 27:
        if ((seen0 & 134217728) !== 0) return -1;
        seen0 |= 134217728;
        p = end46(v, pastOneSpace(v, p + 15));
        break;
      case 28:
        if ((seen0 & 268435456) !== 0) return -1;
        seen0 |= 268435456;
        p = end47(v, pastOneSpace(v, p + 17));
        break;
      case 29:
        if ((seen0 & 536870912) !== 0) return -1;
        seen0 |= 536870912;
        p = end48(v, pastOneSpace(v, p + 13));
        break;
      case 30:
        if ((seen1 & 1) !== 0) return -1;
        seen1 |= 1;
        p = end49(v, pastOneSpace(v, p + 10));
        break;
      case 31:
        if ((seen1 & 2) !== 0) return -1;
        seen1 |= 2;
        p = end51(v, pastOneSpace(v, p + 12));
        break;
      case 32:
        if ((seen1 & 4) !== 0) return -1;
        seen1 |= 4;
        p = end52(v, pastOneSpace(v, p + 16));
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
  return true ? p + 1 : -1;
};
const end8 = (v: DataView, p: number): number => {
  { const end = end9(v, p); if (end >= 0) return end; }
  { const end = nullEnd(v, p); if (end >= 0) return end; }
  return -1;
};
const end0 = (v: DataView, start: number): number => {
  if (v.getUint8(start) !== 0x7b) return -1;
  let p = start + 1;
  let seen0 = 0;
  const opened = openKeys();
  while (v.getUint8(p) !== 0x7d) {
    switch (key2(v, p)) {
      case 0:
        if ((seen0 & 1) !== 0) return -1;
        seen0 |= 1;
        p = hexEnd(v, pastOneSpace(v, p + 5), 64);
        break;
      case 1:
        if ((seen0 & 2) !== 0) return -1;
        seen0 |= 2;
        cursor.at = pastOneSpace(v, p + 9);
        found[0] = readWhole(v, cursor, 15);
        p = cursor.at;
        break;
      case 2:
        if ((seen0 & 4) !== 0) return -1;
        seen0 |= 4;
        p = integerEnd(v, pastOneSpace(v, p + 10), 15);
        break;
      case 3:
        if ((seen0 & 8) !== 0) return -1;
        seen0 |= 8;
        cursor.at = pastOneSpace(v, p + 12);
        found[1] = readWhole(v, cursor, 11);
        p = cursor.at;
        break;
      case 4:
        if ((seen0 & 16) !== 0) return -1;
        seen0 |= 16;
        p = wholeEnd(v, pastOneSpace(v, p + 7), 15);
        break;
      case 5:
        if ((seen0 & 32) !== 0) return -1;
        seen0 |= 32;
        p = wholeEnd(v, pastOneSpace(v, p + 8), 15);
        break;
      case 6:
        if ((seen0 & 64) !== 0) return -1;
        seen0 |= 64;
        p = signedEnd(v, pastOneSpace(v, p + 13));
        break;
      case 7:
        if ((seen0 & 128) !== 0) return -1;
        seen0 |= 128;
        p = hexEnd(v, pastOneSpace(v, p + 14), 64);
        break;
      case 8:
        if ((seen0 & 256) !== 0) return -1;
        seen0 |= 256;
        cursor.at = pastOneSpace(v, p + 11);
        found[2] = readWhole(v, cursor, 15);
        p = cursor.at;
        break;
      case 9:
        if ((seen0 & 512) !== 0) return -1;
        seen0 |= 512;
        cursor.at = pastOneSpace(v, p + 7);
        found[3] = readWhole(v, cursor, 15);
        p = cursor.at;
        break;
      case 10:
        if ((seen0 & 1024) !== 0) return -1;
        seen0 |= 1024;
        cursor.at = pastOneSpace(v, p + 9);
        found[4] = readWhole(v, cursor, 15);
        p = cursor.at;
        break;
      case 11:
        if ((seen0 & 2048) !== 0) return -1;
        seen0 |= 2048;
        p = end1(v, pastOneSpace(v, p + 20));
        break;
      case 12:
        if ((seen0 & 4096) !== 0) return -1;
        seen0 |= 4096;
        p = end2(v, pastOneSpace(v, p + 13));
        break;
      case 13:
        if ((seen0 & 8192) !== 0) return -1;
        seen0 |= 8192;
        p = end3(v, pastOneSpace(v, p + 8));
        break;
      case 14:
        if ((seen0 & 16384) !== 0) return -1;
        seen0 |= 16384;
        p = end7(v, pastOneSpace(v, p + 12));
        break;
      case 15:
        if ((seen0 & 32768) !== 0) return -1;
        seen0 |= 32768;
        p = end8(v, pastOneSpace(v, p + 9));
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
  return (seen0 & 2047) === 2047 ? p + 1 : -1;
};
const read1 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readHex(v, c, 64);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read2 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readWhole(v, c, 11);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read5 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  if (v.getUint8(p + 0) === 48) {
    c.at = p + 1;
    return 0;
  }
  c.at = -1;
  return null;
};
const read6 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  if (v.getUint8(p + 0) === 49) {
    c.at = p + 1;
    return 1;
  }
  c.at = -1;
  return null;
};
const read4 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readFlag(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = read5(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = read6(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read3 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = read4(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read7 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readHex(v, c, 64);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read10 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readWhole(v, c, 15);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read11 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readWhole(v, c, 15);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read12 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readSigned(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read13 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readSigned(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read14 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readSigned(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read16 = (v: DataView, c: Cursor): unknown => {
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
    const value = readSigned(v, c);
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
const read15 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = read16(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read18 = (v: DataView, c: Cursor): unknown => {
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
    const value = readSigned(v, c);
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
const read17 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = read18(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read19 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readSigned(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read20 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readSigned(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read21 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readWhole(v, c, 15);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read22 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readWhole(v, c, 15);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read23 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readWhole(v, c, 15);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read24 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readWhole(v, c, 15);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read25 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readWhole(v, c, 15);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read26 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readWhole(v, c, 15);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read27 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readWhole(v, c, 15);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read28 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readInteger(v, c, 15);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read29 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readWhole(v, c, 15);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read30 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readSigned(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read31 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readText(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read32 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readText(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read33 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readText(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read35 = (v: DataView, c: Cursor): unknown => {
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
    const value = readText(v, c);
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
const read34 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = read35(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read36 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readText(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read37 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readText(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read40 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readWhole(v, c, 15);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read41 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readText(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read42 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readText(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read44 = (v: DataView, c: Cursor): unknown => {
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
    const value = readText(v, c);
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
const read43 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = read44(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read39 = (v: DataView, c: Cursor): unknown => {
  if (v.getUint8(c.at) !== 0x7b) { c.at = -1; return null; }
  c.at += 1;
  let seen0 = 0;
  const value: Record<string, unknown> = {};
  while (v.getUint8(c.at) !== 0x7d) {
    switch (key0(v, c.at)) {
      case 0:
        if ((seen0 & 1) !== 0) { c.at = -1; return null; }
        seen0 |= 1;
        c.at = pastOneSpace(v, c.at + 5);
        value["id"] = read40(v, c);
        break;
      case 1:
        if ((seen0 & 2) !== 0) { c.at = -1; return null; }
        seen0 |= 2;
        c.at = pastOneSpace(v, c.at + 7);
        value["name"] = read41(v, c);
        break;
      case 2:
        if ((seen0 & 4) !== 0) { c.at = -1; return null; }
        seen0 |= 4;
        c.at = pastOneSpace(v, c.at + 7);
        value["slug"] = read42(v, c);
        break;
      case 3:
        if ((seen0 & 8) !== 0) { c.at = -1; return null; }
        seen0 |= 8;
        c.at = pastOneSpace(v, c.at + 13);
        value["minerNames"] = read43(v, c);
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
  if (!(true)) { c.at = -1; return null; }
  c.at += 1;
  return value;
};
const read38 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = read39(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read45 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readSigned(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read46 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readSigned(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read47 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readSigned(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read48 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readSigned(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read50 = (v: DataView, c: Cursor): unknown => {
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
    const value = readAnyObject(v, c);
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
const read49 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = read50(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read51 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = readSigned(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read52 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = read4(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read9 = (v: DataView, c: Cursor): unknown => {
  if (v.getUint8(c.at) !== 0x7b) { c.at = -1; return null; }
  c.at += 1;
  let seen0 = 0;
  let seen1 = 0;
  const value: Record<string, unknown> = {};
  while (v.getUint8(c.at) !== 0x7d) {
    switch (key1(v, c.at)) {
      case 0:
        if ((seen0 & 1) !== 0) { c.at = -1; return null; }
        seen0 |= 1;
        c.at = pastOneSpace(v, c.at + 12);
        value["totalFees"] = read10(v, c);
        break;
      case 1:
        if ((seen0 & 2) !== 0) { c.at = -1; return null; }
        seen0 |= 2;
        c.at = pastOneSpace(v, c.at + 9);
        value["reward"] = read11(v, c);
        break;
      case 2:
        if ((seen0 & 4) !== 0) { c.at = -1; return null; }
        seen0 |= 4;
        c.at = pastOneSpace(v, c.at + 9);
        value["avgFee"] = read12(v, c);
        break;
      case 3:
        if ((seen0 & 8) !== 0) { c.at = -1; return null; }
        seen0 |= 8;
        c.at = pastOneSpace(v, c.at + 13);
        value["avgFeeRate"] = read13(v, c);
        break;
      case 4:
        if ((seen0 & 16) !== 0) { c.at = -1; return null; }
        seen0 |= 16;
        c.at = pastOneSpace(v, c.at + 12);
        value["medianFee"] = read14(v, c);
        break;
      case 5:
        if ((seen0 & 32) !== 0) { c.at = -1; return null; }
        seen0 |= 32;
        c.at = pastOneSpace(v, c.at + 11);
        value["feeRange"] = read15(v, c);
        break;
      case 6:
        if ((seen0 & 64) !== 0) { c.at = -1; return null; }
        seen0 |= 64;
        c.at = pastOneSpace(v, c.at + 17);
        value["feePercentiles"] = read17(v, c);
        break;
      case 7:
        if ((seen0 & 128) !== 0) { c.at = -1; return null; }
        seen0 |= 128;
        c.at = pastOneSpace(v, c.at + 15);
        value["medianFeeAmt"] = read19(v, c);
        break;
      case 8:
        if ((seen0 & 256) !== 0) { c.at = -1; return null; }
        seen0 |= 256;
        c.at = pastOneSpace(v, c.at + 12);
        value["avgTxSize"] = read20(v, c);
        break;
      case 9:
        if ((seen0 & 512) !== 0) { c.at = -1; return null; }
        seen0 |= 512;
        c.at = pastOneSpace(v, c.at + 14);
        value["totalInputs"] = read21(v, c);
        break;
      case 10:
        if ((seen0 & 1024) !== 0) { c.at = -1; return null; }
        seen0 |= 1024;
        c.at = pastOneSpace(v, c.at + 15);
        value["totalOutputs"] = read22(v, c);
        break;
      case 11:
        if ((seen0 & 2048) !== 0) { c.at = -1; return null; }
        seen0 |= 2048;
        c.at = pastOneSpace(v, c.at + 17);
        value["totalOutputAmt"] = read23(v, c);
        break;
      case 12:
        if ((seen0 & 4096) !== 0) { c.at = -1; return null; }
        seen0 |= 4096;
        c.at = pastOneSpace(v, c.at + 16);
        value["totalInputAmt"] = read24(v, c);
        break;
      case 13:
        if ((seen0 & 8192) !== 0) { c.at = -1; return null; }
        seen0 |= 8192;
        c.at = pastOneSpace(v, c.at + 17);
        value["segwitTotalTxs"] = read25(v, c);
        break;
      case 14:
        if ((seen0 & 16384) !== 0) { c.at = -1; return null; }
        seen0 |= 16384;
        c.at = pastOneSpace(v, c.at + 18);
        value["segwitTotalSize"] = read26(v, c);
        break;
      case 15:
        if ((seen0 & 32768) !== 0) { c.at = -1; return null; }
        seen0 |= 32768;
        c.at = pastOneSpace(v, c.at + 20);
        value["segwitTotalWeight"] = read27(v, c);
        break;
      case 16:
        if ((seen0 & 65536) !== 0) { c.at = -1; return null; }
        seen0 |= 65536;
        c.at = pastOneSpace(v, c.at + 16);
        value["utxoSetChange"] = read28(v, c);
        break;
      case 17:
        if ((seen0 & 131072) !== 0) { c.at = -1; return null; }
        seen0 |= 131072;
        c.at = pastOneSpace(v, c.at + 14);
        value["utxoSetSize"] = read29(v, c);
        break;
      case 18:
        if ((seen0 & 262144) !== 0) { c.at = -1; return null; }
        seen0 |= 262144;
        c.at = pastOneSpace(v, c.at + 14);
        value["virtualSize"] = read30(v, c);
        break;
      case 19:
        if ((seen0 & 524288) !== 0) { c.at = -1; return null; }
        seen0 |= 524288;
        c.at = pastOneSpace(v, c.at + 9);
        value["header"] = read31(v, c);
        break;
      case 20:
        if ((seen0 & 1048576) !== 0) { c.at = -1; return null; }
        seen0 |= 1048576;
        c.at = pastOneSpace(v, c.at + 14);
        value["coinbaseRaw"] = read32(v, c);
        break;
      case 21:
        if ((seen0 & 2097152) !== 0) { c.at = -1; return null; }
        seen0 |= 2097152;
        c.at = pastOneSpace(v, c.at + 18);
        value["coinbaseAddress"] = read33(v, c);
        break;
      case 22:
        if ((seen0 & 4194304) !== 0) { c.at = -1; return null; }
        seen0 |= 4194304;
        c.at = pastOneSpace(v, c.at + 20);
        value["coinbaseAddresses"] = read34(v, c);
        break;
      case 23:
        if ((seen0 & 8388608) !== 0) { c.at = -1; return null; }
        seen0 |= 8388608;
        c.at = pastOneSpace(v, c.at + 20);
        value["coinbaseSignature"] = read36(v, c);
        break;
      case 24:
        if ((seen0 & 16777216) !== 0) { c.at = -1; return null; }
        seen0 |= 16777216;
        c.at = pastOneSpace(v, c.at + 25);
        value["coinbaseSignatureAscii"] = read37(v, c);
        break;
      case 25:
        if ((seen0 & 33554432) !== 0) { c.at = -1; return null; }
        seen0 |= 33554432;
        c.at = pastOneSpace(v, c.at + 7);
        value["pool"] = read38(v, c);
        break;
      case 26:
        if ((seen0 & 67108864) !== 0) { c.at = -1; return null; }
        seen0 |= 67108864;
        c.at = pastOneSpace(v, c.at + 12);
        value["matchRate"] = read45(v, c);
        break;
      case 27:
        if ((seen0 & 134217728) !== 0) { c.at = -1; return null; }
        seen0 |= 134217728;
        c.at = pastOneSpace(v, c.at + 15);
        value["expectedFees"] = read46(v, c);
        break;
      case 28:
        if ((seen0 & 268435456) !== 0) { c.at = -1; return null; }
        seen0 |= 268435456;
        c.at = pastOneSpace(v, c.at + 17);
        value["expectedWeight"] = read47(v, c);
        break;
      case 29:
        if ((seen0 & 536870912) !== 0) { c.at = -1; return null; }
        seen0 |= 536870912;
        c.at = pastOneSpace(v, c.at + 13);
        value["similarity"] = read48(v, c);
        break;
      case 30:
        if ((seen1 & 1) !== 0) { c.at = -1; return null; }
        seen1 |= 1;
        c.at = pastOneSpace(v, c.at + 10);
        value["orphans"] = read49(v, c);
        break;
      case 31:
        if ((seen1 & 2) !== 0) { c.at = -1; return null; }
        seen1 |= 2;
        c.at = pastOneSpace(v, c.at + 12);
        value["firstSeen"] = read51(v, c);
        break;
      case 32:
        if ((seen1 & 4) !== 0) { c.at = -1; return null; }
        seen1 |= 4;
        c.at = pastOneSpace(v, c.at + 16);
        value["coinbaseBip54"] = read52(v, c);
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
  if (!(true)) { c.at = -1; return null; }
  c.at += 1;
  return value;
};
const read8 = (v: DataView, c: Cursor): unknown => {
  const p = c.at;
  let value: unknown = null;
  c.at = p;
  value = read9(v, c);
  if (c.at >= 0) return value;
  c.at = p;
  value = readNull(v, c);
  if (c.at >= 0) return value;
  return null;
};
const read0 = (v: DataView, c: Cursor): unknown => {
  if (v.getUint8(c.at) !== 0x7b) { c.at = -1; return null; }
  c.at += 1;
  let seen0 = 0;
  const value: Record<string, unknown> = {};
  while (v.getUint8(c.at) !== 0x7d) {
    switch (key2(v, c.at)) {
      case 0:
        if ((seen0 & 1) !== 0) { c.at = -1; return null; }
        seen0 |= 1;
        c.at = pastOneSpace(v, c.at + 5);
        value["id"] = readHex(v, c, 64);
        break;
      case 1:
        if ((seen0 & 2) !== 0) { c.at = -1; return null; }
        seen0 |= 2;
        c.at = pastOneSpace(v, c.at + 9);
        value["height"] = readWhole(v, c, 15);
        found[0] = Number(value["height"]);
        break;
      case 2:
        if ((seen0 & 4) !== 0) { c.at = -1; return null; }
        seen0 |= 4;
        c.at = pastOneSpace(v, c.at + 10);
        value["version"] = readInteger(v, c, 15);
        break;
      case 3:
        if ((seen0 & 8) !== 0) { c.at = -1; return null; }
        seen0 |= 8;
        c.at = pastOneSpace(v, c.at + 12);
        value["timestamp"] = readWhole(v, c, 11);
        found[1] = Number(value["timestamp"]);
        break;
      case 4:
        if ((seen0 & 16) !== 0) { c.at = -1; return null; }
        seen0 |= 16;
        c.at = pastOneSpace(v, c.at + 7);
        value["bits"] = readWhole(v, c, 15);
        break;
      case 5:
        if ((seen0 & 32) !== 0) { c.at = -1; return null; }
        seen0 |= 32;
        c.at = pastOneSpace(v, c.at + 8);
        value["nonce"] = readWhole(v, c, 15);
        break;
      case 6:
        if ((seen0 & 64) !== 0) { c.at = -1; return null; }
        seen0 |= 64;
        c.at = pastOneSpace(v, c.at + 13);
        value["difficulty"] = readSigned(v, c);
        break;
      case 7:
        if ((seen0 & 128) !== 0) { c.at = -1; return null; }
        seen0 |= 128;
        c.at = pastOneSpace(v, c.at + 14);
        value["merkle_root"] = readHex(v, c, 64);
        break;
      case 8:
        if ((seen0 & 256) !== 0) { c.at = -1; return null; }
        seen0 |= 256;
        c.at = pastOneSpace(v, c.at + 11);
        value["tx_count"] = readWhole(v, c, 15);
        found[2] = Number(value["tx_count"]);
        break;
      case 9:
        if ((seen0 & 512) !== 0) { c.at = -1; return null; }
        seen0 |= 512;
        c.at = pastOneSpace(v, c.at + 7);
        value["size"] = readWhole(v, c, 15);
        found[3] = Number(value["size"]);
        break;
      case 10:
        if ((seen0 & 1024) !== 0) { c.at = -1; return null; }
        seen0 |= 1024;
        c.at = pastOneSpace(v, c.at + 9);
        value["weight"] = readWhole(v, c, 15);
        found[4] = Number(value["weight"]);
        break;
      case 11:
        if ((seen0 & 2048) !== 0) { c.at = -1; return null; }
        seen0 |= 2048;
        c.at = pastOneSpace(v, c.at + 20);
        value["previousblockhash"] = read1(v, c);
        break;
      case 12:
        if ((seen0 & 4096) !== 0) { c.at = -1; return null; }
        seen0 |= 4096;
        c.at = pastOneSpace(v, c.at + 13);
        value["mediantime"] = read2(v, c);
        break;
      case 13:
        if ((seen0 & 8192) !== 0) { c.at = -1; return null; }
        seen0 |= 8192;
        c.at = pastOneSpace(v, c.at + 8);
        value["stale"] = read3(v, c);
        break;
      case 14:
        if ((seen0 & 16384) !== 0) { c.at = -1; return null; }
        seen0 |= 16384;
        c.at = pastOneSpace(v, c.at + 12);
        value["canonical"] = read7(v, c);
        break;
      case 15:
        if ((seen0 & 32768) !== 0) { c.at = -1; return null; }
        seen0 |= 32768;
        c.at = pastOneSpace(v, c.at + 9);
        value["extras"] = read8(v, c);
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
  if (!((seen0 & 2047) === 2047)) { c.at = -1; return null; }
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

export const BlockObserved = compiled;
