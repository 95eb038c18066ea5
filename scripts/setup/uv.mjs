// @ts-check
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { interpreterOf, root, setupFolder } from './places.mjs';
import { lastLine, run } from './run.mjs';
import { Stop, knownTrouble } from './stop.mjs';

const folder = join(setupFolder, 'tools');
const locked = join(root, 'dbt', 'python', 'tools.txt');
const suffix = process.platform === 'win32' ? '.exe' : '';
/** A virtual environment on Windows keeps programs in Scripts; `pip --target` in bin everywhere. */
const homes = ['bin', 'Scripts'].map((name) => join(folder, name, `uv${suffix}`));

const lockedOnly = ['--require-hashes', '--no-deps', '--only-binary', ':all:', '-r', locked];

/**
 * @param {string} python
 * @param {ReadonlyArray<string>} where
 * @param {AbortSignal} signal
 */
const pipInstall = (python, where, signal) =>
  run(python, ['-m', 'pip', 'install', '--quiet', ...where, ...lockedOnly], {
    signal,
    env: { ...process.env, PIP_DISABLE_PIP_VERSION_CHECK: '1' },
  });

/** @returns {Promise<string | undefined>} the command: uv on PATH, else the one got before */
async function installed() {
  for (const uv of ['uv', ...homes.filter(existsSync)]) {
    if ((await run(uv, ['--version'])).code === 0) return uv;
  }
  return undefined;
}

/**
 * By pip alone where there is one, since a venv costs seconds for a pip of its own; by venv where pip is left out.
 * @param {string} python
 * @param {AbortSignal} signal
 * @returns {Promise<{ code: number, output: string }>}
 */
async function install(python, signal) {
  const direct = await pipInstall(python, ['--target', folder], signal);
  if (direct.code === 0 || knownTrouble(direct.output, folder)) return direct;
  rmSync(folder, { recursive: true, force: true });
  const venv = await run(python, ['-m', 'venv', folder], { signal });
  return venv.code === 0 ? pipInstall(interpreterOf(folder), [], signal) : venv;
}

/**
 * uv, which installs the environment in a second where pip takes twenty.
 * @param {string} python
 * @param {AbortSignal} signal
 * @returns {Promise<string>} the command
 */
export async function getUv(python, signal) {
  const ready = await installed();
  if (ready !== undefined) return ready;
  rmSync(folder, { recursive: true, force: true });
  const { code, output } = await install(python, signal);
  const uv = code === 0 ? await installed() : undefined;
  if (uv !== undefined) return uv;
  rmSync(folder, { recursive: true, force: true });
  throw (
    knownTrouble(output, folder) ||
    new Stop(
      `This Python has no working pip or venv (${lastLine(output)}): install python3-venv (Debian: apt install python3-venv), or uv, then run the same command again.`,
    )
  );
}
