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
const key0 = (b: Uint8Array, p: number): number => {
  if (b[p] !== 0x22) return -1;
  switch (b[p + 1]) {
    case 105:
      if (b[p + 2] === 100 && b[p + 3] === 34 && b[p + 4] === 58) return 0;
      return -1;
    case 110:
      if (b[p + 2] === 97 && b[p + 3] === 109 && b[p + 4] === 101 && b[p + 5] === 34 && b[p + 6] === 58) return 1;
      return -1;
    case 115:
      if (b[p + 2] === 108 && b[p + 3] === 117 && b[p + 4] === 103 && b[p + 5] === 34 && b[p + 6] === 58) return 2;
      return -1;
    case 109:
      if (b[p + 2] === 105 && b[p + 3] === 110 && b[p + 4] === 101 && b[p + 5] === 114 && b[p + 6] === 78 && b[p + 7] === 97 && b[p + 8] === 109 && b[p + 9] === 101 && b[p + 10] === 115 && b[p + 11] === 34 && b[p + 12] === 58) return 3;
      return -1;
    default:
      return -1;
  }
};
const key1 = (b: Uint8Array, p: number): number => {
  if (b[p] !== 0x22) return -1;
  switch (b[p + 1]) {
    case 116:
      if (b[p + 2] === 111 && b[p + 3] === 116 && b[p + 4] === 97 && b[p + 5] === 108 && b[p + 6] === 70 && b[p + 7] === 101 && b[p + 8] === 101 && b[p + 9] === 115 && b[p + 10] === 34 && b[p + 11] === 58) return 0;
      if (b[p + 2] === 111 && b[p + 3] === 116 && b[p + 4] === 97 && b[p + 5] === 108 && b[p + 6] === 73 && b[p + 7] === 110 && b[p + 8] === 112 && b[p + 9] === 117 && b[p + 10] === 116 && b[p + 11] === 115 && b[p + 12] === 34 && b[p + 13] === 58) return 9;
      if (b[p + 2] === 111 && b[p + 3] === 116 && b[p + 4] === 97 && b[p + 5] === 108 && b[p + 6] === 79 && b[p + 7] === 117 && b[p + 8] === 116 && b[p + 9] === 112 && b[p + 10] === 117 && b[p + 11] === 116 && b[p + 12] === 115 && b[p + 13] === 34 && b[p + 14] === 58) return 10;
      if (b[p + 2] === 111 && b[p + 3] === 116 && b[p + 4] === 97 && b[p + 5] === 108 && b[p + 6] === 79 && b[p + 7] === 117 && b[p + 8] === 116 && b[p + 9] === 112 && b[p + 10] === 117 && b[p + 11] === 116 && b[p + 12] === 65 && b[p + 13] === 109 && b[p + 14] === 116 && b[p + 15] === 34 && b[p + 16] === 58) return 11;
      if (b[p + 2] === 111 && b[p + 3] === 116 && b[p + 4] === 97 && b[p + 5] === 108 && b[p + 6] === 73 && b[p + 7] === 110 && b[p + 8] === 112 && b[p + 9] === 117 && b[p + 10] === 116 && b[p + 11] === 65 && b[p + 12] === 109 && b[p + 13] === 116 && b[p + 14] === 34 && b[p + 15] === 58) return 12;
      return -1;
    case 114:
      if (b[p + 2] === 101 && b[p + 3] === 119 && b[p + 4] === 97 && b[p + 5] === 114 && b[p + 6] === 100 && b[p + 7] === 34 && b[p + 8] === 58) return 1;
      return -1;
    case 97:
      if (b[p + 2] === 118 && b[p + 3] === 103 && b[p + 4] === 70 && b[p + 5] === 101 && b[p + 6] === 101 && b[p + 7] === 34 && b[p + 8] === 58) return 2;
      if (b[p + 2] === 118 && b[p + 3] === 103 && b[p + 4] === 70 && b[p + 5] === 101 && b[p + 6] === 101 && b[p + 7] === 82 && b[p + 8] === 97 && b[p + 9] === 116 && b[p + 10] === 101 && b[p + 11] === 34 && b[p + 12] === 58) return 3;
      if (b[p + 2] === 118 && b[p + 3] === 103 && b[p + 4] === 84 && b[p + 5] === 120 && b[p + 6] === 83 && b[p + 7] === 105 && b[p + 8] === 122 && b[p + 9] === 101 && b[p + 10] === 34 && b[p + 11] === 58) return 8;
      return -1;
    case 109:
      if (b[p + 2] === 101 && b[p + 3] === 100 && b[p + 4] === 105 && b[p + 5] === 97 && b[p + 6] === 110 && b[p + 7] === 70 && b[p + 8] === 101 && b[p + 9] === 101 && b[p + 10] === 34 && b[p + 11] === 58) return 4;
      if (b[p + 2] === 101 && b[p + 3] === 100 && b[p + 4] === 105 && b[p + 5] === 97 && b[p + 6] === 110 && b[p + 7] === 70 && b[p + 8] === 101 && b[p + 9] === 101 && b[p + 10] === 65 && b[p + 11] === 109 && b[p + 12] === 116 && b[p + 13] === 34 && b[p + 14] === 58) return 7;
      if (b[p + 2] === 97 && b[p + 3] === 116 && b[p + 4] === 99 && b[p + 5] === 104 && b[p + 6] === 82 && b[p + 7] === 97 && b[p + 8] === 116 && b[p + 9] === 101 && b[p + 10] === 34 && b[p + 11] === 58) return 26;
      return -1;
    case 102:
      if (b[p + 2] === 101 && b[p + 3] === 101 && b[p + 4] === 82 && b[p + 5] === 97 && b[p + 6] === 110 && b[p + 7] === 103 && b[p + 8] === 101 && b[p + 9] === 34 && b[p + 10] === 58) return 5;
      if (b[p + 2] === 101 && b[p + 3] === 101 && b[p + 4] === 80 && b[p + 5] === 101 && b[p + 6] === 114 && b[p + 7] === 99 && b[p + 8] === 101 && b[p + 9] === 110 && b[p + 10] === 116 && b[p + 11] === 105 && b[p + 12] === 108 && b[p + 13] === 101 && b[p + 14] === 115 && b[p + 15] === 34 && b[p + 16] === 58) return 6;
      if (b[p + 2] === 105 && b[p + 3] === 114 && b[p + 4] === 115 && b[p + 5] === 116 && b[p + 6] === 83 && b[p + 7] === 101 && b[p + 8] === 101 && b[p + 9] === 110 && b[p + 10] === 34 && b[p + 11] === 58) return 31;
      return -1;
    case 115:
      if (b[p + 2] === 101 && b[p + 3] === 103 && b[p + 4] === 119 && b[p + 5] === 105 && b[p + 6] === 116 && b[p + 7] === 84 && b[p + 8] === 111 && b[p + 9] === 116 && b[p + 10] === 97 && b[p + 11] === 108 && b[p + 12] === 84 && b[p + 13] === 120 && b[p + 14] === 115 && b[p + 15] === 34 && b[p + 16] === 58) return 13;
      if (b[p + 2] === 101 && b[p + 3] === 103 && b[p + 4] === 119 && b[p + 5] === 105 && b[p + 6] === 116 && b[p + 7] === 84 && b[p + 8] === 111 && b[p + 9] === 116 && b[p + 10] === 97 && b[p + 11] === 108 && b[p + 12] === 83 && b[p + 13] === 105 && b[p + 14] === 122 && b[p + 15] === 101 && b[p + 16] === 34 && b[p + 17] === 58) return 14;
      if (b[p + 2] === 101 && b[p + 3] === 103 && b[p + 4] === 119 && b[p + 5] === 105 && b[p + 6] === 116 && b[p + 7] === 84 && b[p + 8] === 111 && b[p + 9] === 116 && b[p + 10] === 97 && b[p + 11] === 108 && b[p + 12] === 87 && b[p + 13] === 101 && b[p + 14] === 105 && b[p + 15] === 103 && b[p + 16] === 104 && b[p + 17] === 116 && b[p + 18] === 34 && b[p + 19] === 58) return 15;
      if (b[p + 2] === 105 && b[p + 3] === 109 && b[p + 4] === 105 && b[p + 5] === 108 && b[p + 6] === 97 && b[p + 7] === 114 && b[p + 8] === 105 && b[p + 9] === 116 && b[p + 10] === 121 && b[p + 11] === 34 && b[p + 12] === 58) return 29;
      return -1;
    case 117:
      if (b[p + 2] === 116 && b[p + 3] === 120 && b[p + 4] === 111 && b[p + 5] === 83 && b[p + 6] === 101 && b[p + 7] === 116 && b[p + 8] === 67 && b[p + 9] === 104 && b[p + 10] === 97 && b[p + 11] === 110 && b[p + 12] === 103 && b[p + 13] === 101 && b[p + 14] === 34 && b[p + 15] === 58) return 16;
      if (b[p + 2] === 116 && b[p + 3] === 120 && b[p + 4] === 111 && b[p + 5] === 83 && b[p + 6] === 101 && b[p + 7] === 116 && b[p + 8] === 83 && b[p + 9] === 105 && b[p + 10] === 122 && b[p + 11] === 101 && b[p + 12] === 34 && b[p + 13] === 58) return 17;
      return -1;
    case 118:
      if (b[p + 2] === 105 && b[p + 3] === 114 && b[p + 4] === 116 && b[p + 5] === 117 && b[p + 6] === 97 && b[p + 7] === 108 && b[p + 8] === 83 && b[p + 9] === 105 && b[p + 10] === 122 && b[p + 11] === 101 && b[p + 12] === 34 && b[p + 13] === 58) return 18;
      return -1;
    case 104:
      if (b[p + 2] === 101 && b[p + 3] === 97 && b[p + 4] === 100 && b[p + 5] === 101 && b[p + 6] === 114 && b[p + 7] === 34 && b[p + 8] === 58) return 19;
      return -1;
    case 99:
      if (b[p + 2] === 111 && b[p + 3] === 105 && b[p + 4] === 110 && b[p + 5] === 98 && b[p + 6] === 97 && b[p + 7] === 115 && b[p + 8] === 101 && b[p + 9] === 82 && b[p + 10] === 97 && b[p + 11] === 119 && b[p + 12] === 34 && b[p + 13] === 58) return 20;
      if (b[p + 2] === 111 && b[p + 3] === 105 && b[p + 4] === 110 && b[p + 5] === 98 && b[p + 6] === 97 && b[p + 7] === 115 && b[p + 8] === 101 && b[p + 9] === 65 && b[p + 10] === 100 && b[p + 11] === 100 && b[p + 12] === 114 && b[p + 13] === 101 && b[p + 14] === 115 && b[p + 15] === 115 && b[p + 16] === 34 && b[p + 17] === 58) return 21;
      if (b[p + 2] === 111 && b[p + 3] === 105 && b[p + 4] === 110 && b[p + 5] === 98 && b[p + 6] === 97 && b[p + 7] === 115 && b[p + 8] === 101 && b[p + 9] === 65 && b[p + 10] === 100 && b[p + 11] === 100 && b[p + 12] === 114 && b[p + 13] === 101 && b[p + 14] === 115 && b[p + 15] === 115 && b[p + 16] === 101 && b[p + 17] === 115 && b[p + 18] === 34 && b[p + 19] === 58) return 22;
      if (b[p + 2] === 111 && b[p + 3] === 105 && b[p + 4] === 110 && b[p + 5] === 98 && b[p + 6] === 97 && b[p + 7] === 115 && b[p + 8] === 101 && b[p + 9] === 83 && b[p + 10] === 105 && b[p + 11] === 103 && b[p + 12] === 110 && b[p + 13] === 97 && b[p + 14] === 116 && b[p + 15] === 117 && b[p + 16] === 114 && b[p + 17] === 101 && b[p + 18] === 34 && b[p + 19] === 58) return 23;
      if (b[p + 2] === 111 && b[p + 3] === 105 && b[p + 4] === 110 && b[p + 5] === 98 && b[p + 6] === 97 && b[p + 7] === 115 && b[p + 8] === 101 && b[p + 9] === 83 && b[p + 10] === 105 && b[p + 11] === 103 && b[p + 12] === 110 && b[p + 13] === 97 && b[p + 14] === 116 && b[p + 15] === 117 && b[p + 16] === 114 && b[p + 17] === 101 && b[p + 18] === 65 && b[p + 19] === 115 && b[p + 20] === 99 && b[p + 21] === 105 && b[p + 22] === 105 && b[p + 23] === 34 && b[p + 24] === 58) return 24;
      if (b[p + 2] === 111 && b[p + 3] === 105 && b[p + 4] === 110 && b[p + 5] === 98 && b[p + 6] === 97 && b[p + 7] === 115 && b[p + 8] === 101 && b[p + 9] === 66 && b[p + 10] === 105 && b[p + 11] === 112 && b[p + 12] === 53 && b[p + 13] === 52 && b[p + 14] === 34 && b[p + 15] === 58) return 32;
      return -1;
    case 112:
      if (b[p + 2] === 111 && b[p + 3] === 111 && b[p + 4] === 108 && b[p + 5] === 34 && b[p + 6] === 58) return 25;
      return -1;
    case 101:
      if (b[p + 2] === 120 && b[p + 3] === 112 && b[p + 4] === 101 && b[p + 5] === 99 && b[p + 6] === 116 && b[p + 7] === 101 && b[p + 8] === 100 && b[p + 9] === 70 && b[p + 10] === 101 && b[p + 11] === 101 && b[p + 12] === 115 && b[p + 13] === 34 && b[p + 14] === 58) return 27;
      if (b[p + 2] === 120 && b[p + 3] === 112 && b[p + 4] === 101 && b[p + 5] === 99 && b[p + 6] === 116 && b[p + 7] === 101 && b[p + 8] === 100 && b[p + 9] === 87 && b[p + 10] === 101 && b[p + 11] === 105 && b[p + 12] === 103 && b[p + 13] === 104 && b[p + 14] === 116 && b[p + 15] === 34 && b[p + 16] === 58) return 28;
      return -1;
    case 111:
      if (b[p + 2] === 114 && b[p + 3] === 112 && b[p + 4] === 104 && b[p + 5] === 97 && b[p + 6] === 110 && b[p + 7] === 115 && b[p + 8] === 34 && b[p + 9] === 58) return 30;
      return -1;
    default:
      return -1;
  }
};
const key2 = (b: Uint8Array, p: number): number => {
  if (b[p] !== 0x22) return -1;
  switch (b[p + 1]) {
    case 105:
      if (b[p + 2] === 100 && b[p + 3] === 34 && b[p + 4] === 58) return 0;
      return -1;
    case 104:
      if (b[p + 2] === 101 && b[p + 3] === 105 && b[p + 4] === 103 && b[p + 5] === 104 && b[p + 6] === 116 && b[p + 7] === 34 && b[p + 8] === 58) return 1;
      return -1;
    case 118:
      if (b[p + 2] === 101 && b[p + 3] === 114 && b[p + 4] === 115 && b[p + 5] === 105 && b[p + 6] === 111 && b[p + 7] === 110 && b[p + 8] === 34 && b[p + 9] === 58) return 2;
      return -1;
    case 116:
      if (b[p + 2] === 105 && b[p + 3] === 109 && b[p + 4] === 101 && b[p + 5] === 115 && b[p + 6] === 116 && b[p + 7] === 97 && b[p + 8] === 109 && b[p + 9] === 112 && b[p + 10] === 34 && b[p + 11] === 58) return 3;
      if (b[p + 2] === 120 && b[p + 3] === 95 && b[p + 4] === 99 && b[p + 5] === 111 && b[p + 6] === 117 && b[p + 7] === 110 && b[p + 8] === 116 && b[p + 9] === 34 && b[p + 10] === 58) return 8;
      return -1;
    case 98:
      if (b[p + 2] === 105 && b[p + 3] === 116 && b[p + 4] === 115 && b[p + 5] === 34 && b[p + 6] === 58) return 4;
      return -1;
    case 110:
      if (b[p + 2] === 111 && b[p + 3] === 110 && b[p + 4] === 99 && b[p + 5] === 101 && b[p + 6] === 34 && b[p + 7] === 58) return 5;
      return -1;
    case 100:
      if (b[p + 2] === 105 && b[p + 3] === 102 && b[p + 4] === 102 && b[p + 5] === 105 && b[p + 6] === 99 && b[p + 7] === 117 && b[p + 8] === 108 && b[p + 9] === 116 && b[p + 10] === 121 && b[p + 11] === 34 && b[p + 12] === 58) return 6;
      return -1;
    case 109:
      if (b[p + 2] === 101 && b[p + 3] === 114 && b[p + 4] === 107 && b[p + 5] === 108 && b[p + 6] === 101 && b[p + 7] === 95 && b[p + 8] === 114 && b[p + 9] === 111 && b[p + 10] === 111 && b[p + 11] === 116 && b[p + 12] === 34 && b[p + 13] === 58) return 7;
      if (b[p + 2] === 101 && b[p + 3] === 100 && b[p + 4] === 105 && b[p + 5] === 97 && b[p + 6] === 110 && b[p + 7] === 116 && b[p + 8] === 105 && b[p + 9] === 109 && b[p + 10] === 101 && b[p + 11] === 34 && b[p + 12] === 58) return 12;
      return -1;
    case 115:
      if (b[p + 2] === 105 && b[p + 3] === 122 && b[p + 4] === 101 && b[p + 5] === 34 && b[p + 6] === 58) return 9;
      if (b[p + 2] === 116 && b[p + 3] === 97 && b[p + 4] === 108 && b[p + 5] === 101 && b[p + 6] === 34 && b[p + 7] === 58) return 13;
      return -1;
    case 119:
      if (b[p + 2] === 101 && b[p + 3] === 105 && b[p + 4] === 103 && b[p + 5] === 104 && b[p + 6] === 116 && b[p + 7] === 34 && b[p + 8] === 58) return 10;
      return -1;
    case 112:
      if (b[p + 2] === 114 && b[p + 3] === 101 && b[p + 4] === 118 && b[p + 5] === 105 && b[p + 6] === 111 && b[p + 7] === 117 && b[p + 8] === 115 && b[p + 9] === 98 && b[p + 10] === 108 && b[p + 11] === 111 && b[p + 12] === 99 && b[p + 13] === 107 && b[p + 14] === 104 && b[p + 15] === 97 && b[p + 16] === 115 && b[p + 17] === 104 && b[p + 18] === 34 && b[p + 19] === 58) return 11;
      return -1;
    case 99:
      if (b[p + 2] === 97 && b[p + 3] === 110 && b[p + 4] === 111 && b[p + 5] === 110 && b[p + 6] === 105 && b[p + 7] === 99 && b[p + 8] === 97 && b[p + 9] === 108 && b[p + 10] === 34 && b[p + 11] === 58) return 14;
      return -1;
    case 101:
      if (b[p + 2] === 120 && b[p + 3] === 116 && b[p + 4] === 114 && b[p + 5] === 97 && b[p + 6] === 115 && b[p + 7] === 34 && b[p + 8] === 58) return 15;
      return -1;
    default:
      return -1;
  }
};
const end1 = (b: Uint8Array, p: number): number => {
  { const end = hexEnd(b, p, 64); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end2 = (b: Uint8Array, p: number): number => {
  { const end = wholeEnd(b, p, 11); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end5 = (b: Uint8Array, p: number): number => {
  if (b[p + 0] === 48) return p + 1;
  return -1;
};
const end6 = (b: Uint8Array, p: number): number => {
  if (b[p + 0] === 49) return p + 1;
  return -1;
};
const end4 = (b: Uint8Array, p: number): number => {
  { const end = flagEnd(b, p); if (end >= 0) return end; }
  { const end = end5(b, p); if (end >= 0) return end; }
  { const end = end6(b, p); if (end >= 0) return end; }
  return -1;
};
const end3 = (b: Uint8Array, p: number): number => {
  { const end = end4(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end7 = (b: Uint8Array, p: number): number => {
  { const end = hexEnd(b, p, 64); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end10 = (b: Uint8Array, p: number): number => {
  { const end = wholeEnd(b, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end11 = (b: Uint8Array, p: number): number => {
  { const end = wholeEnd(b, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end12 = (b: Uint8Array, p: number): number => {
  { const end = signedEnd(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end13 = (b: Uint8Array, p: number): number => {
  { const end = signedEnd(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end14 = (b: Uint8Array, p: number): number => {
  { const end = signedEnd(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end16 = (b: Uint8Array, start: number): number => {
  if (b[start] !== 0x5b) return -1;
  let p = start + 1;
  if (b[p] === 0x5d) return p + 1;
  for (;;) {
    p = signedEnd(b, p);
    if (p < 0) return -1;
    if (b[p] === 0x5d) return p + 1;
    if (b[p] !== 0x2c) return -1;
    p += 1;
  }
};
const end15 = (b: Uint8Array, p: number): number => {
  { const end = end16(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end18 = (b: Uint8Array, start: number): number => {
  if (b[start] !== 0x5b) return -1;
  let p = start + 1;
  if (b[p] === 0x5d) return p + 1;
  for (;;) {
    p = signedEnd(b, p);
    if (p < 0) return -1;
    if (b[p] === 0x5d) return p + 1;
    if (b[p] !== 0x2c) return -1;
    p += 1;
  }
};
const end17 = (b: Uint8Array, p: number): number => {
  { const end = end18(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end19 = (b: Uint8Array, p: number): number => {
  { const end = signedEnd(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end20 = (b: Uint8Array, p: number): number => {
  { const end = signedEnd(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end21 = (b: Uint8Array, p: number): number => {
  { const end = wholeEnd(b, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end22 = (b: Uint8Array, p: number): number => {
  { const end = wholeEnd(b, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end23 = (b: Uint8Array, p: number): number => {
  { const end = wholeEnd(b, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end24 = (b: Uint8Array, p: number): number => {
  { const end = wholeEnd(b, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end25 = (b: Uint8Array, p: number): number => {
  { const end = wholeEnd(b, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end26 = (b: Uint8Array, p: number): number => {
  { const end = wholeEnd(b, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end27 = (b: Uint8Array, p: number): number => {
  { const end = wholeEnd(b, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end28 = (b: Uint8Array, p: number): number => {
  { const end = integerEnd(b, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end29 = (b: Uint8Array, p: number): number => {
  { const end = wholeEnd(b, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end30 = (b: Uint8Array, p: number): number => {
  { const end = signedEnd(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end31 = (b: Uint8Array, p: number): number => {
  { const end = textEnd(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end32 = (b: Uint8Array, p: number): number => {
  { const end = textEnd(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end33 = (b: Uint8Array, p: number): number => {
  { const end = textEnd(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end35 = (b: Uint8Array, start: number): number => {
  if (b[start] !== 0x5b) return -1;
  let p = start + 1;
  if (b[p] === 0x5d) return p + 1;
  for (;;) {
    p = textEnd(b, p);
    if (p < 0) return -1;
    if (b[p] === 0x5d) return p + 1;
    if (b[p] !== 0x2c) return -1;
    p += 1;
  }
};
const end34 = (b: Uint8Array, p: number): number => {
  { const end = end35(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end36 = (b: Uint8Array, p: number): number => {
  { const end = textEnd(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end37 = (b: Uint8Array, p: number): number => {
  { const end = textEnd(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end40 = (b: Uint8Array, p: number): number => {
  { const end = wholeEnd(b, p, 15); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end41 = (b: Uint8Array, p: number): number => {
  { const end = textEnd(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end42 = (b: Uint8Array, p: number): number => {
  { const end = textEnd(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end44 = (b: Uint8Array, start: number): number => {
  if (b[start] !== 0x5b) return -1;
  let p = start + 1;
  if (b[p] === 0x5d) return p + 1;
  for (;;) {
    p = textEnd(b, p);
    if (p < 0) return -1;
    if (b[p] === 0x5d) return p + 1;
    if (b[p] !== 0x2c) return -1;
    p += 1;
  }
};
const end43 = (b: Uint8Array, p: number): number => {
  { const end = end44(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end39 = (b: Uint8Array, start: number): number => {
  if (b[start] !== 0x7b) return -1;
  let p = start + 1;
  let seen0 = 0;
  const opened = openKeys();
  while (b[p] !== 0x7d) {
    switch (key0(b, p)) {
      case 0:
        if ((seen0 & 1) !== 0) return -1;
        seen0 |= 1;
        p = end40(b, pastOneSpace(b, p + 5));
        break;
      case 1:
        if ((seen0 & 2) !== 0) return -1;
        seen0 |= 2;
        p = end41(b, pastOneSpace(b, p + 7));
        break;
      case 2:
        if ((seen0 & 4) !== 0) return -1;
        seen0 |= 4;
        p = end42(b, pastOneSpace(b, p + 7));
        break;
      case 3:
        if ((seen0 & 8) !== 0) return -1;
        seen0 |= 8;
        p = end43(b, pastOneSpace(b, p + 13));
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
  return true ? p + 1 : -1;
};
const end38 = (b: Uint8Array, p: number): number => {
  { const end = end39(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end45 = (b: Uint8Array, p: number): number => {
  { const end = signedEnd(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end46 = (b: Uint8Array, p: number): number => {
  { const end = signedEnd(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end47 = (b: Uint8Array, p: number): number => {
  { const end = signedEnd(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end48 = (b: Uint8Array, p: number): number => {
  { const end = signedEnd(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end50 = (b: Uint8Array, start: number): number => {
  if (b[start] !== 0x5b) return -1;
  let p = start + 1;
  if (b[p] === 0x5d) return p + 1;
  for (;;) {
    p = anyObjectEnd(b, p);
    if (p < 0) return -1;
    if (b[p] === 0x5d) return p + 1;
    if (b[p] !== 0x2c) return -1;
    p += 1;
  }
};
const end49 = (b: Uint8Array, p: number): number => {
  { const end = end50(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end51 = (b: Uint8Array, p: number): number => {
  { const end = signedEnd(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end52 = (b: Uint8Array, p: number): number => {
  { const end = end4(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end9 = (b: Uint8Array, start: number): number => {
  if (b[start] !== 0x7b) return -1;
  let p = start + 1;
  let seen0 = 0;
  let seen1 = 0;
  const opened = openKeys();
  while (b[p] !== 0x7d) {
    switch (key1(b, p)) {
      case 0:
        if ((seen0 & 1) !== 0) return -1;
        seen0 |= 1;
        p = end10(b, pastOneSpace(b, p + 12));
        break;
      case 1:
        if ((seen0 & 2) !== 0) return -1;
        seen0 |= 2;
        p = end11(b, pastOneSpace(b, p + 9));
        break;
      case 2:
        if ((seen0 & 4) !== 0) return -1;
        seen0 |= 4;
        p = end12(b, pastOneSpace(b, p + 9));
        break;
      case 3:
        if ((seen0 & 8) !== 0) return -1;
        seen0 |= 8;
        p = end13(b, pastOneSpace(b, p + 13));
        break;
      case 4:
        if ((seen0 & 16) !== 0) return -1;
        seen0 |= 16;
        p = end14(b, pastOneSpace(b, p + 12));
        break;
      case 5:
        if ((seen0 & 32) !== 0) return -1;
        seen0 |= 32;
        p = end15(b, pastOneSpace(b, p + 11));
        break;
      case 6:
        if ((seen0 & 64) !== 0) return -1;
        seen0 |= 64;
        p = end17(b, pastOneSpace(b, p + 17));
        break;
      case 7:
        if ((seen0 & 128) !== 0) return -1;
        seen0 |= 128;
        p = end19(b, pastOneSpace(b, p + 15));
        break;
      case 8:
        if ((seen0 & 256) !== 0) return -1;
        seen0 |= 256;
        p = end20(b, pastOneSpace(b, p + 12));
        break;
      case 9:
        if ((seen0 & 512) !== 0) return -1;
        seen0 |= 512;
        p = end21(b, pastOneSpace(b, p + 14));
        break;
      case 10:
        if ((seen0 & 1024) !== 0) return -1;
        seen0 |= 1024;
        p = end22(b, pastOneSpace(b, p + 15));
        break;
      case 11:
        if ((seen0 & 2048) !== 0) return -1;
        seen0 |= 2048;
        p = end23(b, pastOneSpace(b, p + 17));
        break;
      case 12:
        if ((seen0 & 4096) !== 0) return -1;
        seen0 |= 4096;
        p = end24(b, pastOneSpace(b, p + 16));
        break;
      case 13:
        if ((seen0 & 8192) !== 0) return -1;
        seen0 |= 8192;
        p = end25(b, pastOneSpace(b, p + 17));
        break;
      case 14:
        if ((seen0 & 16384) !== 0) return -1;
        seen0 |= 16384;
        p = end26(b, pastOneSpace(b, p + 18));
        break;
      case 15:
        if ((seen0 & 32768) !== 0) return -1;
        seen0 |= 32768;
        p = end27(b, pastOneSpace(b, p + 20));
        break;
      case 16:
        if ((seen0 & 65536) !== 0) return -1;
        seen0 |= 65536;
        p = end28(b, pastOneSpace(b, p + 16));
        break;
      case 17:
        if ((seen0 & 131072) !== 0) return -1;
        seen0 |= 131072;
        p = end29(b, pastOneSpace(b, p + 14));
        break;
      case 18:
        if ((seen0 & 262144) !== 0) return -1;
        seen0 |= 262144;
        p = end30(b, pastOneSpace(b, p + 14));
        break;
      case 19:
        if ((seen0 & 524288) !== 0) return -1;
        seen0 |= 524288;
        p = end31(b, pastOneSpace(b, p + 9));
        break;
      case 20:
        if ((seen0 & 1048576) !== 0) return -1;
        seen0 |= 1048576;
        p = end32(b, pastOneSpace(b, p + 14));
        break;
      case 21:
        if ((seen0 & 2097152) !== 0) return -1;
        seen0 |= 2097152;
        p = end33(b, pastOneSpace(b, p + 18));
        break;
      case 22:
        if ((seen0 & 4194304) !== 0) return -1;
        seen0 |= 4194304;
        p = end34(b, pastOneSpace(b, p + 20));
        break;
      case 23:
        if ((seen0 & 8388608) !== 0) return -1;
        seen0 |= 8388608;
        p = end36(b, pastOneSpace(b, p + 20));
        break;
      case 24:
        if ((seen0 & 16777216) !== 0) return -1;
        seen0 |= 16777216;
        p = end37(b, pastOneSpace(b, p + 25));
        break;
      case 25:
        if ((seen0 & 33554432) !== 0) return -1;
        seen0 |= 33554432;
        p = end38(b, pastOneSpace(b, p + 7));
        break;
      case 26:
        if ((seen0 & 67108864) !== 0) return -1;
        seen0 |= 67108864;
        p = end45(b, pastOneSpace(b, p + 12));
        break;
      case 27:
        if ((seen0 & 134217728) !== 0) return -1;
        seen0 |= 134217728;
        p = end46(b, pastOneSpace(b, p + 15));
        break;
      case 28:
        if ((seen0 & 268435456) !== 0) return -1;
        seen0 |= 268435456;
        p = end47(b, pastOneSpace(b, p + 17));
        break;
      case 29:
        if ((seen0 & 536870912) !== 0) return -1;
        seen0 |= 536870912;
        p = end48(b, pastOneSpace(b, p + 13));
        break;
      case 30:
        if ((seen1 & 1) !== 0) return -1;
        seen1 |= 1;
        p = end49(b, pastOneSpace(b, p + 10));
        break;
      case 31:
        if ((seen1 & 2) !== 0) return -1;
        seen1 |= 2;
        p = end51(b, pastOneSpace(b, p + 12));
        break;
      case 32:
        if ((seen1 & 4) !== 0) return -1;
        seen1 |= 4;
        p = end52(b, pastOneSpace(b, p + 16));
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
  return true ? p + 1 : -1;
};
const end8 = (b: Uint8Array, p: number): number => {
  { const end = end9(b, p); if (end >= 0) return end; }
  { const end = nullEnd(b, p); if (end >= 0) return end; }
  return -1;
};
const end0 = (b: Uint8Array, start: number): number => {
  if (b[start] !== 0x7b) return -1;
  let p = start + 1;
  let seen0 = 0;
  const opened = openKeys();
  while (b[p] !== 0x7d) {
    switch (key2(b, p)) {
      case 0:
        if ((seen0 & 1) !== 0) return -1;
        seen0 |= 1;
        p = hexEnd(b, pastOneSpace(b, p + 5), 64);
        break;
      case 1:
        if ((seen0 & 2) !== 0) return -1;
        seen0 |= 2;
        cursor.at = pastOneSpace(b, p + 9);
        found[0] = readWhole(b, cursor, 15);
        p = cursor.at;
        break;
      case 2:
        if ((seen0 & 4) !== 0) return -1;
        seen0 |= 4;
        p = integerEnd(b, pastOneSpace(b, p + 10), 15);
        break;
      case 3:
        if ((seen0 & 8) !== 0) return -1;
        seen0 |= 8;
        cursor.at = pastOneSpace(b, p + 12);
        found[1] = readWhole(b, cursor, 11);
        p = cursor.at;
        break;
      case 4:
        if ((seen0 & 16) !== 0) return -1;
        seen0 |= 16;
        p = wholeEnd(b, pastOneSpace(b, p + 7), 15);
        break;
      case 5:
        if ((seen0 & 32) !== 0) return -1;
        seen0 |= 32;
        p = wholeEnd(b, pastOneSpace(b, p + 8), 15);
        break;
      case 6:
        if ((seen0 & 64) !== 0) return -1;
        seen0 |= 64;
        p = signedEnd(b, pastOneSpace(b, p + 13));
        break;
      case 7:
        if ((seen0 & 128) !== 0) return -1;
        seen0 |= 128;
        p = hexEnd(b, pastOneSpace(b, p + 14), 64);
        break;
      case 8:
        if ((seen0 & 256) !== 0) return -1;
        seen0 |= 256;
        cursor.at = pastOneSpace(b, p + 11);
        found[2] = readWhole(b, cursor, 15);
        p = cursor.at;
        break;
      case 9:
        if ((seen0 & 512) !== 0) return -1;
        seen0 |= 512;
        cursor.at = pastOneSpace(b, p + 7);
        found[3] = readWhole(b, cursor, 15);
        p = cursor.at;
        break;
      case 10:
        if ((seen0 & 1024) !== 0) return -1;
        seen0 |= 1024;
        cursor.at = pastOneSpace(b, p + 9);
        found[4] = readWhole(b, cursor, 15);
        p = cursor.at;
        break;
      case 11:
        if ((seen0 & 2048) !== 0) return -1;
        seen0 |= 2048;
        p = end1(b, pastOneSpace(b, p + 20));
        break;
      case 12:
        if ((seen0 & 4096) !== 0) return -1;
        seen0 |= 4096;
        p = end2(b, pastOneSpace(b, p + 13));
        break;
      case 13:
        if ((seen0 & 8192) !== 0) return -1;
        seen0 |= 8192;
        p = end3(b, pastOneSpace(b, p + 8));
        break;
      case 14:
        if ((seen0 & 16384) !== 0) return -1;
        seen0 |= 16384;
        p = end7(b, pastOneSpace(b, p + 12));
        break;
      case 15:
        if ((seen0 & 32768) !== 0) return -1;
        seen0 |= 32768;
        p = end8(b, pastOneSpace(b, p + 9));
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
  return (seen0 & 2047) === 2047 ? p + 1 : -1;
};
const read1 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readHex(b, c, 64);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read2 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readWhole(b, c, 11);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read5 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  if (b[p + 0] === 48) {
    c.at = p + 1;
    return 0;
  }
  c.at = -1;
  return null;
};
const read6 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  if (b[p + 0] === 49) {
    c.at = p + 1;
    return 1;
  }
  c.at = -1;
  return null;
};
const read4 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readFlag(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = read5(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = read6(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read3 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = read4(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read7 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readHex(b, c, 64);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read10 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readWhole(b, c, 15);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read11 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readWhole(b, c, 15);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read12 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readSigned(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read13 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readSigned(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read14 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readSigned(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read16 = (b: Uint8Array, c: Cursor): unknown => {
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
    const v = readSigned(b, c);
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
const read15 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = read16(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read18 = (b: Uint8Array, c: Cursor): unknown => {
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
    const v = readSigned(b, c);
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
const read17 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = read18(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read19 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readSigned(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read20 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readSigned(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read21 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readWhole(b, c, 15);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read22 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readWhole(b, c, 15);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read23 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readWhole(b, c, 15);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read24 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readWhole(b, c, 15);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read25 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readWhole(b, c, 15);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read26 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readWhole(b, c, 15);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read27 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readWhole(b, c, 15);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read28 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readInteger(b, c, 15);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read29 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readWhole(b, c, 15);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read30 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readSigned(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read31 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readText(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read32 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readText(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read33 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readText(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read35 = (b: Uint8Array, c: Cursor): unknown => {
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
    const v = readText(b, c);
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
const read34 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = read35(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read36 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readText(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read37 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readText(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read40 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readWhole(b, c, 15);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read41 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readText(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read42 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readText(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read44 = (b: Uint8Array, c: Cursor): unknown => {
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
    const v = readText(b, c);
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
const read43 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = read44(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read39 = (b: Uint8Array, c: Cursor): unknown => {
  if (b[c.at] !== 0x7b) { c.at = -1; return null; }
  c.at += 1;
  let seen0 = 0;
  const value: Record<string, unknown> = {};
  while (b[c.at] !== 0x7d) {
    switch (key0(b, c.at)) {
      case 0:
        if ((seen0 & 1) !== 0) { c.at = -1; return null; }
        seen0 |= 1;
        c.at = pastOneSpace(b, c.at + 5);
        value["id"] = read40(b, c);
        break;
      case 1:
        if ((seen0 & 2) !== 0) { c.at = -1; return null; }
        seen0 |= 2;
        c.at = pastOneSpace(b, c.at + 7);
        value["name"] = read41(b, c);
        break;
      case 2:
        if ((seen0 & 4) !== 0) { c.at = -1; return null; }
        seen0 |= 4;
        c.at = pastOneSpace(b, c.at + 7);
        value["slug"] = read42(b, c);
        break;
      case 3:
        if ((seen0 & 8) !== 0) { c.at = -1; return null; }
        seen0 |= 8;
        c.at = pastOneSpace(b, c.at + 13);
        value["minerNames"] = read43(b, c);
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
  if (!(true)) { c.at = -1; return null; }
  c.at += 1;
  return value;
};
const read38 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = read39(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read45 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readSigned(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read46 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readSigned(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read47 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readSigned(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read48 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readSigned(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read50 = (b: Uint8Array, c: Cursor): unknown => {
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
    const v = readAnyObject(b, c);
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
const read49 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = read50(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read51 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = readSigned(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read52 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = read4(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read9 = (b: Uint8Array, c: Cursor): unknown => {
  if (b[c.at] !== 0x7b) { c.at = -1; return null; }
  c.at += 1;
  let seen0 = 0;
  let seen1 = 0;
  const value: Record<string, unknown> = {};
  while (b[c.at] !== 0x7d) {
    switch (key1(b, c.at)) {
      case 0:
        if ((seen0 & 1) !== 0) { c.at = -1; return null; }
        seen0 |= 1;
        c.at = pastOneSpace(b, c.at + 12);
        value["totalFees"] = read10(b, c);
        break;
      case 1:
        if ((seen0 & 2) !== 0) { c.at = -1; return null; }
        seen0 |= 2;
        c.at = pastOneSpace(b, c.at + 9);
        value["reward"] = read11(b, c);
        break;
      case 2:
        if ((seen0 & 4) !== 0) { c.at = -1; return null; }
        seen0 |= 4;
        c.at = pastOneSpace(b, c.at + 9);
        value["avgFee"] = read12(b, c);
        break;
      case 3:
        if ((seen0 & 8) !== 0) { c.at = -1; return null; }
        seen0 |= 8;
        c.at = pastOneSpace(b, c.at + 13);
        value["avgFeeRate"] = read13(b, c);
        break;
      case 4:
        if ((seen0 & 16) !== 0) { c.at = -1; return null; }
        seen0 |= 16;
        c.at = pastOneSpace(b, c.at + 12);
        value["medianFee"] = read14(b, c);
        break;
      case 5:
        if ((seen0 & 32) !== 0) { c.at = -1; return null; }
        seen0 |= 32;
        c.at = pastOneSpace(b, c.at + 11);
        value["feeRange"] = read15(b, c);
        break;
      case 6:
        if ((seen0 & 64) !== 0) { c.at = -1; return null; }
        seen0 |= 64;
        c.at = pastOneSpace(b, c.at + 17);
        value["feePercentiles"] = read17(b, c);
        break;
      case 7:
        if ((seen0 & 128) !== 0) { c.at = -1; return null; }
        seen0 |= 128;
        c.at = pastOneSpace(b, c.at + 15);
        value["medianFeeAmt"] = read19(b, c);
        break;
      case 8:
        if ((seen0 & 256) !== 0) { c.at = -1; return null; }
        seen0 |= 256;
        c.at = pastOneSpace(b, c.at + 12);
        value["avgTxSize"] = read20(b, c);
        break;
      case 9:
        if ((seen0 & 512) !== 0) { c.at = -1; return null; }
        seen0 |= 512;
        c.at = pastOneSpace(b, c.at + 14);
        value["totalInputs"] = read21(b, c);
        break;
      case 10:
        if ((seen0 & 1024) !== 0) { c.at = -1; return null; }
        seen0 |= 1024;
        c.at = pastOneSpace(b, c.at + 15);
        value["totalOutputs"] = read22(b, c);
        break;
      case 11:
        if ((seen0 & 2048) !== 0) { c.at = -1; return null; }
        seen0 |= 2048;
        c.at = pastOneSpace(b, c.at + 17);
        value["totalOutputAmt"] = read23(b, c);
        break;
      case 12:
        if ((seen0 & 4096) !== 0) { c.at = -1; return null; }
        seen0 |= 4096;
        c.at = pastOneSpace(b, c.at + 16);
        value["totalInputAmt"] = read24(b, c);
        break;
      case 13:
        if ((seen0 & 8192) !== 0) { c.at = -1; return null; }
        seen0 |= 8192;
        c.at = pastOneSpace(b, c.at + 17);
        value["segwitTotalTxs"] = read25(b, c);
        break;
      case 14:
        if ((seen0 & 16384) !== 0) { c.at = -1; return null; }
        seen0 |= 16384;
        c.at = pastOneSpace(b, c.at + 18);
        value["segwitTotalSize"] = read26(b, c);
        break;
      case 15:
        if ((seen0 & 32768) !== 0) { c.at = -1; return null; }
        seen0 |= 32768;
        c.at = pastOneSpace(b, c.at + 20);
        value["segwitTotalWeight"] = read27(b, c);
        break;
      case 16:
        if ((seen0 & 65536) !== 0) { c.at = -1; return null; }
        seen0 |= 65536;
        c.at = pastOneSpace(b, c.at + 16);
        value["utxoSetChange"] = read28(b, c);
        break;
      case 17:
        if ((seen0 & 131072) !== 0) { c.at = -1; return null; }
        seen0 |= 131072;
        c.at = pastOneSpace(b, c.at + 14);
        value["utxoSetSize"] = read29(b, c);
        break;
      case 18:
        if ((seen0 & 262144) !== 0) { c.at = -1; return null; }
        seen0 |= 262144;
        c.at = pastOneSpace(b, c.at + 14);
        value["virtualSize"] = read30(b, c);
        break;
      case 19:
        if ((seen0 & 524288) !== 0) { c.at = -1; return null; }
        seen0 |= 524288;
        c.at = pastOneSpace(b, c.at + 9);
        value["header"] = read31(b, c);
        break;
      case 20:
        if ((seen0 & 1048576) !== 0) { c.at = -1; return null; }
        seen0 |= 1048576;
        c.at = pastOneSpace(b, c.at + 14);
        value["coinbaseRaw"] = read32(b, c);
        break;
      case 21:
        if ((seen0 & 2097152) !== 0) { c.at = -1; return null; }
        seen0 |= 2097152;
        c.at = pastOneSpace(b, c.at + 18);
        value["coinbaseAddress"] = read33(b, c);
        break;
      case 22:
        if ((seen0 & 4194304) !== 0) { c.at = -1; return null; }
        seen0 |= 4194304;
        c.at = pastOneSpace(b, c.at + 20);
        value["coinbaseAddresses"] = read34(b, c);
        break;
      case 23:
        if ((seen0 & 8388608) !== 0) { c.at = -1; return null; }
        seen0 |= 8388608;
        c.at = pastOneSpace(b, c.at + 20);
        value["coinbaseSignature"] = read36(b, c);
        break;
      case 24:
        if ((seen0 & 16777216) !== 0) { c.at = -1; return null; }
        seen0 |= 16777216;
        c.at = pastOneSpace(b, c.at + 25);
        value["coinbaseSignatureAscii"] = read37(b, c);
        break;
      case 25:
        if ((seen0 & 33554432) !== 0) { c.at = -1; return null; }
        seen0 |= 33554432;
        c.at = pastOneSpace(b, c.at + 7);
        value["pool"] = read38(b, c);
        break;
      case 26:
        if ((seen0 & 67108864) !== 0) { c.at = -1; return null; }
        seen0 |= 67108864;
        c.at = pastOneSpace(b, c.at + 12);
        value["matchRate"] = read45(b, c);
        break;
      case 27:
        if ((seen0 & 134217728) !== 0) { c.at = -1; return null; }
        seen0 |= 134217728;
        c.at = pastOneSpace(b, c.at + 15);
        value["expectedFees"] = read46(b, c);
        break;
      case 28:
        if ((seen0 & 268435456) !== 0) { c.at = -1; return null; }
        seen0 |= 268435456;
        c.at = pastOneSpace(b, c.at + 17);
        value["expectedWeight"] = read47(b, c);
        break;
      case 29:
        if ((seen0 & 536870912) !== 0) { c.at = -1; return null; }
        seen0 |= 536870912;
        c.at = pastOneSpace(b, c.at + 13);
        value["similarity"] = read48(b, c);
        break;
      case 30:
        if ((seen1 & 1) !== 0) { c.at = -1; return null; }
        seen1 |= 1;
        c.at = pastOneSpace(b, c.at + 10);
        value["orphans"] = read49(b, c);
        break;
      case 31:
        if ((seen1 & 2) !== 0) { c.at = -1; return null; }
        seen1 |= 2;
        c.at = pastOneSpace(b, c.at + 12);
        value["firstSeen"] = read51(b, c);
        break;
      case 32:
        if ((seen1 & 4) !== 0) { c.at = -1; return null; }
        seen1 |= 4;
        c.at = pastOneSpace(b, c.at + 16);
        value["coinbaseBip54"] = read52(b, c);
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
  if (!(true)) { c.at = -1; return null; }
  c.at += 1;
  return value;
};
const read8 = (b: Uint8Array, c: Cursor): unknown => {
  const p = c.at;
  let v: unknown = null;
  c.at = p;
  v = read9(b, c);
  if (c.at >= 0) return v;
  c.at = p;
  v = readNull(b, c);
  if (c.at >= 0) return v;
  return null;
};
const read0 = (b: Uint8Array, c: Cursor): unknown => {
  if (b[c.at] !== 0x7b) { c.at = -1; return null; }
  c.at += 1;
  let seen0 = 0;
  const value: Record<string, unknown> = {};
  while (b[c.at] !== 0x7d) {
    switch (key2(b, c.at)) {
      case 0:
        if ((seen0 & 1) !== 0) { c.at = -1; return null; }
        seen0 |= 1;
        c.at = pastOneSpace(b, c.at + 5);
        value["id"] = readHex(b, c, 64);
        break;
      case 1:
        if ((seen0 & 2) !== 0) { c.at = -1; return null; }
        seen0 |= 2;
        c.at = pastOneSpace(b, c.at + 9);
        value["height"] = readWhole(b, c, 15);
        found[0] = Number(value["height"]);
        break;
      case 2:
        if ((seen0 & 4) !== 0) { c.at = -1; return null; }
        seen0 |= 4;
        c.at = pastOneSpace(b, c.at + 10);
        value["version"] = readInteger(b, c, 15);
        break;
      case 3:
        if ((seen0 & 8) !== 0) { c.at = -1; return null; }
        seen0 |= 8;
        c.at = pastOneSpace(b, c.at + 12);
        value["timestamp"] = readWhole(b, c, 11);
        found[1] = Number(value["timestamp"]);
        break;
      case 4:
        if ((seen0 & 16) !== 0) { c.at = -1; return null; }
        seen0 |= 16;
        c.at = pastOneSpace(b, c.at + 7);
        value["bits"] = readWhole(b, c, 15);
        break;
      case 5:
        if ((seen0 & 32) !== 0) { c.at = -1; return null; }
        seen0 |= 32;
        c.at = pastOneSpace(b, c.at + 8);
        value["nonce"] = readWhole(b, c, 15);
        break;
      case 6:
        if ((seen0 & 64) !== 0) { c.at = -1; return null; }
        seen0 |= 64;
        c.at = pastOneSpace(b, c.at + 13);
        value["difficulty"] = readSigned(b, c);
        break;
      case 7:
        if ((seen0 & 128) !== 0) { c.at = -1; return null; }
        seen0 |= 128;
        c.at = pastOneSpace(b, c.at + 14);
        value["merkle_root"] = readHex(b, c, 64);
        break;
      case 8:
        if ((seen0 & 256) !== 0) { c.at = -1; return null; }
        seen0 |= 256;
        c.at = pastOneSpace(b, c.at + 11);
        value["tx_count"] = readWhole(b, c, 15);
        found[2] = Number(value["tx_count"]);
        break;
      case 9:
        if ((seen0 & 512) !== 0) { c.at = -1; return null; }
        seen0 |= 512;
        c.at = pastOneSpace(b, c.at + 7);
        value["size"] = readWhole(b, c, 15);
        found[3] = Number(value["size"]);
        break;
      case 10:
        if ((seen0 & 1024) !== 0) { c.at = -1; return null; }
        seen0 |= 1024;
        c.at = pastOneSpace(b, c.at + 9);
        value["weight"] = readWhole(b, c, 15);
        found[4] = Number(value["weight"]);
        break;
      case 11:
        if ((seen0 & 2048) !== 0) { c.at = -1; return null; }
        seen0 |= 2048;
        c.at = pastOneSpace(b, c.at + 20);
        value["previousblockhash"] = read1(b, c);
        break;
      case 12:
        if ((seen0 & 4096) !== 0) { c.at = -1; return null; }
        seen0 |= 4096;
        c.at = pastOneSpace(b, c.at + 13);
        value["mediantime"] = read2(b, c);
        break;
      case 13:
        if ((seen0 & 8192) !== 0) { c.at = -1; return null; }
        seen0 |= 8192;
        c.at = pastOneSpace(b, c.at + 8);
        value["stale"] = read3(b, c);
        break;
      case 14:
        if ((seen0 & 16384) !== 0) { c.at = -1; return null; }
        seen0 |= 16384;
        c.at = pastOneSpace(b, c.at + 12);
        value["canonical"] = read7(b, c);
        break;
      case 15:
        if ((seen0 & 32768) !== 0) { c.at = -1; return null; }
        seen0 |= 32768;
        c.at = pastOneSpace(b, c.at + 9);
        value["extras"] = read8(b, c);
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
  if (!((seen0 & 2047) === 2047)) { c.at = -1; return null; }
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

export const BlockObserved = compiled;
