import { createHash, createPublicKey, sign } from 'node:crypto';
import type { SnowflakeConfig } from './config.ts';

/** Snowflake takes none that lasts longer than an hour. */
const LIFETIME_S = 3600;
const RENEWED_BEFORE_S = 600;

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token of key-pair authentication: RS256, its issuer named by the key's fingerprint. */
const tokenOf = ({ account, user, key }: SnowflakeConfig, nowS: number): string => {
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const fingerprint = createHash('sha256').update(publicKey).digest('base64');
  const subject = `${account}.${user}`;
  const claims = { iss: `${subject}.SHA256:${fingerprint}`, sub: subject, iat: nowS };
  const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ ...claims, exp: nowS + LIFETIME_S })}`;
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
};

/** Gives a token that is good for ten minutes at least; made anew each fifty. */
export const tokens = (config: SnowflakeConfig, nowMs: () => number): (() => string) => {
  let made: { readonly token: string; readonly untilS: number } | null = null;
  return () => {
    const nowS = Math.floor(nowMs() / 1000);
    if (made === null || nowS > made.untilS - RENEWED_BEFORE_S)
      made = { token: tokenOf(config, nowS), untilS: nowS + LIFETIME_S };
    return made.token;
  };
};
