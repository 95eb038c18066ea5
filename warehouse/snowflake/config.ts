import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as E from 'fp-ts/lib/Either.js';

/** How Snowflake is asked. The key never leaves its object: it can't be printed. */
export interface SnowflakeConfig {
  /** `https://<account>.snowflakecomputing.com`, without a slash at the end. */
  readonly url: string;
  /** `ORGANISATION-ACCOUNT`, or a locator without its region, in capitals. */
  readonly account: string;
  readonly user: string;
  readonly key: KeyObject;
  /** One that can read and nothing else; the user's own where it is null. */
  readonly role: string | null;
  readonly warehouse: string;
  readonly database: string;
}

const PREFIX = 'BITCOIN_PIPELINE_SNOWFLAKE_';

/** The variables, for help texts. */
export const snowflakeVariables: Readonly<Record<string, string>> = {
  [`${PREFIX}ACCOUNT`]: 'account identifier, e.g. MYORG-MYACCOUNT',
  [`${PREFIX}USER`]: 'a user of type SERVICE with RSA_PUBLIC_KEY set',
  [`${PREFIX}PRIVATE_KEY_FILE`]: 'its private key, PEM (PKCS #8)',
  [`${PREFIX}PRIVATE_KEY_PASSPHRASE`]: 'only where the key is encrypted',
  [`${PREFIX}ROLE`]: 'a role that only reads gold and silver; default: the role of the user',
  [`${PREFIX}WAREHOUSE`]: 'the warehouse that computes, e.g. a suspended XSMALL of its own',
  [`${PREFIX}DATABASE`]: 'the database with the schemas GOLD and SILVER',
  [`${PREFIX}URL`]: 'default: the address of the account',
};

const account = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;

/** Only to the account by TLS; without it to this machine, for a stand-in. */
const address = /^https:\/\/[\w.-]+(:\d+)?$|^http:\/\/(127\.0\.0\.1|localhost):\d+$/;

const keyIn = async (
  file: string,
  passphrase: string | undefined,
): Promise<E.Either<string, KeyObject>> => {
  const pem = await readFile(file, 'utf8').catch(() => undefined);
  if (pem === undefined) return E.left(`${PREFIX}PRIVATE_KEY_FILE: ${file} can't be read.`);
  try {
    const key = createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) });
    return key.asymmetricKeyType === 'rsa'
      ? E.right(key)
      : E.left(`${PREFIX}PRIVATE_KEY_FILE: ${file} is not a key of RSA.`);
  } catch {
    // what the library says of it may quote it
    return E.left(
      `${PREFIX}PRIVATE_KEY_FILE: ${file} is not a private key in PEM, or its passphrase is another.`,
    );
  }
};

/** The settings in the environment, or everything that is wrong with them, a sentence each. */
export const snowflakeConfigOf = async (
  environment: Readonly<Record<string, string | undefined>>,
): Promise<E.Either<ReadonlyArray<string>, SnowflakeConfig>> => {
  const given = (name: string): string | undefined => {
    const value = environment[`${PREFIX}${name}`];
    return value === '' ? undefined : value;
  };
  const faults: string[] = [];
  const needed = (name: string): string => {
    const value = given(name);
    if (value === undefined) faults.push(`${PREFIX}${name} is not set.`);
    return value ?? '';
  };
  const [name, user] = [needed('ACCOUNT'), needed('USER')];
  const [warehouse, database] = [needed('WAREHOUSE'), needed('DATABASE')];
  if (name !== '' && !account.test(name))
    faults.push(`${PREFIX}ACCOUNT is not an identifier such as MYORG-MYACCOUNT.`);
  // a host name has no underscore
  const ownUrl = `https://${name.toLowerCase().replaceAll('_', '-')}.snowflakecomputing.com`;
  const url = given('URL') ?? ownUrl;
  if (name !== '' && !address.test(url)) faults.push(`${PREFIX}URL is not an https:// address.`);
  const file = needed('PRIVATE_KEY_FILE');
  const key = file === '' ? null : await keyIn(file, given('PRIVATE_KEY_PASSPHRASE'));
  if (key !== null && E.isLeft(key)) faults.push(key.left);
  if (faults.length > 0 || key === null || E.isLeft(key)) return E.left(faults);
  return E.right({
    url,
    account: name.toUpperCase(),
    user: user.toUpperCase(),
    key: key.right,
    role: given('ROLE') ?? null,
    warehouse,
    database,
  });
};
