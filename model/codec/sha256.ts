/** The first 32 bits of the fractions of the cube roots of the first 64 primes. */
const ROUND_CONSTANTS = [
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
];
/** The same of the square roots of the first eight. */
const START = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
] as const;
const BLOCK_BYTES = 64;
/** The byte that ends the text and the eight that tell its bits. */
const END_BYTES = 9;

const rotated = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));

/** The bytes with their end, in whole blocks. */
const padded = (bytes: Uint8Array): DataView => {
  const blocks = Math.ceil((bytes.length + END_BYTES) / BLOCK_BYTES);
  const all = new Uint8Array(blocks * BLOCK_BYTES);
  all.set(bytes);
  all[bytes.length] = 0x80;
  const view = new DataView(all.buffer);
  view.setBigUint64(all.length - 8, BigInt(bytes.length) * 8n);
  return view;
};

/** The 64 words of a block: its own sixteen, then each made of four before it. */
const scheduleOf = (view: DataView, start: number): Uint32Array => {
  const words = new Uint32Array(64);
  for (let at = 0; at < 16; at += 1) words[at] = view.getUint32(start + at * 4);
  for (let at = 16; at < 64; at += 1) {
    const early = words[at - 15] ?? 0;
    const late = words[at - 2] ?? 0;
    const small = rotated(early, 7) ^ rotated(early, 18) ^ (early >>> 3);
    const large = rotated(late, 17) ^ rotated(late, 19) ^ (late >>> 10);
    words[at] = (words[at - 16] ?? 0) + small + (words[at - 7] ?? 0) + large;
  }
  return words;
};

type State = readonly [number, number, number, number, number, number, number, number];

const mixed = (state: State, words: Uint32Array): State => {
  let [a, b, c, d, e, f, g, h] = state;
  for (let at = 0; at < 64; at += 1) {
    const ofE = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25);
    const chosen = (e & f) ^ (~e & g);
    const first = (h + ofE + chosen + (ROUND_CONSTANTS[at] ?? 0) + (words[at] ?? 0)) | 0;
    const ofA = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    [h, g, f, e] = [g, f, e, (d + first) | 0];
    [d, c, b, a] = [c, b, a, (first + ofA + majority) | 0];
  }
  const [A, B, C, D, E, F, G, H] = state;
  return [A + a, B + b, C + c, D + d, E + e, F + f, G + g, H + h];
};

/**
 * SHA-256 (FIPS 180-4) of bytes as 64 lowercase hex digits, in the language alone: a browser's own is
 * asynchronous. Slower than a library's; meant for headers of 80 bytes.
 */
export const sha256 = (bytes: Uint8Array): string => {
  const view = padded(bytes);
  let state: State = START;
  for (let start = 0; start < view.byteLength; start += BLOCK_BYTES)
    state = mixed(state, scheduleOf(view, start));
  return state.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
};
