// @ts-check
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, readMarker, writeMarker } from './marker.mjs';
import { root } from './places.mjs';
import { lastLine, run } from './run.mjs';
import { Stop, knownTrouble } from './stop.mjs';

const folder = join(root, 'dashboard', 'dist');
const sources = ['dashboard/page', 'dashboard/layout', 'package-lock.json'];
const hashOfSources = () => hashOf(sources.map((path) => join(root, path)));

/** @returns {boolean} built from today's sources */
export const pageIsBuilt = () => readMarker(folder)['sources'] === hashOfSources();

/** @param {AbortSignal} signal */
export async function buildPage(signal) {
  rmSync(folder, { recursive: true, force: true });
  const made = hashOfSources();
  const { code, output } = await run(
    process.execPath,
    [
      join(root, 'node_modules/vite/bin/vite.js'),
      'build',
      '--config',
      'dashboard/page/vite.config.ts',
      '--logLevel',
      'warn',
    ],
    { cwd: root, signal },
  );
  if (code !== 0) {
    rmSync(folder, { recursive: true, force: true });
    throw (
      knownTrouble(output, folder) ||
      new Stop(`The page could not be built: ${lastLine(output)} (npm run page shows all).`)
    );
  }
  writeMarker(folder, { sources: made });
}
