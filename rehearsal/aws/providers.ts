import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as E from 'fp-ts/lib/Either.js';
import type { Engine } from '../../preflight/engine.ts';
import { setupFolder } from '../../scripts/setup/places.mjs';
import { commandsIn } from '../engine/commands.ts';
import { environmentIn } from '../stage.ts';

/** Where the engine takes the provider from. */
export interface Providers {
  /** A part of the engine's own configuration. */
  readonly settings: string;
  /** Of the folder that the engine fills; null: it fills none. */
  readonly cache: string | null;
}

const registries = {
  Terraform: 'registry.terraform.io',
  OpenTofu: 'registry.opentofu.org',
} as const;
const architectures: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };
const systems: Readonly<Record<string, string>> = { win32: 'windows' };

/** `linux_amd64`, as the engines say it. */
const platformOf = ({ platform, arch }: Pick<NodeJS.Process, 'platform' | 'arch'>): string =>
  `${systems[platform] ?? platform}_${architectures[arch] ?? arch}`;

/** Below a filesystem mirror, where an engine looks for the provider. */
export const placeInMirror = (engine: Engine['name'], version: string): string =>
  `${registries[engine]}/hashicorp/aws/${version}/${platformOf(process)}`;

const quoted = (path: string): string => JSON.stringify(path);

/**
 * The provider in a folder outside the project, laid out as a filesystem mirror. Left: it is not there, and where it
 * ought to be.
 */
export const providersIn = async (
  folder: string,
  engine: Pick<Engine, 'name'>,
  version: string,
): Promise<E.Either<string, Providers>> => {
  const mirror = resolve(folder);
  const place = placeInMirror(engine.name, version);
  const files = await readdir(join(mirror, place)).catch(() => []);
  return files.some((file) => file.startsWith('terraform-provider-aws'))
    ? E.right({
        settings: `provider_installation {\n  filesystem_mirror {\n    path = ${quoted(mirror)}\n  }\n}\n`,
        cache: null,
      })
    : E.left(
        `no AWS provider ${version} in ${folder}: it belongs into ${place} there (docs/rehearsal.md)`,
      );
};

/** From the engine's registry, once: what it brought stays for the next time. */
export const providersOfRegistry = (): Providers => {
  const cache = join(setupFolder, 'providers');
  return {
    settings: `plugin_cache_dir = ${quoted(cache)}\nplugin_cache_may_break_dependency_lock_file = true\n`,
    cache,
  };
};

/** What it takes to get at a registry from here. */
export const wayOut = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(
    ['HTTPS_PROXY', 'https_proxy', 'SSL_CERT_FILE'].flatMap((name) =>
      env[name] === undefined ? [] : [[name, env[name]]],
    ),
  );

/** Whether the engine gets it; asked in a folder of its own. Left: what the engine says. */
export const tryProviders = async (
  { settings, cache }: Providers,
  engine: Engine,
  version: string,
): Promise<E.Either<string, void>> => {
  const folder = await mkdtemp(join(tmpdir(), 'providers-'));
  try {
    if (cache !== null) await mkdir(cache, { recursive: true });
    await writeFile(join(folder, 'engine.tfrc'), settings);
    const wanted = { terraform: { required_providers: { aws: { source: 'aws', version } } } };
    await writeFile(join(folder, 'main.tf.json'), JSON.stringify(wanted));
    return await commandsIn(folder, engine, {
      ...environmentIn(folder),
      ...wayOut(process.env),
    }).init();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
