import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser } from '../../support/browser.ts';
import { openBrowser } from '../../support/open-browser.ts';
import { everything, fixedHistory } from '../../support/live-port.ts';
import { buildPage } from '../../support/page-build.ts';
import { figure, openStage, pill, timeNow, type Stage } from '../../support/stage.ts';

const KIB = 1024;

let distDir: string;

beforeAll(async () => {
  distDir = await buildPage();
});

describe('the code of the page', () => {
  it('is 60 KiB at most, compressed, before the first picture', async () => {
    const html = await readFile(join(distDir, 'index.html'), 'utf8');
    const first = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)];
    expect(first.length).toBeGreaterThan(0);
    let bytes = 0;
    for (const [, path = ''] of first)
      bytes += gzipSync(await readFile(join(distDir, path))).length;
    console.log(`first load: ${(bytes / KIB).toFixed(1)} KiB of JavaScript, of 60`);
    expect(bytes).toBeLessThanOrEqual(60 * KIB);
  });

  it('holds no source of code or style from elsewhere', async () => {
    const names = await readdir(join(distDir, 'assets'));
    for (const name of names.filter((each) => each.endsWith('.css')))
      expect(await readFile(join(distDir, 'assets', name), 'utf8')).not.toMatch(
        /url\(\s*["']?(https?:|\/\/|data:)/,
      );
  });
});

describe.skipIf(!hasBrowser)('when something fails', () => {
  let browser: Browser;
  let stage: Stage;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    stage = await openStage(browser, distDir, fixedHistory([]));
  });
  afterEach(() => stage.close());

  /** Prices without prices: the shape is broken, the JSON is not. */
  const breakPrices = (): void => {
    const { conversions } = everything(timeNow());
    if (conversions === null) throw new Error('everything has prices');
    stage.live.set({ conversions: { ...conversions, prices: null as never } });
  };

  const eventually = (page: Page, name: string, text: string): Promise<void> =>
    page.locator(`[data-figure="${name}"]`, { hasText: new RegExp(`^${text}$`) }).waitFor();

  it('a panel fails alone, says so, is counted, and comes back when it is asked to', async () => {
    const page = await stage.open();
    await pill(page, 'live');
    breakPrices();
    const failed = page.locator('.slot.now .card.failed');
    await failed.waitFor();
    expect(await failed.textContent()).toContain('Right now can’t be shown');
    for (const area of ['tiles', 'changed', 'blocks', 'pipeline'])
      expect(await page.locator(`.slot.${area} .card.failed`).count()).toBe(0);
    await eventually(page, 'failed-panels', '[1-9]\\d*');
    await page.locator('nav.troubles', { hasText: 'failed' }).waitFor();

    const { nextBlock } = everything(timeNow());
    if (nextBlock === null) throw new Error('everything has a next block');
    stage.live.set({ nextBlock: { ...nextBlock, sequence: 80_027 } });
    await page.locator('.freshness', { hasText: 'sequence 80027' }).waitFor();

    await failed.getByRole('button', { name: 'Try again' }).click();
    await failed.waitFor(); // nothing is better yet
    stage.live.set({ conversions: everything(timeNow()).conversions });
    await failed.getByRole('button', { name: 'Try again' }).click();
    await failed.waitFor({ state: 'detached' });
    expect(await figure(page, 'lowest-rate')).toBe('1.21');
  });

  it('an event that is no JSON is counted and stops nothing', async () => {
    const state = await (await fetch(`${stage.url()}/api/state`)).text();
    let asked = 0;
    const page = await stage.open('light', 1440, false, (before) =>
      before.context().route('**/events*', async (route) => {
        asked += 1;
        if (asked > 1) return route.continue();
        return route.fulfill({
          contentType: 'text/event-stream',
          body: `event: state\ndata: ${state}\n\nevent: counts\ndata: {"framesIn": 1\n\n`,
        });
      }),
    );
    await eventually(page, 'broken-events', '1');
    await pill(page, 'live');
    await page.locator('nav.troubles', { hasText: '1 broken event' }).waitFor();
    stage.live.set({ counts: { ...everything(timeNow()).counts, framesIn: 12_999 } });
    await eventually(page, 'framesIn', '12,999');
  });

  it('the theme can be chosen, holds for the next visit, and can be given back to the system', async () => {
    const page = await stage.open('light');
    await pill(page, 'live');
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const button = page.getByRole('button', { name: /^Colours/ });
    const light = await background();
    await button.click(); // light by choice
    await button.click(); // dark
    expect(await background()).not.toBe(light);
    await page.reload();
    await pill(page, 'live');
    expect(await background()).not.toBe(light);
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await button.click(); // as the system
    expect(await background()).toBe(light);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await background()).not.toBe(light);
  });
});
