import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser } from '../../support/browser.ts';
import { openBrowser } from '../../support/open-browser.ts';
import { fixedHistory } from '../../support/live-port.ts';
import { buildPage } from '../../support/page-build.ts';
import { openStage, pill, type Stage } from '../../support/stage.ts';

interface Shift extends PerformanceEntry {
  readonly value: number;
}

/** Runs in the page, before its own code: adds up what the browser calls layout shift. */
const watchShifts = (): void => {
  const shifts = { sum: 0 };
  Object.assign(window, { shifts });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shifts.sum += (entry as Shift).value;
  }).observe({ type: 'layout-shift', buffered: true });
};

const shifted = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
    return (window as unknown as { readonly shifts: { readonly sum: number } }).shifts.sum;
  });

describe.skipIf(!hasBrowser)('a page whose program takes a second for its first answer', () => {
  let browser: Browser;
  let stage: Stage;

  beforeAll(async () => {
    browser = await openBrowser();
    stage = await openStage(browser, await buildPage(), fixedHistory([]));
    stage.live.setSource({ origin: 'simulated', notice: 'Simulated data. Nothing here is real.' });
  });
  afterAll(async () => {
    await stage?.close();
    await browser?.close();
  });

  it.each([390, 1440])('is drawn when it is there, and nothing moves, at %i px', async (width) => {
    const context = await browser.newContext({ viewport: { width, height: 900 } });
    const page = await context.newPage();
    await page.addInitScript(watchShifts);
    await page.clock.install({ time: Date.now() - 60_000 });
    await page.clock.pauseAt(Date.now());
    let answer = (): void => undefined;
    const isAnswered = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/events*', async (route) => {
      await isAnswered;
      await route.continue();
    });
    const asked = page.waitForRequest('**/events*');
    await page.goto(stage.url());
    await asked;
    await page.clock.runFor(1000); // by the page's clock; the machine's does not count
    answer();
    await pill(page, 'simulated');
    await page.locator('.notice').waitFor();
    await page.clock.resume();
    await page.locator('.fee-spectrum[data-earlier]').waitFor();
    await page.locator('.blocks .charts').waitFor();
    expect(await shifted(page)).toBeLessThan(0.02);
    await context.close();
  });
});
