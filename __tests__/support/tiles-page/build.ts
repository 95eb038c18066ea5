import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import type { PageBuild } from '../page-build.ts';

/** A page with the panels of the next block, told by hand, built as the dashboard's is. */
export const buildTilesPage = async (): Promise<PageBuild> => {
  const distDir = await mkdtemp(join(tmpdir(), 'tiles-page-'));
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { outDir: distDir, emptyOutDir: true, assetsInlineLimit: 0, target: 'es2023' },
  });
  return { distDir, remove: () => rm(distDir, { recursive: true }) };
};
