// @ts-check
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { hashOf, makeWhole, readMarker } from './marker.mjs';
import { root } from './places.mjs';
import { lastLine, run } from './run.mjs';
import { Stop, knownTrouble } from './stop.mjs';

/** @typedef {'run' | 'all'} PackageSet 'run': what runs; 'all': with the tools of development */

const folder = join(root, 'node_modules');

const inputs = () => ({
  lock: hashOf([join(root, 'package-lock.json')]),
  node: process.versions.node.split('.')[0],
});

/**
 * @param {PackageSet} set
 * @returns {boolean} installed from today's lock file for this Node; 'all' contains 'run'
 */
export function packagesAreInstalled(set) {
  const { lock, node, set: made } = readMarker(folder);
  const wanted = inputs();
  return lock === wanted.lock && node === wanted.node && (made === set || made === 'all');
}

/** Where npm is: the one that started us, the one beside this Node, else the one on PATH. */
export function npm() {
  const beside = dirname(process.execPath);
  const script = [
    process.env['npm_execpath'] || '',
    join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
    join(beside, 'node_modules/npm/bin/npm-cli.js'),
  ].find((path) => basename(path) === 'npm-cli.js' && existsSync(path));
  return script === undefined
    ? { command: 'npm', first: [], shell: process.platform === 'win32' }
    : { command: process.execPath, first: [script], shell: false };
}

/**
 * @param {PackageSet} set
 * @param {AbortSignal} signal
 */
async function npmCi(set, signal) {
  const { command, first, shell } = npm();
  // native parts are optional packages of their platform: wanted whatever the user's npm settings say
  const which = [set === 'run' ? '--omit=dev' : '--include=dev', '--include=optional'];
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const options = { cwd: root, shell, signal };
  const { code, output } = await run(command, [...first, 'ci', ...which, ...quiet], options);
  if (code === 0) return;
  const reason = output.match(/^npm error (?!code|errno|A complete log)(.+)$/m)?.[1];
  throw (
    knownTrouble(output, folder) ||
    new Stop(
      `npm could not install the packages: ${reason || lastLine(output)} (npm ci shows all).`,
    )
  );
}

/**
 * Installs exactly what package-lock.json names.
 * @param {PackageSet} wanted
 * @param {AbortSignal} signal
 */
export async function installPackages(wanted, signal) {
  // what a developer has installed is not taken away by a start
  const set = existsSync(join(folder, 'vitest')) ? 'all' : wanted;
  await makeWhole(folder, async () => {
    const made = { ...inputs(), set };
    await npmCi(set, signal);
    return made;
  });
}
