// @ts-check
import { constants } from 'node:os';
import { environmentIsMade, makeEnvironment } from './environment.mjs';
import { withLock } from './lock.mjs';
import { requireNode } from './node-version.mjs';
import { installPackages, packagesAreInstalled } from './npm.mjs';
import { buildPage, pageIsBuilt } from './page.mjs';
import { root } from './places.mjs';
import { findPython } from './python.mjs';
import { say, step } from './say.mjs';
import { Stop, knownTrouble } from './stop.mjs';

/** @typedef {import('./npm.mjs').PackageSet} PackageSet */

/**
 * Packages and page, one after the other: the page is built by a package.
 * @param {PackageSet} set
 * @param {AbortSignal} signal
 */
async function makePackagesAndPage(set, signal) {
  if (!packagesAreInstalled(set)) {
    await step('installing Node packages', 'Node packages installed', () =>
      installPackages(set, signal),
    );
  }
  if (!pageIsBuilt()) await step('building the page', 'Page built', () => buildPage(signal));
}

/**
 * @param {import('./python.mjs').Python | undefined} python undefined where the environment is made already
 * @param {AbortSignal} signal
 */
async function makePython(python, signal) {
  if (python === undefined) return;
  await step('making the Python environment', `Python environment made (${python.version})`, () =>
    makeEnvironment(python, signal),
  );
}

/**
 * Does all parts at once. When one fails or the user interrupts, the others are ended before that is told.
 * @param {(signal: AbortSignal) => ReadonlyArray<Promise<void>>} begin
 */
async function allOrNone(begin) {
  const abort = new AbortController();
  const interrupt = (/** @type {'SIGINT' | 'SIGTERM'} */ signal) =>
    abort.abort(
      new Stop(
        'Interrupted; the next start redoes what was begun.',
        128 + constants.signals[signal],
      ),
    );
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  const parts = begin(abort.signal);
  try {
    await Promise.all(parts);
  } catch (error) {
    abort.abort(error);
    await Promise.allSettled(parts);
    throw abort.signal.reason;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

/**
 * Node packages, the Python environment and the page, each made when its inputs changed or it was never finished.
 * @param {PackageSet} set
 */
export async function setUp(set) {
  requireNode(process.versions.node);
  if (packagesAreInstalled(set) && environmentIsMade() && pageIsBuilt()) return;
  // asked before anything is written
  const python = environmentIsMade() ? undefined : await findPython();
  const began = performance.now();
  say(`Setting up in ${root} (only when something changed) …`);
  await withLock(() =>
    allOrNone((signal) => [
      makePackagesAndPage(set, signal),
      // another set-up may have made it while this one waited
      makePython(environmentIsMade() ? undefined : python, signal),
    ]),
  );
  say(`Set up in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

/**
 * Runs a script; what stops it becomes one line and exit code 1.
 * @param {() => Promise<void>} script
 */
export async function main(script) {
  try {
    await script();
  } catch (error) {
    const stop = error instanceof Stop ? error : knownTrouble(error, root);
    if (stop === undefined) throw error;
    say(stop.message);
    process.exitCode = stop.exitCode;
  }
}
