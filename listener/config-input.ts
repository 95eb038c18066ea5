import * as E from 'fp-ts/lib/Either.js';
import type * as t from 'io-ts';
import { shown } from '../sources/setting.ts';
import { ListenerConfig } from './config.ts';
import {
  optionOf,
  settingNames,
  settings,
  variableOf,
  type SettingName,
} from './config-settings.ts';

/** The environment of a process that is to run with this configuration. */
export const environmentOf = (config: ListenerConfig): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(ListenerConfig.encode(config)).map(([name, text]) => [
      variableOf(name as SettingName), // the keys of what was encoded are names of settings
      text,
    ]),
  );

/** One fault as a sentence that names option and variable, what was got and what is expected. */
const sentenceOf = ({ context, value, message }: t.ValidationError): string => {
  const name = (context.at(-1)?.key ?? '') as SettingName; // faults are made with a setting's context
  const subject = `${optionOf(name)} (or ${variableOf(name)})`;
  if (message !== undefined) return `${subject} ${message}`;
  const without = name === 'url' || name === 'endpoint' ? ', without credentials' : '';
  return `${subject} takes ${settings[name].takes}${without}, not ${shown(String(value))}`;
};

/** Variables of ours that are no setting of a listener: a shell in which something else was done has them. */
const otherVariables = /^BITCOIN_PIPELINE_(PYTHON|DEPLOYMENT|DASHBOARD_TOKEN|SNOWFLAKE_[A-Z_]+)$/;

type Environment = Readonly<Record<string, string | undefined>>;

const unknownVariables = (environment: Environment): ReadonlyArray<string> => {
  const variables = new Set(settingNames.map(variableOf));
  return Object.keys(environment)
    .filter((name) => name.startsWith('BITCOIN_PIPELINE_') && !variables.has(name))
    .filter((name) => !otherVariables.test(name))
    .map((name) => `${name} is no setting; those of a listener are told by listen --help`);
};

/**
 * The configuration from options and environment; an option wins over its variable, and an empty variable is none.
 * Left: every fault, a sentence each.
 */
export const readConfig = (
  options: Readonly<Partial<Record<SettingName, string | boolean | undefined>>>,
  environment: Environment,
  errorsGoToTerminal: boolean,
): E.Either<ReadonlyArray<string>, ListenerConfig> => {
  const given = settingNames.flatMap((name) => {
    const variable = environment[variableOf(name)];
    const text = options[name]?.toString() ?? (variable === '' ? undefined : variable);
    return text === undefined ? [] : [[name, text] as const];
  });
  const decoded = ListenerConfig.decode({
    log: errorsGoToTerminal ? 'text' : 'json',
    ...Object.fromEntries(given),
  });
  const faults = [
    ...unknownVariables(environment),
    ...(E.isLeft(decoded) ? decoded.left.map(sentenceOf) : []),
  ];
  return E.isRight(decoded) && faults.length === 0 ? decoded : E.left(faults);
};
