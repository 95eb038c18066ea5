import { createHash } from 'node:crypto';

/** The 80 bytes that a block is known by. Hashes as 64 hex digits in the order they are shown in. */
export interface BlockHeader {
  readonly version: number;
  readonly previousblockhash: string;
  readonly merkle_root: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly bits: number;
  readonly nonce: number;
}

/** The header as 80 bytes. */
export const headerBytes = (header: BlockHeader): Buffer => {
  const bytes = Buffer.alloc(80);
  bytes.writeInt32LE(header.version | 0, 0);
  stored(header.previousblockhash).copy(bytes, 4);
  stored(header.merkle_root).copy(bytes, 36);
  bytes.writeUInt32LE(header.timestamp, 68);
  bytes.writeUInt32LE(header.bits, 72);
  bytes.writeUInt32LE(header.nonce, 76);
  return bytes;
};

/** The id of a block: the double SHA-256 of its header, bytes reversed. */
export const blockId = (header: Buffer): string => shown(doubleSha256(header));

/** The Merkle root of txids, the coinbase first; an odd last one is paired with itself. */
export const merkleRoot = (txids: ReadonlyArray<string>): string => {
  let level = txids.map(stored);
  while (level.length > 1) {
    const next: Buffer[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const left = level[at] ?? Buffer.alloc(32);
      next.push(doubleSha256(Buffer.concat([left, level[at + 1] ?? left])));
    }
    level = next;
  }
  return shown(level[0] ?? Buffer.alloc(32));
};

const doubleSha256 = (bytes: Buffer): Buffer => sha256(sha256(bytes));
const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
/** Hashes are shown with their bytes in reverse. */
const shown = (hash: Buffer): string => Buffer.from(hash.toReversed()).toString('hex');
const stored = (hex: string): Buffer => Buffer.from(Buffer.from(hex, 'hex').toReversed());
