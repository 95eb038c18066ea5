import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser } from '../../../support/browser.ts';
import { openBrowser } from '../../../support/open-browser.ts';
import { beforeAnything, fixedHistory } from '../../../support/live-port.ts';
import { deltaEvent, sampleRows, snapshotEvent } from '../../../support/next-block-rows.ts';
import { buildPage } from '../../../support/page-build.ts';
import { sidewaysPx } from '../../../support/sideways.ts';
import { figure, openStage, timeNow, type Stage } from '../../../support/stage.ts';

const rows = sampleRows(300, 41);
const [first, second, third] = rows;
const [fresh] = sampleRows(1, 42);

const widget = (page: Page) => page.locator('.widget');

describe.skipIf(!hasBrowser)('the next block, from the server to the page', () => {
  let browser: Browser;
  let stage: Stage;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    stage = await openStage(browser, await buildPage(), fixedHistory([]));
    stage.live.tellNextBlock(snapshotEvent(rows, timeNow()));
    page = await stage.open();
  });
  afterAll(async () => {
    await stage?.close();
    await browser?.close();
  });

  it('is drawn as it comes, and each change told in a sentence with why transactions left', async () => {
    if (first === undefined || second === undefined || third === undefined || fresh === undefined)
      throw new Error('300 rows were made');
    await page.locator('[data-class="11"]').waitFor();
    stage.live.tellNextBlock(
      deltaEvent(timeNow(), {
        removed: [
          [first.txid, 'replaced'],
          [second.txid, 'pushed-out'],
        ],
        added: [fresh],
        repriced: [[third.txid, third.rate + 1]],
      }),
    );
    const sats = fresh.feeSats - first.feeSats - second.feeSats;
    const sign = sats > 0 ? '+' : '−';
    await page
      .getByText(
        `1 in, 2 out (1 replaced, 1 pushed out), 1 re-priced, fees ${sign}${Math.abs(sats).toLocaleString('en-US')} sats`,
      )
      .waitFor();
    await widget(page).press('Home');
    await page
      .locator('.stage [aria-live]', { hasText: 'number 1 of 299 by rate' })
      .waitFor({ state: 'attached' });
    expect(stage.complaints).toEqual([]);
  });

  it('costs what it does in the currency that was chosen, here and at the next visit', async () => {
    const worth = (words: string) => page.getByText(words, { exact: true }).waitFor();
    await worth('USD\u00a07,394'); // 0.0753381 BTC at 98,145
    await page.getByLabel('Currency').selectOption('JPY');
    await worth('JPY\u00a01,116,503');
    await page.reload();
    await worth('JPY\u00a01,116,503');
    await page.getByLabel('Currency').selectOption('CHF');
    await worth('no price in CHF');
    expect(await figure(page, 'since-block')).toBe('4 min');
  });

  it('is shown alone for a wall, with whether it can be trusted', async () => {
    await page.goto(`${new URL(page.url()).origin}/view/block`);
    await page.locator('[data-class="11"]').waitFor();
    const box = await widget(page).boundingBox();
    expect(box?.height).toBeGreaterThan(850); // of 900
    expect(await page.locator('.card, header, footer').count()).toBe(0);
    await page.locator('.pill.live').waitFor();
    stage.live.set({ openGap: { cause: 'sequence', since: timeNow() } });
    await page.locator('.pill.gap').waitFor();
    await page.locator('.veil.hatched').waitFor();
    const file = `/var/lib/${'mainnet_'.repeat(24)}.ndjson`; // nowhere to break a line
    stage.live.setSource({ notice: `Recorded data: ${file}` });
    await page.getByText(file).waitFor();
    expect(await sidewaysPx(page)).toBe(0);
    stage.live.setSource({ notice: null });
    expect(stage.complaints).toEqual([]);
  });

  it('is the last one known, and not verified, while a program that began anew has told nothing', async () => {
    stage.live.set({ openGap: null });
    await page.goto(new URL(page.url()).origin);
    await page.locator('.pill.live').waitFor();
    expect(await page.locator('.veil').count()).toBe(0);
    stage.live.set(beforeAnything);
    await page.locator('.pill.connecting').waitFor();
    expect(await page.locator('.veil.hatched').count()).toBe(1);
    expect(await page.locator('.trust').textContent()).toBe('Not known: no snapshot of it');
  });
});
