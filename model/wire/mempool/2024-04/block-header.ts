import type * as t from 'io-ts';
import type { Block } from './block.ts';
import type { Sha256 } from '../../../line/sha256.ts';

/** Hex digits of the 80 bytes of a header. */
const isHeader = (text: string): boolean => /^[0-9a-f]{160}$/.test(text);
/** Where the parent's hash stands in it, in hex digits. */
const PARENT = { start: 8, end: 72 };
/** What the first block's header says of its parent. */
const NO_PARENT = '0'.repeat(64);

const digitOf = (unit: number): number => (unit < 0x3a ? unit - 0x30 : unit - 0x57);

/** The bytes of lowercase hex digits. */
const bytesIn = (hex: string): Uint8Array => {
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at += 1)
    bytes[at] = digitOf(hex.charCodeAt(2 * at)) * 16 + digitOf(hex.charCodeAt(2 * at + 1));
  return bytes;
};

/** Hashes are shown with their bytes in reverse. */
const shown = (hex: string): string => {
  let reversed = '';
  for (let at = hex.length - 2; at >= 0; at -= 2) reversed += hex.slice(at, at + 2);
  return reversed;
};

/** Where a block contradicts the header it comes with; null where it does not, or comes with none. */
export const headerFault = (
  { id, previousblockhash, extras }: t.TypeOf<typeof Block>,
  sha256: Sha256,
): string | null => {
  const header = extras?.header ?? null;
  if (header === null) return null;
  if (!isHeader(header) || shown(sha256(bytesIn(sha256(bytesIn(header))))) !== id)
    return 'extras.header';
  const parent = shown(header.slice(PARENT.start, PARENT.end));
  return parent === (previousblockhash ?? NO_PARENT) ? null : 'previousblockhash';
};
