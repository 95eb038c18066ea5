import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { InlineConfig } from 'vite';
import { hashOf } from '../../scripts/setup/marker.mjs';
import { root } from '../../scripts/setup/places.mjs';

const cache = path.join(root, 'node_modules', '.cache', 'test-pages');

/** Everything that a page may be made of; what else a page reads of ours has to be named here. */
const ingredients = ['dashboard/page', 'dashboard/layout', 'model', 'package-lock.json'];

/** The folder that a page is built into, once for all test files as long as its sources are the same. */
const builtOnce = async (sources: string, config: InlineConfig): Promise<string> => {
  const places = [...new Set([...ingredients, sources])];
  const digest = hashOf(places.map((place) => path.join(root, place))).slice(0, 16);
  const place = path.join(cache, `${path.basename(sources)}-${digest}`);
  const isThere = () =>
    readdir(place).then(
      () => true,
      () => false,
    );
  if (await isThere()) return place;
  await mkdir(cache, { recursive: true });
  const outDir = await mkdtemp(path.join(cache, 'making-'));
  const { build } = await import('vite');
  await build({
    ...config,
    logLevel: 'error',
    build: { ...config.build, outDir, emptyOutDir: true },
  });
  // whole or not at all; another test file may have been quicker
  await rename(outDir, place).catch(async (error: unknown) => {
    await rm(outDir, { recursive: true });
    if (!(await isThere())) throw error;
  });
  return place;
};

/** The page as the sources are now; the folder it is in. */
export const buildPage = (): Promise<string> =>
  builtOnce('dashboard/page', { configFile: path.join(root, 'dashboard/page/vite.config.ts') });

/** A page of a test, built as the dashboard's is. */
export const buildTestPage = (folder: string): Promise<string> =>
  builtOnce(path.relative(root, folder), {
    root: folder,
    configFile: false,
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { assetsInlineLimit: 0, target: 'es2023' },
  });
