import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as t from 'io-ts';
import { schemaOf } from './binding-schema.ts';
import { readBinding } from './binding-text.ts';
import type { Block } from './schema.ts';

const { resolve } = createRequire(import.meta.url);

/** The bindings of each provider, by the name before the first underscore of its types. */
const packages = {
  aws: () => resolve('@cdktf/provider-aws/package.json'),
  snowflake: () => resolve('@cdktf/provider-snowflake/package.json'),
} as const;

export type ProviderName = keyof typeof packages;

export const isProviderName = (name: string): name is ProviderName => Object.hasOwn(packages, name);

const SourceMap = t.type({ sourcesContent: t.readonlyArray(t.string) });
const mapLine =
  /\/\/# sourceMappingURL=data:application\/json;(?:charset=utf-8;)?base64,([\w+/=]+)/;

/**
 * The generated TypeScript of a binding. Its JavaScript carries it along; there alone stands what the provider
 * computes and which arguments a block must have.
 */
const sourceIn = (file: string): string => {
  const map = mapLine.exec(readFileSync(file, 'utf8'))?.[1];
  const parsed: unknown = map && JSON.parse(Buffer.from(map, 'base64').toString('utf8'));
  const source = SourceMap.is(parsed) ? parsed.sourcesContent[0] : undefined;
  if (source === undefined)
    throw new Error(`no source in ${file}: these bindings are of another make`);
  return source;
};

const folderOf = (name: string): string => name.replaceAll('_', '-');

const schemaIn = (provider: ProviderName, folder: string, type: string): Block => {
  const file = join(dirname(packages[provider]()), 'lib', folder, 'index.js');
  if (!existsSync(file)) throw new Error(`the bindings of ${provider} have no ${type}`);
  const binding = readBinding(sourceIn(file));
  if (binding.type !== type)
    throw new Error(`${folder} is the binding of ${binding.type}, not of ${type}`);
  return schemaOf(binding);
};

export const providerSchema = (provider: ProviderName): Block =>
  schemaIn(provider, 'provider', provider);

/** @param type such as `aws_s3_bucket` */
export const resourceSchema = (provider: ProviderName, type: string): Block =>
  schemaIn(provider, folderOf(type.slice(provider.length + 1)), type);

/** @param type such as `aws_caller_identity` */
export const dataSourceSchema = (provider: ProviderName, type: string): Block =>
  schemaIn(provider, `data-${folderOf(type)}`, type);
