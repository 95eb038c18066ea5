import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import type { Packed } from './zip.ts';

/** Nothing that tells where it was made: names of files stand in what is not minified, and in maps. */
const bare = { minify: true, sourcemap: false, emptyOutDir: true } as const;

/** The program's files, below `folder` in the archive. */
const filesIn = async (dir: string, folder: string): Promise<ReadonlyArray<Packed>> =>
  Promise.all(
    (await readdir(dir)).map(async (name) => ({
      path: `${folder}${name}`,
      bytes: await readFile(join(dir, name)),
      isProgram: false,
    })),
  );

/** The poller as its function runs it: one module. */
export const pollerFiles = async (root: string, outDir: string): Promise<ReadonlyArray<Packed>> => {
  const configFile = join(root, 'poller/vite.config.ts');
  await build({ configFile, logLevel: 'warn', build: { ...bare, outDir } });
  return filesIn(outDir, '');
};

const hostFiles = async (root: string): Promise<ReadonlyArray<Packed>> => {
  const dir = join(root, 'stacks/listener/host');
  const files = await filesIn(dir, 'host/');
  return files.map((file) => ({ ...file, isProgram: file.path.endsWith('.sh') }));
};

/** The program asks the file above its folder for its version; the rest of it is not its business. */
const manifestOf = async (root: string): Promise<Packed> => {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  const text = `${JSON.stringify({ name: 'bitcoin-pipeline', version, type: 'module' })}\n`;
  return { path: 'package.json', bytes: Buffer.from(text), isProgram: false };
};

/** The listener as its instance runs it: the program, and what makes it a service there. */
export const listenerFiles = async (
  root: string,
  outDir: string,
): Promise<ReadonlyArray<Packed>> => {
  const configFile = join(root, 'cli/vite.config.ts');
  await build({
    configFile,
    logLevel: 'warn',
    build: { ...bare, outDir, ssr: 'listener-service.ts' },
  });
  return [
    await manifestOf(root),
    ...(await filesIn(outDir, 'program/')),
    ...(await hostFiles(root)),
  ];
};
