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

/** Parts of Chromium that no test looks at. Each window would start two pages of its address bar. */
const leftOut = ['WebUIOmniboxPopup', 'WebUIOmniboxFullPopup', 'WebUIOmniboxAimPopup'];

/** What playwright-core leaves out: the last switch of a name is the one that counts. */
const leftOutByTheDriver = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/** How the browser is started; root has no sandbox, and pictures are made without a GPU, which CI has not either. */
export const launchOptions = {
  args: [
    '--no-sandbox',
    '--disable-gpu',
    `--disable-features=${[...leftOutByTheDriver, ...leftOut].join(',')}`,
  ],
  ...(found === undefined ? {} : { executablePath: found }),
};
