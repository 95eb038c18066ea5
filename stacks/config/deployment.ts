import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { defaultUrl, networkSetting, servedAt } from '../../sources/networks.ts';
import { keys, settings, type Key } from './settings.ts';

type ValueOf<K extends Key> = t.TypeOf<(typeof settings)[K]['codec']>;
type OptionalKey = {
  [K in Key]: (typeof settings)[K]['whenLeftOut'] extends null ? never : K;
}[Key];

/** What is particular to one deployment, whole and checked. */
export type Deployment = {
  readonly [K in Exclude<Key, OptionalKey>]: ValueOf<K>;
} & { readonly [K in OptionalKey]: ValueOf<K> | null };

type Given = Readonly<Record<string, unknown>>;
/** A sentence each. */
type Faults = ReadonlyArray<string>;

const shown = (value: unknown): string => (JSON.stringify(value) ?? String(value)).slice(0, 200);
const exampleOf = (key: Key): string => `${JSON.stringify(key)}: ${shown(settings[key].example)}`;

const faultOf = (key: Key, given: Given): Faults => {
  const { codec, takes, whenLeftOut } = settings[key];
  const value = given[key];
  if (value === undefined)
    return whenLeftOut === null
      ? [`${key} is missing: it takes ${takes}, such as ${exampleOf(key)}`]
      : [];
  return codec.is(value)
    ? []
    : [`${key} takes ${takes}, such as ${exampleOf(key)}, not ${shown(value)}`];
};

const unknownKeys = (given: Given): Faults =>
  Object.keys(given)
    .filter((key) => !Object.hasOwn(settings, key))
    .map((key) => `${JSON.stringify(key)} is no key; there are ${keys.join(', ')}`);

/** The public source serves each network at an address of its own, and says nowhere of which a message is. */
const publicFaults = (network: string | null, sourceUrl: string | null): Faults => {
  const served = sourceUrl === null ? null : servedAt(sourceUrl);
  if (served === null || network === null || network === served) return [];
  const right = networkSetting.codec.is(network) ? defaultUrl(network) : null;
  return [
    right === null
      ? 'sourceUrl is public, where there is no regtest; name your own backend'
      : `sourceUrl ${shown(sourceUrl)} serves ${served}, and network is ${shown(network)}; that is at ${shown(right)}`,
  ];
};

/** What does not go together; nothing is said of a key that is a fault by itself. */
const together = (given: Given): Faults => {
  const text = (key: Key): string | null => {
    const value = given[key];
    return typeof value === 'string' && settings[key].codec.is(value) ? value : null;
  };
  const [region, zone] = [text('region'), text('availabilityZone')];
  const alone = (has: Key, lacks: Key): Faults =>
    given[has] !== undefined && given[lacks] === undefined
      ? [`${lacks} is missing: ${has} needs it, such as ${exampleOf(lacks)}`]
      : [];
  return [
    ...(region !== null && zone !== null && zone.slice(0, -1) !== region
      ? [
          `availabilityZone ${shown(zone)} is no zone of region ${shown(region)}; ${exampleOf('availabilityZone')} is one of ${exampleOf('region')}`,
        ]
      : []),
    ...alone('vpcId', 'subnetId'),
    ...alone('subnetId', 'vpcId'),
    ...publicFaults(text('network'), text('sourceUrl')),
  ];
};

const whole = (given: Given): Deployment =>
  // each key was checked by its codec
  Object.fromEntries(keys.map((key) => [key, given[key] ?? null])) as unknown as Deployment;

const isObject = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads the configuration of a deployment. Left: everything that is wrong with it, a sentence each. */
export const decodeDeployment = (value: unknown): E.Either<Faults, Deployment> => {
  if (!isObject(value)) return E.left(['the configuration is no JSON object of keys and values']);
  const single = keys.flatMap((key) => faultOf(key, value));
  const faults = [...unknownKeys(value), ...single, ...together(value)];
  return faults.length === 0 ? E.right(whole(value)) : E.left(faults);
};
