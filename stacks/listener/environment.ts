import type { StreamName } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { ListenerConfig, spoolBytesOf } from '../../listener/config.ts';
import { environmentOf } from '../../listener/config-input.ts';
import type { SettingTexts } from '../../listener/config-settings.ts';
import type { Deployment } from '../config/deployment.ts';
import type { Names } from '../names.ts';
import { METRICS_FILE, SPOOL_DIR } from './places.ts';

const given = (name: keyof SettingTexts, value: number | boolean | null): SettingTexts =>
  value === null ? {} : { [name]: String(value) };

const textsOf = (
  { environment, network, sourceUrl, region, ...options }: Deployment,
  names: Names,
  streams: ReadonlyArray<string>,
): SettingTexts => ({
  network,
  url: sourceUrl,
  to: 'firehose',
  'firehose-streams': streams.map((name) => `${name}=${names.deliveryStream(name)}`).join(),
  region,
  spool: SPOOL_DIR,
  log: 'json',
  'metrics-file': METRICS_FILE,
  environment,
  ...given('audit-minutes', options.listenerAuditMinutes),
  ...given('spool-mib', options.listenerSpoolMib),
  ...given('flush-seconds', options.listenerFlushSeconds),
  ...given('no-txids', options.listenerWithoutTxids),
});

/**
 * How the listener runs there, whole: what the deployment leaves open is the listener's own. Throws where its codec
 * refuses, which only a mistake of ours can bring about.
 */
export const listenerConfigOf = (
  deployment: Deployment,
  names: Names,
  streams: ReadonlyArray<StreamName>,
): ListenerConfig => {
  const config = ListenerConfig.decode(textsOf(deployment, names, streams));
  if (E.isRight(config)) return config.right;
  throw new Error(
    `the listener refuses its configuration: ${config.left.map(({ message }) => message ?? '').join('; ')}`,
  );
};

/** The variables of the service. */
export const listenerEnvironment = environmentOf;

/** Twice the spool: its file system needs some, and what an earlier process left is emptied beside it. */
export const volumeGib = (config: ListenerConfig): number =>
  Math.max(1, Math.ceil((2 * spoolBytesOf(config)) / 1024 ** 3));
