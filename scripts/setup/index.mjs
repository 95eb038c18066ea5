// @ts-check
import { constants } from 'node:os';
import { build, notBuilt } from './built.mjs';
import { environmentIsMade, environmentsOf, makeEnvironment } from './environment.mjs';
import { withLock } from './lock.mjs';
import { requireNode } from './node-version.mjs';
import { installPackages, packagesAreInstalled } from './npm.mjs';
import { interpreterOf, root } from './places.mjs';
import { findPython } from './python.mjs';
import { say, step } from './say.mjs';
import { Stop, knownTrouble } from './stop.mjs';
import { getUv } from './uv.mjs';

/** @typedef {import('./npm.mjs').PackageSet} PackageSet */

/**
 * Packages, then what is built by one of them.
 * @param {PackageSet} set
 * @param {AbortSignal} signal
 */
async function makePackagesAndBuild(set, signal) {
  if (!packagesAreInstalled(set)) {
    await step('installing Node packages', 'Node packages installed', () =>
      installPackages(set, signal),
    );
  }
  for (const built of notBuilt()) {
    const done = `${built.name[0]?.toUpperCase()}${built.name.slice(1)} built`;
    await step(`building the ${built.name}`, done, () => build(built, signal));
  }
}

/**
 * @param {ReadonlyArray<import('./environment.mjs').Environment>} environments
 * @param {import('./python.mjs').Python} python
 * @param {AbortSignal} signal
 * @returns {ReadonlyArray<Promise<void>>} one for each
 */
function makePython(environments, python, signal) {
  if (environments.length === 0) return [];
  const uv = getUv(python.command, signal); // one for all: two would fetch it into the same folder
  return environments.map((environment) =>
    step(
      `making the ${environment.name}`,
      `${environment.name} made (${python.version})`,
      async () => makeEnvironment(environment, await uv, python, signal),
    ),
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
 * Node packages, the Python environments and the page, each made when its inputs changed or it was never finished.
 * @param {PackageSet} set
 */
export async function setUp(set) {
  requireNode(process.versions.node);
  const environmentsToMake = () =>
    environmentsOf(set).filter((environment) => !environmentIsMade(environment));
  if (packagesAreInstalled(set) && environmentsToMake().length === 0 && notBuilt().length === 0)
    return;
  // asked before anything is written
  const python = environmentsToMake().length === 0 ? undefined : await findPython();
  const began = performance.now();
  say(`Setting up in ${root} (only when something changed) …`);
  await withLock(() =>
    allOrNone((signal) => [
      makePackagesAndBuild(set, signal),
      // another set-up may have made them while this one waited
      ...(python === undefined ? [] : makePython(environmentsToMake(), python, signal)),
    ]),
  );
  say(`Set up in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

/**
 * One Python environment, whatever else there is.
 * @param {import('./environment.mjs').Environment} environment
 * @returns {Promise<string>} its interpreter
 */
export async function setUpPython(environment) {
  if (!environmentIsMade(environment)) {
    const python = await findPython();
    await withLock(() => allOrNone((signal) => makePython([environment], python, signal)));
  }
  return interpreterOf(environment.folder);
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
