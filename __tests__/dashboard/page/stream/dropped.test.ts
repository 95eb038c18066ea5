import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser } from '../../../support/browser.ts';
import { openBrowser } from '../../../support/open-browser.ts';
import { fixedHistory } from '../../../support/live-port.ts';
import { buildPage } from '../../../support/page-build.ts';
import { figure, openStage, pill, type Stage } from '../../../support/stage.ts';

/** More than all that stands between the two holds: buffers of the system, of the browser, and 4 MiB of the server. */
const MOST_MEGABYTES = 80;
const megabyte = 'x'.repeat(1024 * 1024);

describe.skipIf(!hasBrowser)('a page that does not take what it is sent', () => {
  let browser: Browser;
  let stage: Stage;

  beforeAll(async () => {
    browser = await openBrowser();
    stage = await openStage(browser, await buildPage(), fixedHistory([]));
  });
  afterAll(async () => {
    await stage?.close();
    await browser?.close();
  });

  /** Something big that no panel shows. */
  const sendMuchUntilDropped = async (): Promise<void> => {
    for (let n = 1; stage.readers() > 0 && n <= MOST_MEGABYTES; n += 1) {
      stage.live.setSource({ url: `https://${n}/${megabyte}` });
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  };

  it('is dropped, says so in words while it is and afterwards, and goes on by itself', async () => {
    const page = await stage.open();
    const other = await page.context().newPage();
    await other.goto(stage.url());
    for (const tab of [page, other]) await pill(tab, 'live');
    await page.evaluate(() => {
      const details = new Set<string>();
      Object.assign(window, { details });
      const note = (): void => {
        details.add(document.querySelector('.detail')?.textContent ?? '');
      };
      new MutationObserver(note).observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });
    // the tab with the stream stands still; nothing of it runs, timers included
    const debug = await page.context().newCDPSession(page);
    await debug.send('Debugger.enable');
    const stands = new Promise((resolve) => debug.once('Debugger.paused', resolve));
    await debug.send('Debugger.pause');
    await stands;
    await sendMuchUntilDropped();
    expect(stage.readers()).toBe(0);
    await debug.send('Debugger.disable');

    for (const tab of [page, other]) {
      await tab.locator('nav.troubles', { hasText: 'dropped as too slow' }).waitFor();
      expect(await figure(tab, 'drops')).toBe('1');
      await tab.locator('#pipeline-page', { hasText: 'it was dropped' }).waitFor();
      await pill(tab, 'live');
    }
    const details = await page.evaluate(() => [
      ...(window as unknown as { readonly details: ReadonlySet<string> }).details,
    ]);
    expect(details).toContain('This page was too slow and was dropped; it is back soon.');
    stage.live.setSource({ name: 'another source' });
    for (const tab of [page, other])
      await tab.locator('.freshness', { hasText: 'another source' }).waitFor();
    expect(stage.readers()).toBe(1);
  }, 60_000);
});
