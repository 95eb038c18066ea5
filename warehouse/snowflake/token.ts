import { createHash, createPublicKey, sign, type KeyObject } from 'node:crypto';
import type { SnowflakeConfig } from './config.ts';

/** Snowflake takes none that lasts longer than an hour. */
const LIFETIME_S = 3600;
const RENEWED_BEFORE_S = 600;

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token of key-pair authentication: RS256, its issuer named by the key's fingerprint. */
const tokenOf = (account: string, user: string, key: KeyObject, nowS: number): string => {
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const fingerprint = createHash('sha256').update(publicKey).digest('base64');
  const subject = `${account}.${user}`;
  const claims = { iss: `${subject}.SHA256:${fingerprint}`, sub: subject, iat: nowS };
  const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ ...claims, exp: nowS + LIFETIME_S })}`;
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
};

/** What a request says of who asks. */
export interface Credential {
  readonly token: string;
  readonly type: 'KEYPAIR_JWT' | 'WORKLOAD_IDENTITY_FEDERATION';
}

/** Gives tokens that are good for ten minutes at least, made anew each fifty; or the workflow's own. Rejects in words. */
export const credentials = (
  { account, proof }: SnowflakeConfig,
  nowMs: () => number,
): (() => Promise<Credential>) => {
  if (proof.tag === 'github')
    return async () => ({
      token: `WIF.OIDC.${await proof.askToken()}`,
      type: 'WORKLOAD_IDENTITY_FEDERATION',
    });
  let made: { readonly token: string; readonly untilS: number } | null = null;
  return async () => {
    const nowS = Math.floor(nowMs() / 1000);
    if (made === null || nowS > made.untilS - RENEWED_BEFORE_S)
      made = {
        token: tokenOf(account, proof.user, proof.key, nowS),
        untilS: nowS + LIFETIME_S,
      };
    return { token: made.token, type: 'KEYPAIR_JWT' };
  };
};
