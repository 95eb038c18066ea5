// @ts-check
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { getChromium } from './setup/chromium.mjs';
import { main, setUp } from './setup/index.mjs';
import { root } from './setup/places.mjs';

await main(async () => {
  const [chromium] = await Promise.all([getChromium(), setUp('all')]);
  const check = spawn(process.execPath, [join(root, 'scripts/check.mjs')], {
    stdio: 'inherit',
    env: { ...process.env, ...(chromium && { CHROMIUM_PATH: chromium }) },
  });
  check.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
});
