import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Who has the token may look. */
export interface Lock {
  /** Whether this is the token; takes the same time whatever is given. */
  readonly opens: (given: string) => boolean;
  /** What a browser keeps instead: it opens this dashboard, and the token can't be had from it. */
  readonly cookie: string;
  readonly isCookie: (given: string) => boolean;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares digests, which have one length. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));

export const lockWith = (token: string): Lock => {
  const cookie = createHmac('sha256', token)
    .update('dashboard cookie, version 1')
    .digest('base64url');
  return {
    opens: (given) => isSame(given, token),
    cookie,
    isCookie: (given) => isSame(given, cookie),
  };
};
