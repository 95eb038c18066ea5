import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as E from 'fp-ts/lib/Either.js';
import { githubTokens } from './github-token.ts';

/** By what the account knows who asks. Neither a key nor a token can be printed: they never leave object and function. */
type Proof =
  | { readonly tag: 'key'; readonly user: string; readonly key: KeyObject }
  /** A workflow of GitHub: the user is the one whose workload identity its tokens' subject is. */
  | { readonly tag: 'github'; readonly askToken: () => Promise<string> };

/** How Snowflake is asked. */
export interface SnowflakeConfig {
  /** `https://<account>.snowflakecomputing.com`, without a slash at the end. */
  readonly url: string;
  /** `ORGANISATION-ACCOUNT`, or a locator without its region, in capitals. */
  readonly account: string;
  readonly proof: Proof;
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

/** Of a key that is named; else of the workflow that this runs in. */
const proofOf = async (
  given: (name: string) => string | undefined,
  needed: (name: string) => string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<E.Either<string, Proof> | null> => {
  const askToken = given('PRIVATE_KEY_FILE') === undefined ? githubTokens(environment) : null;
  if (askToken !== null) return E.right({ tag: 'github', askToken });
  const [user, file] = [needed('USER').toUpperCase(), needed('PRIVATE_KEY_FILE')];
  if (file === '') return null;
  const key = await keyIn(file, given('PRIVATE_KEY_PASSPHRASE'));
  return E.isLeft(key) ? key : E.right({ tag: 'key', user, key: key.right });
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
  const name = needed('ACCOUNT');
  const [warehouse, database] = [needed('WAREHOUSE'), needed('DATABASE')];
  if (name !== '' && !account.test(name))
    faults.push(`${PREFIX}ACCOUNT is not an identifier such as MYORG-MYACCOUNT.`);
  // a host name has no underscore
  const ownUrl = `https://${name.toLowerCase().replaceAll('_', '-')}.snowflakecomputing.com`;
  const url = given('URL') ?? ownUrl;
  if (name !== '' && !address.test(url)) faults.push(`${PREFIX}URL is not an https:// address.`);
  const proof = await proofOf(given, needed, environment);
  if (proof !== null && E.isLeft(proof)) faults.push(proof.left);
  if (faults.length > 0 || proof === null || E.isLeft(proof)) return E.left(faults);
  return E.right({
    url,
    account: name.toUpperCase(),
    proof: proof.right,
    role: given('ROLE') ?? null,
    warehouse,
    database,
  });
};
