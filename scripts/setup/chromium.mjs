// @ts-check
import { constants, accessSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';
import { say, step } from './say.mjs';
import { Stop } from './stop.mjs';

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const folders = ['/usr/bin', ...(process.env['PATH'] || '').split(delimiter)];
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {string | undefined} path of an installed Chromium or Chrome; CHROMIUM_PATH goes first */
function findChromium() {
  const named = process.env['CHROMIUM_PATH'];
  if (named && !isProgram(named)) throw new Stop(`CHROMIUM_PATH=${named} is not a program.`);
  const usual = folders.flatMap((folder) => programs.map((program) => join(folder, program)));
  return [...(named ? [named] : []), ...usual, ...elsewhere].find(isProgram);
}

/**
 * Chromium for the browser tests. In CI as root on Debian it is installed, and nowhere else: there it must not be missing.
 * @returns {Promise<string | undefined>} its path; undefined when the browser tests will be skipped
 */
export async function getChromium() {
  const found = findChromium();
  if (found !== undefined) return found;
  const inCi = process.env['CI'] === 'true';
  if (inCi && process.getuid?.() === 0) {
    const install = 'apt-get update && apt-get install -y --no-install-recommends chromium';
    await step('installing Chromium', 'Chromium asked of apt-get', () =>
      run('sh', ['-c', install], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }),
    );
  }
  const installed = findChromium();
  const missing =
    'No Chromium: install it (Debian: apt install chromium) or name one with CHROMIUM_PATH.';
  if (installed === undefined && inCi) throw new Stop(missing);
  if (installed === undefined) say(`*** ${missing} The browser tests are SKIPPED. ***`);
  return installed;
}
