import * as A from 'fp-ts/lib/Apply.js';
import * as E from 'fp-ts/lib/Either.js';
import * as RA from 'fp-ts/lib/ReadonlyArray.js';
import type * as t from 'io-ts';
import { DEFAULT_NETWORK, defaultUrl, networkSetting, type Network } from '../sources/networks.ts';
import {
  addressSetting,
  environmentSetting,
  regionSetting,
  shown,
  textThat,
  whole,
} from '../sources/setting.ts';

const PREFIX = 'BITCOIN_PIPELINE_';
/** Blocks read in one turn at most, a page more or less. */
export const BLOCKS_PER_TURN = 300;

/** Each variable's codec, and what its text must be: the end of a sentence that begins "takes". */
const variables = {
  BITCOIN_PIPELINE_BUCKET: {
    codec: textThat('Bucket', (text) => /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text)),
    takes: 'the name of a bucket, such as my-lake',
  },
  BITCOIN_PIPELINE_NETWORK: networkSetting,
  BITCOIN_PIPELINE_URL: addressSetting('https://mempool.space'),
  BITCOIN_PIPELINE_BLOCKS_PER_TURN: {
    codec: whole('BlocksPerTurn', 15, 3000),
    takes: 'a whole number of blocks from 15, which is a page, to 3000',
  },
  BITCOIN_PIPELINE_ENDPOINT: addressSetting('http://127.0.0.1:4566'),
  BITCOIN_PIPELINE_ENVIRONMENT: environmentSetting,
  AWS_REGION: regionSetting,
} as const;
type Name = keyof typeof variables;
type Value<N extends Name> = t.TypeOf<(typeof variables)[N]['codec']>;

/** How the poller is run as a function. */
export interface PollerConfig {
  readonly bucket: string;
  readonly network: Network;
  /** Base of the backend. */
  readonly url: string;
  readonly blocksPerTurn: number;
  /** Of a store that speaks S3 elsewhere; null: the region's own. */
  readonly endpoint: string | null;
  /** A dimension of the metrics; null: none. */
  readonly environment: string | null;
  readonly region: string;
}

type Environment = Readonly<Record<string, string | undefined>>;
/** Left: every fault, a sentence each. */
type Read<V> = E.Either<ReadonlyArray<string>, V>;

/** Null: not set, or to nothing. */
const optional = <N extends Name>(environment: Environment, name: N): Read<Value<N> | null> => {
  const text = environment[name] ?? '';
  if (text === '') return E.right(null);
  const { codec, takes }: { readonly codec: t.Mixed; readonly takes: string } = variables[name];
  return E.mapLeft(() => [`${name} takes ${takes}, not ${shown(text)}`])(codec.decode(text));
};

const required = <N extends Name>(environment: Environment, name: N): Read<Value<N>> =>
  E.chain((value: Value<N> | null): Read<Value<N>> =>
    value === null
      ? E.left([`${name} is missing; it takes ${variables[name].takes}`])
      : E.right(value),
  )(optional(environment, name));

const urlOf = (given: Read<string | null>, network: Read<Network>): Read<string> => {
  if (E.isLeft(given)) return given;
  if (given.right !== null) return E.right(given.right);
  const url = E.isLeft(network) ? '' : defaultUrl(network.right); // the network is a fault by itself
  return url === null
    ? E.left(['BITCOIN_PIPELINE_URL is missing: a regtest backend has no public address'])
    : E.right(url);
};

/** A variable that looks like ours and is none is a mistyped one. */
const nothingElse = (environment: Environment): Read<void> => {
  const unknown = Object.keys(environment).filter(
    (name) => name.startsWith(PREFIX) && !Object.hasOwn(variables, name),
  );
  return unknown.length === 0
    ? E.right(undefined)
    : E.left(
        unknown.map(
          (name) =>
            `${name} is no setting of the poller, which has ${Object.keys(variables).join(', ')}`,
        ),
      );
};

const allFaults = A.sequenceS(E.getApplicativeValidation(RA.getSemigroup<string>()));

/** The configuration in an environment. Left: everything that is wrong with it, a sentence each. */
export const readConfig = (environment: Environment): Read<PollerConfig> => {
  const network = E.map((given: Network | null) => given ?? DEFAULT_NETWORK)(
    optional(environment, 'BITCOIN_PIPELINE_NETWORK'),
  );
  const config = allFaults({
    bucket: required(environment, 'BITCOIN_PIPELINE_BUCKET'),
    network,
    url: urlOf(optional(environment, 'BITCOIN_PIPELINE_URL'), network),
    blocksPerTurn: E.map((given: number | null) => given ?? BLOCKS_PER_TURN)(
      optional(environment, 'BITCOIN_PIPELINE_BLOCKS_PER_TURN'),
    ),
    endpoint: optional(environment, 'BITCOIN_PIPELINE_ENDPOINT'),
    environment: optional(environment, 'BITCOIN_PIPELINE_ENVIRONMENT'),
    region: required(environment, 'AWS_REGION'),
  });
  const both = allFaults({ nothingElse: nothingElse(environment), config });
  return E.map(({ config: decoded }: { readonly config: PollerConfig }) => decoded)(both);
};

/** The environment of a function that is to run with this configuration; its region is the service's to name. */
export const environmentOf = (config: PollerConfig): Readonly<Record<string, string>> => ({
  BITCOIN_PIPELINE_BUCKET: config.bucket,
  BITCOIN_PIPELINE_NETWORK: config.network,
  BITCOIN_PIPELINE_URL: config.url,
  BITCOIN_PIPELINE_BLOCKS_PER_TURN: String(config.blocksPerTurn),
  ...(config.endpoint === null ? {} : { BITCOIN_PIPELINE_ENDPOINT: config.endpoint }),
  ...(config.environment === null ? {} : { BITCOIN_PIPELINE_ENVIRONMENT: config.environment }),
});
