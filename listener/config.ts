import { resolve } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { DEFAULT_NETWORK, defaultUrl } from '../sources/networks.ts';
import { settingNames, settings, type SettingName, type SettingTexts } from './config-settings.ts';

const known = <C extends t.Mixed>(codec: C) => t.union([codec, t.null]);

/** What its codec makes of each setting. */
const Config = t.readonly(
  t.type({
    network: settings.network.codec,
    url: settings.url.codec,
    end: t.union([
      t.type({ to: t.literal('folder'), lake: settings.lake.codec }),
      t.type({
        to: t.literal('firehose'),
        streams: settings['firehose-streams'].codec,
        /** Null: asked of the instance's metadata. */
        region: known(settings.region.codec),
        /** Null: the service's own. */
        endpoint: known(settings.endpoint.codec),
        flushSeconds: settings['flush-seconds'].codec,
      }),
    ]),
    spool: settings.spool.codec,
    spoolMib: settings['spool-mib'].codec,
    /** 0: never. */
    auditMinutes: settings['audit-minutes'].codec,
    noTxids: settings['no-txids'].codec,
    /** Where the mark (epoch, newest durable ordinal) is told after each sync; null: nowhere. */
    marks: known(settings.marks.codec),
    log: settings.log.codec,
    /** 0: none. */
    metricsSeconds: settings['metrics-seconds'].codec,
    /** Null: with the log, where that is JSON. */
    metricsFile: known(settings['metrics-file'].codec),
    /** A dimension of the metrics; null: none. */
    environment: known(settings.environment.codec),
  }),
);

/** How a listener is run, whole: every setting has a value. */
export type ListenerConfig = t.TypeOf<typeof Config>;

export const DEFAULT_AUDIT_MINUTES = 10;
export const DEFAULT_SPOOL_MIB = 1024;
const DEFAULT_FLUSH_SECONDS = 2;
const DEFAULT_METRICS_SECONDS = 60;

/** What a spool may take on disk. */
export const spoolBytesOf = ({ spoolMib }: Pick<ListenerConfig, 'spoolMib'>): number =>
  spoolMib * 1024 ** 2;

type Values = { -readonly [N in SettingName]?: t.TypeOf<(typeof settings)[N]['codec']> };

const contextOf = (context: t.Context, name: SettingName, actual: unknown): t.Context =>
  t.appendContext(context, name, settings[name].codec, actual);

const faultAt = (
  context: t.Context,
  name: SettingName,
  text: string | undefined,
  message: string,
): t.ValidationError => ({ value: text, context: contextOf(context, name, text), message });

/** Each setting by itself. */
const readAll = (
  texts: SettingTexts,
  context: t.Context,
): { readonly values: Values; readonly faults: t.Errors } => {
  const read = settingNames
    .filter((name) => texts[name] !== undefined)
    .map((name) => {
      const codec: t.Mixed = settings[name].codec;
      return { name, value: codec.validate(texts[name], contextOf(context, name, texts[name])) };
    });
  return {
    // each value is of the codec that stands under its name
    values: Object.fromEntries(
      read.flatMap(({ name, value }) => (E.isRight(value) ? [[name, value.right]] : [])),
    ),
    faults: read.flatMap(({ value }) => (E.isLeft(value) ? value.left : [])),
  };
};

const ofFolder = ['lake'] as const satisfies ReadonlyArray<SettingName>;
const ofFirehose = [
  'firehose-streams',
  'region',
  'endpoint',
  'flush-seconds',
] as const satisfies ReadonlyArray<SettingName>;

const lakeOf = (values: Values): string =>
  values.lake ?? `data/${values.network ?? DEFAULT_NETWORK}/lake`;

