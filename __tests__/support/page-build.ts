import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const configFile = fileURLToPath(new URL('../../dashboard/page/vite.config.ts', import.meta.url));

/** The page as the sources are now, built into a folder of its own. */
export interface PageBuild {
  readonly distDir: string;
  readonly remove: () => Promise<void>;
}

export const buildPage = async (): Promise<PageBuild> => {
  const distDir = await mkdtemp(join(tmpdir(), 'page-'));
  await build({ configFile, logLevel: 'error', build: { outDir: distDir, emptyOutDir: true } });
  return { distDir, remove: () => rm(distDir, { recursive: true }) };
};
