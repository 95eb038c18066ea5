/** SHA-256 of bytes as 64 lowercase hex digits; the model opens no library for it. */
export type Sha256 = (bytes: Uint8Array) => string;
