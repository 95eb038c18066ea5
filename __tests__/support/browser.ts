import { existsSync } from 'node:fs';

const candidates = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

const found = candidates.find((path) => path !== undefined && existsSync(path));
const howTo = 'no Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH';

if (found === undefined) {
  if (process.env['CI'] !== undefined) throw new Error(`Browser tests cannot run, ${howTo}`);
  console.warn(`SKIPPED browser tests: ${howTo}`);
}

/** Whether browser tests can run here. In CI a missing browser is a failure. */
export const hasBrowser = found !== undefined;

/** How the browser is started; root has no sandbox. */
export const launchOptions = {
  args: ['--no-sandbox'],
  ...(found === undefined ? {} : { executablePath: found }),
};
