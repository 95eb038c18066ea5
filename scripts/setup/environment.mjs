// @ts-check
import { realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, makeWhole, readMarker } from './marker.mjs';
import { interpreterOf, root } from './places.mjs';
import { lastLine, run } from './run.mjs';
import { Stop, knownTrouble } from './stop.mjs';
import { getUv } from './uv.mjs';

/* The locked Python environment with dbt: .venv */

/** @typedef {import('./python.mjs').Python} Python */
/** @typedef {{ code: number, output: string }} Result */

const folder = join(root, '.venv');
const locked = join(root, 'dbt', 'python', 'requirements.txt');
const interpreter = interpreterOf(folder);

/** What .venv/bin/python leads to: changes when the Python below it is upgraded or removed. */
function interpreterBehind() {
  try {
    return realpathSync(interpreter);
  } catch {
    return undefined;
  }
}

/** @returns {boolean} made from today's lock file, by a Python that is still there and not overridden since */
export function environmentIsMade() {
  const { requirements, interpreter: behind, command } = readMarker(folder);
  return (
    requirements === hashOf([locked]) &&
    behind === interpreterBehind() &&
    (!process.env['PYTHON'] || command === process.env['PYTHON'])
  );
}

/**
 * @param {Python} python
 * @param {AbortSignal} signal
 * @returns {Promise<Result>}
 */
async function withUv({ command }, signal) {
  const uv = await getUv(command, signal);
  const options = { cwd: root, signal, env: { ...process.env, UV_PYTHON_DOWNLOADS: 'never' } };
  const make = ['venv', '--quiet', '--no-project', '--python', command, folder];
  const venv = await run(uv, make, options);
  if (venv.code !== 0) return venv;
  // compiled here, while npm works, dbt's first start takes half the time
  const flags = ['--require-hashes', '--no-build', '--compile-bytecode', '--quiet'];
  return run(uv, ['pip', 'sync', '--python', interpreter, ...flags, locked], options);
}

/**
 * Slower, but it knows the index and the certificates of the user's pip configuration.
 * @param {Python} python
 * @param {AbortSignal} signal
 * @returns {Promise<Result>}
 */
async function withPip({ command }, signal) {
  rmSync(folder, { recursive: true, force: true });
  const venv = await run(command, ['-m', 'venv', folder], { signal });
  if (venv.code !== 0) return venv;
  const flags = ['--quiet', '--require-hashes', '--no-deps', '--only-binary', ':all:'];
  return run(interpreter, ['-m', 'pip', 'install', ...flags, '-r', locked], { cwd: root, signal });
}

/**
 * Makes .venv anew from dbt/python/requirements.txt: wheels only, every hash checked.
 * @param {Python} python
 * @param {AbortSignal} signal
 */
export const makeEnvironment = (python, signal) =>
  makeWhole(folder, async () => {
    const requirements = hashOf([locked]);
    const first = await withUv(python, signal);
    if (first.code !== 0 && (await withPip(python, signal)).code !== 0) {
      throw (
        knownTrouble(first.output, folder) ||
        new Stop(`The Python environment could not be made: ${lastLine(first.output)}`)
      );
    }
    const { command, version } = python;
    return { requirements, interpreter: interpreterBehind(), command, version };
  });
