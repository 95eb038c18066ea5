// @ts-check
import { realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, makeWhole, readMarker } from './marker.mjs';
import { interpreterOf, root } from './places.mjs';
import { lastLine, run } from './run.mjs';
import { Stop, knownTrouble } from './stop.mjs';

/* The locked Python environments: with dbt, which runs; with dbt for Snowflake; with the servers that tests talk to;
with the scan of stacks and workflows. */

/** @typedef {import('./python.mjs').Python} Python */
/** @typedef {{ code: number, output: string }} Result */
/** @typedef {{ name: string, folder: string, locked: string }} Environment name: for what is told of it */

/** @type {Environment} */
const toRun = {
  name: 'Python environment',
  folder: join(root, '.venv'),
  locked: join(root, 'dbt', 'python', 'requirements.txt'),
};
/** Made by who builds there, and by nothing else. @type {Environment} */
export const toBuildOnSnowflake = {
  name: 'Python environment for Snowflake',
  folder: join(root, '.venv-snowflake'),
  locked: join(root, 'dbt', 'python', 'snowflake', 'requirements.txt'),
};
/** @type {Environment} */
const toTest = {
  name: 'Python environment of the tests',
  folder: join(root, '.venv-tests'),
  locked: join(root, '__tests__', 'python', 'requirements.txt'),
};
/** Apart from the tests' own: checkov wants one version of boto3, ministack another. @type {Environment} */
const toScan = {
  name: 'Python environment of the scan',
  folder: join(root, '.venv-scan'),
  locked: join(root, '__tests__', 'python', 'scan', 'requirements.txt'),
};

/**
 * @param {import('./npm.mjs').PackageSet} set
 * @returns {ReadonlyArray<Environment>}
 */
export const environmentsOf = (set) => (set === 'all' ? [toRun, toTest, toScan] : [toRun]);

/**
 * What its bin/python leads to: changes when the Python below it is upgraded or removed.
 * @param {Environment} environment
 */
function interpreterBehind({ folder }) {
  try {
    return realpathSync(interpreterOf(folder));
  } catch {
    return undefined;
  }
}

/**
 * @param {Environment} environment
 * @returns {boolean} made from today's lock file, by a Python that is still there and not overridden since
 */
export function environmentIsMade(environment) {
  const { requirements, interpreter: behind, command } = readMarker(environment.folder);
  return (
    requirements === hashOf([environment.locked]) &&
    behind === interpreterBehind(environment) &&
    (!process.env['PYTHON'] || command === process.env['PYTHON'])
  );
}

/**
 * @param {Environment} environment
 * @param {string} uv
 * @param {Python} python
 * @param {AbortSignal} signal
 * @returns {Promise<Result>}
 */
async function withUv({ folder, locked }, uv, { command }, signal) {
  const options = { cwd: root, signal, env: { ...process.env, UV_PYTHON_DOWNLOADS: 'never' } };
  const make = ['venv', '--quiet', '--no-project', '--python', command, folder];
  const venv = await run(uv, make, options);
  if (venv.code !== 0) return venv;
  // compiled here, while npm works, dbt's first start takes half the time
  const flags = ['--require-hashes', '--no-build', '--compile-bytecode', '--quiet'];
  const into = ['--python', interpreterOf(folder)];
  return run(uv, ['pip', 'sync', ...into, ...flags, locked], options);
}

/**
 * Slower, but it knows the index and the certificates of the user's pip configuration.
 * @param {Environment} environment
 * @param {Python} python
 * @param {AbortSignal} signal
 * @returns {Promise<Result>}
 */
async function withPip({ folder, locked }, { command }, signal) {
  rmSync(folder, { recursive: true, force: true });
  const venv = await run(command, ['-m', 'venv', folder], { signal });
  if (venv.code !== 0) return venv;
  const flags = ['--quiet', '--require-hashes', '--no-deps', '--only-binary', ':all:'];
  const install = ['-m', 'pip', 'install', ...flags, '-r', locked];
  return run(interpreterOf(folder), install, { cwd: root, signal });
}

/**
 * Makes an environment anew from its lock file: wheels only, every hash checked.
 * @param {Environment} environment
 * @param {string} uv its command
 * @param {Python} python
 * @param {AbortSignal} signal
 */
export const makeEnvironment = (environment, uv, python, signal) =>
  makeWhole(environment.folder, async () => {
    const requirements = hashOf([environment.locked]);
    const first = await withUv(environment, uv, python, signal);
    if (first.code !== 0 && (await withPip(environment, python, signal)).code !== 0) {
      throw (
        knownTrouble(first.output, environment.folder) ||
        new Stop(`The ${environment.name} could not be made: ${lastLine(first.output)}`)
      );
    }
    const { command, version } = python;
    return { requirements, interpreter: interpreterBehind(environment), command, version };
  });
