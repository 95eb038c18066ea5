import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SnowflakeConfig } from '../../../warehouse/snowflake/config.ts';
import { snowflakeConfigOf } from '../../../warehouse/snowflake/config.ts';
import { right } from '../warehouse.ts';
import { startSnowflakeEmulator, type SnowflakeEmulator } from './emulator.ts';

/** A stand-in for an account, and the settings by which its SQL API lets us in. */
export interface Account {
  readonly emulator: SnowflakeEmulator;
  readonly config: SnowflakeConfig;
  /** The warehouses that statements made run, one entry a statement. */
  readonly resumes: () => Promise<ReadonlyArray<string>>;
}

/** The two halves of a new key as PEM files in a folder. */
export const keyPairIn = (folder: string): { readonly own: string; readonly theirs: string } => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const [own, theirs] = [path.join(folder, 'key.p8'), path.join(folder, 'key.pub')];
  writeFileSync(own, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(theirs, publicKey.export({ type: 'spki', format: 'pem' }));
  return { own, theirs };
};

/** The environment of somebody who may ask. */
export const environmentOf = (keyFile: string, url: string): Record<string, string> => ({
  BITCOIN_PIPELINE_SNOWFLAKE_ACCOUNT: 'myorg-fake_snow',
  BITCOIN_PIPELINE_SNOWFLAKE_USER: 'dashboard',
  BITCOIN_PIPELINE_SNOWFLAKE_PRIVATE_KEY_FILE: keyFile,
  BITCOIN_PIPELINE_SNOWFLAKE_ROLE: 'REPORTER',
  BITCOIN_PIPELINE_SNOWFLAKE_WAREHOUSE: 'DASHBOARD',
  BITCOIN_PIPELINE_SNOWFLAKE_DATABASE: 'DB1',
  BITCOIN_PIPELINE_SNOWFLAKE_URL: url,
});

export const startAccount = async (folder: string): Promise<Account> => {
  const { own, theirs } = keyPairIn(folder);
  const emulator = await startSnowflakeEmulator({ SNOWFLAKE_PUBLIC_KEY_FILE: theirs });
  const config = right(await snowflakeConfigOf(environmentOf(own, emulator.url)));
  return {
    emulator,
    config,
    resumes: async () => (await fetch(`${emulator.url}/resumes`)).json() as Promise<string[]>,
  };
};
