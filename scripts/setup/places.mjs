// @ts-check
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this clone. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Tools of the set-up and its lock; not part of what runs. */
export const setupFolder = join(root, '.setup');

/** The interpreter inside a virtual environment. @param {string} venv */
export const interpreterOf = (venv) =>
  process.platform === 'win32' ? join(venv, 'Scripts', 'python.exe') : join(venv, 'bin', 'python');
