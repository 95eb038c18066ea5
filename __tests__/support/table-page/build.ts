import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import type { PageBuild } from '../page-build.ts';

/** A page with one table, built as the dashboard's is. */
export const buildTablePage = async (): Promise<PageBuild> => {
  const distDir = await mkdtemp(join(tmpdir(), 'table-page-'));
  await build({
    root: import.meta.dirname,
    configFile: false,
    logLevel: 'error',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: { outDir: distDir, emptyOutDir: true, assetsInlineLimit: 0 },
  });
  return { distDir, remove: () => rm(distDir, { recursive: true }) };
};
