// @ts-check
import { join } from 'node:path';
import { hashOf, makeWhole, readMarker } from './marker.mjs';
import { root } from './places.mjs';
import { lastLine, run } from './run.mjs';
import { Stop, knownTrouble } from './stop.mjs';

/* What the bundler makes of our sources: the page, the program as one module for each command, and the synthesis. */

/**
 * @typedef {object} Built
 * @property {'page' | 'program' | 'synthesis'} name also the npm script that shows all the bundler says
 * @property {string} folder
 * @property {string} config of the bundler
 * @property {ReadonlyArray<string>} sources files and folders it is made from
 */

/** @type {Built} */
const page = {
  name: 'page',
  folder: join(root, 'dashboard', 'dist'),
  config: 'dashboard/page/vite.config.ts',
  sources: ['dashboard/page', 'dashboard/layout', 'package-lock.json'],
};

/** @type {Built} */
export const program = {
  name: 'program',
  folder: join(root, '.program'),
  config: 'cli/vite.config.ts',
  sources: [
    'cli',
    'cost',
    'dashboard/layout',
    'dashboard/server',
    'dbt/generate',
    'dbt/worker',
    'lake',
    'listener',
    'model',
    'poller',
    'simulator',
    'sources',
    'stacks/config',
    'warehouse',
    'package-lock.json',
  ],
};

/**
 * Needed by who deploys, so never part of a set-up.
 * @type {Built}
 */
export const synthesis = {
  name: 'synthesis',
  folder: join(root, '.synth'),
  config: 'stacks/vite.config.ts',
  sources: [
    'main.ts',
    'stacks',
    'listener',
    'model',
    'poller',
    'sources',
    'warehouse/snowflake/audience.ts',
    'package-lock.json',
  ],
};

/** @param {Built} built */
const hashOfSources = ({ sources }) => hashOf(sources.map((path) => join(root, path)));

/**
 * @param {Built} built
 * @returns {boolean} made of today's sources
 */
export const isBuilt = (built) => {
  const { sources } = readMarker(built.folder);
  return sources !== undefined && sources === hashOfSources(built);
};

/** @returns {ReadonlyArray<Built>} */
export const notBuilt = () => [page, program].filter((built) => !isBuilt(built));

/**
 * @param {Built} built
 * @param {AbortSignal} signal
 */
async function viteBuild({ name, folder, config }, signal) {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const flags = ['--config', config, '--logLevel', 'warn'];
  const options = { cwd: root, signal };
  const { code, output } = await run(process.execPath, [vite, 'build', ...flags], options);
  if (code === 0) return;
  throw (
    knownTrouble(output, folder) ||
    new Stop(`The ${name} could not be built: ${lastLine(output)} (npm run ${name} shows all).`)
  );
}

/**
 * @param {Built} built
 * @param {AbortSignal} signal
 */
export const build = (built, signal) =>
  makeWhole(built.folder, async () => {
    const made = { sources: hashOfSources(built) };
    await viteBuild(built, signal);
    return made;
  });
