import * as E from 'fp-ts/lib/Either.js';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDashboard, type Dashboard } from '../../../dashboard/server/index.ts';
import { hasBrowser } from '../../support/browser.ts';
import { drivenPort, everything, fixedHistory } from '../../support/live-port.ts';
import { openBrowser } from '../../support/open-browser.ts';
import { buildPage } from '../../support/page-build.ts';
import { PATIENCE_MS, timeNow } from '../../support/stage.ts';

const token = 'correct-horse-battery-staple-42-xyz';

describe.skipIf(!hasBrowser)('a browser that has no token yet', () => {
  let browser: Browser;
  let dashboard: Dashboard;

  beforeAll(async () => {
    browser = await openBrowser();
    const started = await startDashboard(
      { live: drivenPort(everything(timeNow())), history: fixedHistory([]) },
      { port: 0, distDir: await buildPage(), token },
    );
    if (E.isLeft(started)) throw new Error(started.left.message);
    dashboard = started.right;
  });
  afterAll(async () => {
    await browser?.close();
    await dashboard?.stop();
  });

  it('is shown the form, told that a guess is none, and let in with the token', async () => {
    const context = await browser.newContext();
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    await page.goto(`${dashboard.url}/view/block`);
    expect(new URL(page.url()).pathname).toBe('/login');
    const give = async (words: string): Promise<void> => {
      await page.getByLabel('Token').fill(words);
      await page.getByRole('button', { name: 'Sign in' }).click();
    };
    await give('something else that is as long as that');
    await page.getByText('That is not the token.').waitFor();
    await give(token);
    await page.getByRole('heading', { name: 'Right now' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/');
    await expect.poll(() => dashboard.readers()).toBe(1); // the stream is open to it too
  });
});
