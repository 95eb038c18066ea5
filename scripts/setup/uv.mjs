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

const pipInstall = ['-m', 'pip', 'install', '--quiet', '--require-hashes', '--no-deps'];
const fromLock = ['--only-binary', ':all:', '--disable-pip-version-check', '-r', locked];

const installed = async () => {
  for (const uv of ['uv', ...homes.filter(existsSync)]) {
    if ((await run(uv, ['--version'])).code === 0) return uv;
  }
  return undefined;
};

/**
 * uv, which installs the environment in a second where pip takes twenty: the one on PATH, or the locked one
 * got with venv, or with pip alone where Debian leaves ensurepip out.
 * @param {string} python
 * @param {AbortSignal} signal
 * @returns {Promise<string>} the command
 */
export async function getUv(python, signal) {
  const ready = await installed();
  if (ready !== undefined) return ready;
  rmSync(folder, { recursive: true, force: true });
  const venv = await run(python, ['-m', 'venv', folder], { signal });
  if (venv.code !== 0) rmSync(folder, { recursive: true, force: true });
  const pip =
    venv.code === 0
      ? await run(interpreterOf(folder), [...pipInstall, ...fromLock], { signal })
      : await run(python, [...pipInstall, '--target', folder, ...fromLock], { signal });
  const uv = pip.code === 0 ? await installed() : undefined;
  if (uv !== undefined) return uv;
  rmSync(folder, { recursive: true, force: true });
  const trouble = knownTrouble(venv.output + pip.output, folder);
  if (trouble) throw trouble;
  throw new Stop(
    venv.code === 0
      ? `pip could not install uv: ${lastLine(pip.output)}. Install uv, then run the same command again.`
      : 'This Python has neither venv nor pip: install python3-venv (Debian: apt install python3-venv), or uv, then run the same command again.',
  );
}
