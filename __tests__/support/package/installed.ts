import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../small-clone.ts';
import { openRegistry, type Packed } from './registry.ts';

const run = promisify(execFile);

/** A project that had nothing in it before the packed model was installed. */
export interface InstalledModel {
  readonly folder: string;
  /** Where the package lies in it. */
  readonly home: string;
  /** What npm asked the registry for. */
  readonly asked: ReadonlyArray<string>;
  readonly write: (file: string, text: string) => Promise<void>;
  readonly read: (file: string) => Promise<string>;
  /** What Node prints for these arguments in the project; throws with what it says on standard error. */
  readonly node: (args: ReadonlyArray<string>) => Promise<string>;
  /** Compiles files of the project under these options; what there is to say of them, a line each. */
  readonly tsc: (options: object, files: ReadonlyArray<string>) => Promise<ReadonlyArray<string>>;
  readonly remove: () => Promise<void>;
}

/** The tools of the repository are used from where they are; packages of the project come from the project only. */
const installedHere = (name: string): string => join(projectRoot, 'node_modules', name);

const compilerOptions = {
  target: 'es2023',
  lib: ['es2023'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  typeRoots: [installedHere('@types')],
  types: [],
  // the language's own declarations are not in question
  skipDefaultLibCheck: true,
};

/** Builds, packs and installs it, with npm asking nobody but a registry of ours for its two dependencies. */
export const installModel = async (): Promise<InstalledModel> => {
  const folder = await mkdtemp(join(tmpdir(), 'model-package-'));
  const project = join(folder, 'project');
  const node = async (args: ReadonlyArray<string>, cwd = project): Promise<string> =>
    (await run(process.execPath, args, { cwd })).stdout;
  const npm = async (cwd: string, registry: string, ...args: ReadonlyArray<string>) => {
    const settings = { registry, cache: join(folder, 'cache'), audit: 'false', fund: 'false' };
    const env = Object.entries(settings).map(([key, value]) => [`npm_config_${key}`, value]);
    const { PATH } = process.env;
    return run('npm', args, { cwd, env: { PATH, HOME: folder, ...Object.fromEntries(env) } });
  };

  const built = join(folder, 'built');
  await mkdir(project);
  await node([join(projectRoot, 'scripts/build-model.mjs'), built]);
  const sources = [built, installedHere('fp-ts'), installedHere('io-ts')];
  const { stdout } = await npm(folder, '', 'pack', ...sources, '--json', '--ignore-scripts');
  const [model, ...dependencies] = JSON.parse(stdout) as ReadonlyArray<Packed>;
  const registry = await openRegistry(
    folder,
    dependencies,
    async (name) =>
      JSON.parse(await readFile(join(installedHere(name), 'package.json'), 'utf8')) as object,
  );
  const write = (file: string, text: string): Promise<void> => writeFile(join(project, file), text);
  await write('package.json', JSON.stringify({ name: 'empty', private: true, type: 'module' }));
  await npm(project, registry.url, 'install', join(folder, model?.filename ?? ''));
  await registry.close();

  return {
    folder: project,
    home: join(project, 'node_modules/@bitcoin-pipeline/model'),
    asked: [...registry.asked],
    write,
    read: (file) => readFile(join(project, file), 'utf8'),
    node,
    tsc: async (options, files) => {
      const config = { compilerOptions: { ...compilerOptions, ...options }, files };
      await write('tsconfig.json', JSON.stringify(config));
      const tsc = installedHere('typescript/bin/tsc');
      const said = await node([tsc, '--pretty', 'false']).catch(
        ({ stdout: out }: { readonly stdout: string }) => out,
      );
      return said.split('\n').filter((line) => line !== '');
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};
