import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const configFile = fileURLToPath(new URL('../../poller/vite.config.ts', import.meta.url));

/** The handler as the sources are now, in a folder that has nothing else. */
export interface PollerBundle {
  readonly folder: string;
  readonly file: string;
  readonly code: string;
  readonly remove: () => Promise<void>;
}

export const buildPoller = async (): Promise<PollerBundle> => {
  const folder = await mkdtemp(join(tmpdir(), 'poller-'));
  await build({ configFile, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  const file = join(folder, 'handler.mjs');
  const code = await readFile(file, 'utf8');
  return { folder, file, code, remove: () => rm(folder, { recursive: true }) };
};
