// @ts-check
import { join } from 'node:path';
import { hashOf, makeWhole, readMarker } from './marker.mjs';
import { root } from './places.mjs';
import { lastLine, run } from './run.mjs';
import { Stop, knownTrouble } from './stop.mjs';

const folder = join(root, 'dashboard', 'dist');
const sources = ['dashboard/page', 'dashboard/layout', 'package-lock.json'];
const hashOfSources = () => hashOf(sources.map((path) => join(root, path)));

/** @returns {boolean} built from today's sources */
export const pageIsBuilt = () => readMarker(folder)['sources'] === hashOfSources();

/** @param {AbortSignal} signal */
async function viteBuild(signal) {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const flags = ['--config', 'dashboard/page/vite.config.ts', '--logLevel', 'warn'];
  const options = { cwd: root, signal };
  const { code, output } = await run(process.execPath, [vite, 'build', ...flags], options);
  if (code === 0) return;
  throw (
    knownTrouble(output, folder) ||
    new Stop(`The page could not be built: ${lastLine(output)} (npm run page shows all).`)
  );
}

/** @param {AbortSignal} signal */
export const buildPage = (signal) =>
  makeWhole(folder, async () => {
    const made = { sources: hashOfSources() };
    await viteBuild(signal);
    return made;
  });
