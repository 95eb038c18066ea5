import { streamNames, type StreamName } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { networkSetting } from '../sources/networks.ts';
import {
  addressSetting,
  environmentSetting,
  regionSetting,
  setting,
  trimmed,
  whole,
  type Setting,
} from '../sources/setting.ts';

const Path = trimmed('Path', (text) => text.trim() !== '' && !text.includes('\0'));

/** Our streams, each with the name of its delivery stream; a stream that is not named has no place. */
type FirehoseStreams = Readonly<Partial<Record<StreamName, string>>>;

const isOurs = (name: string): name is StreamName =>
  (streamNames as ReadonlyArray<string>).includes(name);
const mustHaves = [
  'mempool-block',
  'feed-health',
  'quarantine',
] as const satisfies ReadonlyArray<StreamName>;

type Pair = readonly [stream: string, deliveryStream: string];

const repeated = (names: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...new Set(names.filter((name, place) => names.indexOf(name) !== place)),
];

/** Every fault of the pairs, as ends of a sentence that begins with the setting's name. */
const streamFaults = (pairs: ReadonlyArray<Pair>): ReadonlyArray<string> => {
  const ours = pairs.map(([stream]) => stream);
  return [
    ...ours
      .filter((name) => !isOurs(name))
      .map(
        (name) =>
          `names the stream ${JSON.stringify(name)}, which is none of ${streamNames.join(', ')}`,
      ),
    ...pairs
      .filter(([, name]) => !/^[a-zA-Z0-9_.-]{1,64}$/.test(name))
      .map(
        ([stream, name]) =>
          `gives ${JSON.stringify(stream)} the delivery stream ${JSON.stringify(name)}; such a name has 1 to 64 letters, digits, _ . -`,
      ),
    ...repeated(ours).map((name) => `names the stream ${JSON.stringify(name)} twice`),
    ...repeated(pairs.map(([, name]) => name)).map(
      (name) => `gives the delivery stream ${JSON.stringify(name)} to two streams`,
    ),
    ...mustHaves
      .filter((name) => !ours.includes(name))
      .map(
        (name) =>
          `leaves out ${name}: the next block, the ledger and what did not decode must have a place`,
      ),
  ];
};

const Streams: Setting<FirehoseStreams> = setting(
  'FirehoseStreams',
  (value): value is FirehoseStreams =>
    t.record(t.string, t.string).is(value) && streamFaults(Object.entries(value)).length === 0,
  (text) => {
    const pairs = text.split(',').map((pair): Pair => {
      const [stream = '', ...rest] = pair.split('=');
      return [stream.trim(), rest.join('=').trim()];
    });
    const faults = streamFaults(pairs);
    return faults.length === 0 ? E.right(Object.fromEntries(pairs)) : E.left(faults);
  },
  (value) =>
    Object.entries(value)
      .map(([stream, name]) => `${stream}=${name}`)
      .join(','),
);

const Flag: Setting<boolean> = setting(
  'Flag',
  t.boolean.is,
  (text) => (text === 'true' || text === 'false' ? E.right(text === 'true') : E.left([])),
  String,
);

/** Each setting's codec, and what its text must be: the end of a sentence that begins "takes". */
export const settings = {
  url: addressSetting('https://mempool.space'),
  network: networkSetting,
  to: { codec: t.keyof({ folder: null, firehose: null }), takes: 'folder or firehose' },
  lake: { codec: Path, takes: 'the path of a folder' },
  spool: { codec: Path, takes: 'the path of a folder' },
  'spool-mib': {
    codec: whole('SpoolMib', 16, 1_048_576),
    takes: 'a whole number of MiB from 16 to 1048576',
  },
  'firehose-streams': {
    codec: Streams,
    takes:
      'streams with their delivery streams, such as mempool-block=a,feed-health=b,quarantine=c',
  },
  region: regionSetting,
  endpoint: addressSetting('http://127.0.0.1:4566'),
  'flush-seconds': {
    codec: whole('FlushSeconds', 1, 900),
    takes: 'a whole number of seconds from 1 to 900',
  },
  'audit-minutes': {
    codec: whole('AuditMinutes', 0, 1440),
    takes: 'a whole number of minutes from 0, never, to 1440',
  },
  'no-txids': { codec: Flag, takes: 'true or false' },
  marks: { codec: Path, takes: 'the path of a file' },
  log: { codec: t.keyof({ text: null, json: null }), takes: 'text or json' },
  'metrics-seconds': {
    codec: whole('MetricsSeconds', 0, 3600),
    takes: 'a whole number of seconds from 0, none, to 3600',
  },
  'metrics-file': { codec: Path, takes: 'the path of a file' },
  environment: environmentSetting,
} as const;

export type SettingName = keyof typeof settings;
export const settingNames = Object.keys(settings) as ReadonlyArray<SettingName>;

/** The settings as they were given: texts by name. */
export type SettingTexts = Readonly<Partial<Record<SettingName, string>>>;

export const optionOf = (name: SettingName): string => `--${name}`;
export const variableOf = (name: SettingName): string =>
  `BITCOIN_PIPELINE_${name.toUpperCase().replaceAll('-', '_')}`;
