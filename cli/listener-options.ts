import type { ParseArgsConfig } from 'node:util';
import * as E from 'fp-ts/lib/Either.js';
import type { ListenerConfig } from '../listener/config.ts';
import { readConfig } from '../listener/config-input.ts';
import type { SettingName } from '../listener/config-settings.ts';
import { misuse, type CliFault } from './command.ts';
import { sourceHelp } from './common-options.ts';
import { feedHelp } from './feed-options.ts';

/** The settings of a listener as options of its command. */
export const listenerOptions = {
  url: { type: 'string' },
  network: { type: 'string' },
  to: { type: 'string' },
  lake: { type: 'string' },
  spool: { type: 'string' },
  'spool-mib': { type: 'string' },
  'firehose-streams': { type: 'string' },
  region: { type: 'string' },
  endpoint: { type: 'string' },
  'flush-seconds': { type: 'string' },
  'audit-minutes': { type: 'string' },
  'no-txids': { type: 'boolean' },
  marks: { type: 'string' },
  log: { type: 'string' },
  'metrics-seconds': { type: 'string' },
  'metrics-file': { type: 'string' },
  environment: { type: 'string' },
} as const satisfies Record<SettingName, NonNullable<ParseArgsConfig['options']>[string]>;

export const listenerHelp = `${sourceHelp}
${feedHelp}
  --to END          folder (default), or firehose
  --firehose-streams LIST
                    with --to firehose: our streams, each with its delivery stream, such as
                    feed-health=a,quarantine=b,mempool-block=c; what has no place is counted as ignored
  --region NAME     with --to firehose: the AWS region (default: asked of the instance's metadata)
  --endpoint URL    with --to firehose: another address of the service
  --flush-seconds N with --to firehose: how long a line waits for others (default 2, 1 to 900); where few
                    come up to a minute, since a record is billed in steps of 5,120 bytes
  --spool DIR       where lines wait on disk until they are in the lake
                    (default <lake>.spool, or data/<network>/spool with --to firehose)
  --spool-mib N     bytes on disk at most, in MiB (default 1024, 16 to 1048576)
  --marks FILE      told the epoch and the newest durable ordinal after each sync
  --log FORM        text or json (default: text on a terminal, json elsewhere)
  --metrics-seconds N
                    time between two documents of metrics (default 60; 0: none)
  --metrics-file FILE
                    where they are appended, a line each (default: the log, where it is json)
  --environment NAME
                    of the deployment: a dimension of the metrics (default: none)

Each option may come from the environment: --spool-mib is BITCOIN_PIPELINE_SPOOL_MIB,
--no-txids is BITCOIN_PIPELINE_NO_TXIDS=true; an option wins over its variable.`;

type Given = Readonly<Partial<Record<SettingName, string | boolean | undefined>>>;

/** The configuration from options and environment; a fault is a line each. */
export const listenerConfigOf = (
  options: Given,
  environment: NodeJS.ProcessEnv,
  errorsGoToTerminal: boolean,
): E.Either<CliFault, ListenerConfig> =>
  E.mapLeft((faults: ReadonlyArray<string>) => misuse(faults.join('\n')))(
    readConfig(options, environment, errorsGoToTerminal),
  );