/** What does not go together; nothing is said of a setting that is a fault by itself. */
const together = (texts: SettingTexts, values: Values, context: t.Context): t.Errors => {
  const fault = (name: SettingName, message: string): t.ValidationError =>
    faultAt(context, name, texts[name], message);
  const to = texts.to === undefined ? 'folder' : values.to;
  const network = texts.network === undefined ? DEFAULT_NETWORK : values.network;
  const astray =
    to === undefined
      ? []
      : (to === 'folder' ? ofFirehose : ofFolder).filter((name) => texts[name] !== undefined);
  const spoolInLake =
    to === 'folder' &&
    values.spool !== undefined &&
    `${resolve(values.spool)}/`.startsWith(`${resolve(lakeOf(values))}/`);
  return [
    ...astray.map((name) =>
      fault(name, `goes with --to ${to === 'folder' ? 'firehose' : 'folder'} only`),
    ),
    ...(to === 'firehose' && texts['firehose-streams'] === undefined
      ? [fault('firehose-streams', 'is missing: --to firehose needs it')]
      : []),
    ...(network === 'regtest' && texts.url === undefined
      ? [fault('url', 'is missing: a regtest backend has no public address')]
      : []),
    ...(spoolInLake ? [fault('spool', 'lies in the lake; name a folder beside it')] : []),
    ...(values['metrics-seconds'] === 0 && texts['metrics-file'] !== undefined
      ? [fault('metrics-file', 'stays empty with --metrics-seconds 0; leave one of them out')]
      : []),
  ];
};

const whole = (values: Values): ListenerConfig => {
  const network = values.network ?? DEFAULT_NETWORK;
  const lake = lakeOf(values);
  const toFolder = values.to !== 'firehose';
  return {
    network,
    url: values.url ?? defaultUrl(network) ?? '', // never empty: a regtest without an address is a fault
    end: toFolder
      ? { to: 'folder', lake }
      : {
          to: 'firehose',
          streams: values['firehose-streams'] ?? {}, // never empty: missing is a fault
          region: values.region ?? null,
          endpoint: values.endpoint ?? null,
          flushSeconds: values['flush-seconds'] ?? DEFAULT_FLUSH_SECONDS,
        },
    spool: values.spool ?? (toFolder ? `${lake}.spool` : `data/${network}/spool`),
    spoolMib: values['spool-mib'] ?? DEFAULT_SPOOL_MIB,
    auditMinutes: values['audit-minutes'] ?? DEFAULT_AUDIT_MINUTES,
    noTxids: values['no-txids'] ?? false,
    marks: values.marks ?? null,
    log: values.log ?? 'text',
    metricsSeconds: values['metrics-seconds'] ?? DEFAULT_METRICS_SECONDS,
    metricsFile: values['metrics-file'] ?? null,
    environment: values.environment ?? null,
  };
};

const textsOf = (config: ListenerConfig): SettingTexts => {
  const { end } = config;
  const texts: Record<SettingName, string | null> = {
    network: config.network,
    url: config.url,
    to: end.to,
    lake: end.to === 'folder' ? end.lake : null,
    'firehose-streams':
      end.to === 'firehose' ? settings['firehose-streams'].codec.encode(end.streams) : null,
    region: end.to === 'firehose' ? end.region : null,
    endpoint: end.to === 'firehose' ? end.endpoint : null,
    'flush-seconds': end.to === 'firehose' ? String(end.flushSeconds) : null,
    spool: config.spool,
    'spool-mib': String(config.spoolMib),
    'audit-minutes': String(config.auditMinutes),
    'no-txids': String(config.noTxids),
    marks: config.marks,
    log: config.log,
    'metrics-seconds': String(config.metricsSeconds),
    'metrics-file': config.metricsFile,
    environment: config.environment,
  };
  return Object.fromEntries(
    Object.entries(texts).filter((entry): entry is [SettingName, string] => entry[1] !== null),
  );
};

/** The configuration of a listener in the texts of its settings; every fault at once. */
export const ListenerConfig = new t.Type<ListenerConfig, SettingTexts, SettingTexts>(
  'ListenerConfig',
  Config.is,
  (texts, context) => {
    const { values, faults } = readAll(texts, context);
    const all = [...faults, ...together(texts, values, context)];
    return all.length === 0 ? t.success(whole(values)) : t.failures(all);
  },
  textsOf,
);
