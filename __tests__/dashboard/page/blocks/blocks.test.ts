import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from '../../../support/axe.ts';
import { hasBrowser } from '../../../support/browser.ts';
import { downloaded } from '../../../support/downloaded.ts';
import { openBrowser } from '../../../support/open-browser.ts';
import {
  fewBlocks,
  fewFacts,
  fewPredictions,
  fewPrices,
  historyTables,
  openHistoryWarehouse,
  type HistoryWarehouse,
} from '../../../support/history-tables.ts';
import { everything, fixedHistory } from '../../../support/live-port.ts';
import { buildPage } from '../../../support/page-build.ts';
import { sidewaysPx } from '../../../support/sideways.ts';
import { figure, openStage, timeNow, type Stage } from '../../../support/stage.ts';

const charts = ['fees', 'rates', 'size', 'transactions', 'interval', 'predicted'] as const;

const readout = (page: Page, chart: string) => page.locator(`[data-chart="${chart}"] .readout`);
const slider = (page: Page) => page.getByRole('slider', { name: 'Block under the crosshair' });

/** How far along a chart its crosshair stands, 0 to 1. */
const crosshairShare = (page: Page, chart: string) =>
  page.locator(`[data-chart="${chart}"] .u-over`).evaluate((over) => {
    const line = over.querySelector<HTMLElement>('.u-cursor-x');
    const px = Number(/translate\((-?[\d.]+)px/.exec(line?.style.transform ?? '')?.[1]);
    return px / over.clientWidth;
  });

/** The two blocks that were seen live: one height of the hole, and the one above the tip. */
const seenLive = () => {
  const [block] = everything(timeNow()).blocks;
  if (block === undefined) throw new Error('everything has blocks');
  const at = { ...block, minedAt: '2026-11-21T06:20:00.000Z', feeSats: 7_000_005 };
  return [
    { ...at, height: 905_004, hash: 'live 4' },
    { ...at, height: 905_007, hash: 'live 7' },
  ];
};

describe.skipIf(!hasBrowser)('mined blocks and prices', () => {
  let browser: Browser;
  let stage: Stage;
  let page: Page;
  let warehouse: HistoryWarehouse;
  const folder = mkdtempSync(path.join(tmpdir(), 'blocks-'));

  beforeAll(async () => {
    warehouse = await openHistoryWarehouse(folder);
    await warehouse.build([...historyTables, fewBlocks, fewPredictions, fewPrices, ...fewFacts]);
    browser = await openBrowser();
    stage = await openStage(browser, await buildPage(), fixedHistory([]), warehouse.port);
    stage.live.set({ blocks: seenLive() });
    page = await stage.open();
    // the newest block of those that were seen live
    await readout(page, 'fees').getByText('0.0700 BTC').waitFor();
    await page.locator('.crosshair input[max="7"]').waitFor(); // the tables' blocks too
  });
  afterAll(async () => {
    await stage?.close();
    await browser?.close();
    await warehouse?.close();
    rmSync(folder, { recursive: true });
  });
  it('are told of the block under the pointer of any chart in all of them', async () => {
    for (const chart of ['fees', 'predicted']) {
      await page.locator(`[data-chart="${chart}"] .u-over`).hover({ position: { x: 3, y: 30 } });
      await readout(page, 'fees').getByText('0.0400 BTC').waitFor();
      expect(await readout(page, 'transactions').innerText()).toBe('2,000');
      await page.locator('h1').hover();
      await readout(page, 'fees').getByText('0.0700 BTC').waitFor();
    }
  });

  it('are told of the newest block, then of the one the keyboard goes to, in all charts at once', async () => {
    expect(await slider(page).getAttribute('aria-valuetext')).toMatch(/^Block 905,007, mined /);
    await slider(page).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await readout(page, 'fees').getByText('0.0600 BTC').waitFor();
    expect(await readout(page, 'rates').innerText()).toMatch(
      /6\.00 sat\/vB\s+.*Median 3\.00 sat\/vB\s+.*2\.00 sat\/vB/s,
    );
    expect(await readout(page, 'size').innerText()).toMatch(/3\.991 MWU.*1\.60 MB/s);
    expect(await readout(page, 'transactions').innerText()).toBe('3,000');
    expect(await readout(page, 'interval').innerText()).toBe('10.0 min');
    expect(await readout(page, 'predicted').innerText()).toMatch(/98\.0 %.*99\.5 %.*1\.0 %/s);
    expect(await slider(page).getAttribute('aria-valuetext')).toMatch(
      /^Block 905,001, mined .*: Fees 0\.0600 BTC; Top tenth 6\.00 sat\/vB; .* Surprises 1\.0 %$/,
    );
    for (const chart of charts)
      expect(
        await page
          .locator(`[data-chart="${chart}"] .u-cursor-x`)
          .evaluate((line) =>
            Number(/translate\((-?[\d.]+)px/.exec((line as HTMLElement).style.transform)?.[1]),
          ),
        `the crosshair of ${chart}`,
      ).toBeGreaterThan(0);
    for (let press = 0; press < 2; press += 1) await page.keyboard.press('ArrowRight');
    await page.locator('.crosshair', { hasText: 'Block 905,003 not held' }).waitFor();
    expect(await readout(page, 'fees').innerText()).toBe('not known');
    // what the tables do not reach yet is not told of their newest block
    await page.keyboard.press('End');
    await readout(page, 'fees').getByText('0.0700 BTC').waitFor();
    expect(await readout(page, 'predicted').innerText()).not.toContain('%');
    await page.keyboard.press('ArrowLeft');
    await readout(page, 'predicted').getByText('75.0 %').waitFor();
    expect(stage.complaints).toEqual([]);
  });

  it('show a height that is not held as a gap: no line, but hatching', async () => {
    await page.locator('.note', { hasText: '1 height not known yet' }).waitFor();
    // the hole stands at 905003 of 905000 to 905007: where there is no line, but there is ink
    const inks = (share: number) =>
      page.locator('[data-chart="fees"] canvas').evaluate((element, at) => {
        const canvas = element as HTMLCanvasElement;
        const over = canvas.parentElement?.querySelector('.u-over') as HTMLElement;
        const ratio = canvas.width / canvas.clientWidth;
        const x = Math.round((over.offsetLeft + over.clientWidth * at) * ratio);
        const top = Math.round((over.offsetTop + 2) * ratio);
        const height = Math.round((over.clientHeight - 4) * ratio);
        const pixels = canvas.getContext('2d')?.getImageData(x, top, 1, height).data ?? [];
        return pixels.filter((value, index) => index % 4 === 3 && value > 0).length / height;
      }, share);
    expect(await inks(3.5 / 8)).toBe(1); // the whole height of the chart
    expect(await inks(1.5 / 8)).toBeLessThan(0.9); // a line, and what is filled below it
  });

  it('stand above the day of the pipeline: each file once, and how long its coverage was of', async () => {
    await page.locator('[data-figure="files-today"]', { hasText: '40' }).waitFor();
    expect(await figure(page, 'files-today')).toBe('40');
    expect(await figure(page, 'bytes-today')).toBe('6.7 MiB');
    expect(await figure(page, 'coverage')).toBe('97.5 %');
    await page.getByText('Known of 1 h 6 min').waitFor();
  });

  it('have every figure in a table and as CSV, a pool’s name never as a formula', async () => {
    const pools = page.locator('[data-chart="pools"]');
    await pools.locator('.pool-bars li').first().waitFor();
    expect(
      (await pools.locator('.pool-bars li').allInnerTexts()).map((text) => text.split('\n')[0]),
    ).toEqual(['OCEAN', '=1+1', 'not told']);
    await pools.locator('summary').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV: Mined blocks by pool' }).click(),
    ]);
    expect((await downloaded(download)).split('\r\n').slice(1, 4)).toEqual([
      'OCEAN,3,60,15000000',
      "'=1+1,1,20,0",
      ',1,20,',
    ]);
    const fees = page.locator('[data-chart="fees"]');
    await fees.locator('summary').click();
    await fees.locator('tbody tr').nth(7).waitFor();
    expect(await fees.locator('tbody tr').count()).toBe(8);
    expect(await fees.locator('tbody tr').first().locator('td').last().innerText()).toBe(
      '0.0700 BTC',
    );
    const [ofFees] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV: Fees per block, mined blocks' }).click(),
    ]);
    const [, newest = ''] = (await downloaded(ofFees)).split('\r\n');
    expect(newest).toBe('905007,905007,1,2026-11-21T06:20:00.000Z,0.07000005');
  });

  it('tell the price in each currency with its change of 24 hours, and choosing one sets the page’s', async () => {
    const { conversions } = everything(timeNow());
    if (conversions === null) throw new Error('everything has prices');
    const prices = { ...conversions.prices, USD: 98_140 };
    stage.live.set({ conversions: { ...conversions, prices } });
    const row = page.locator('.prices .row', { hasText: 'USD' });
    await row.getByText('98,140').waitFor();
    await row.locator('polyline').first().waitFor({ state: 'attached' });
    expect(await row.locator('.change').innerText()).toContain('−1.86 %'); // against 100,000
    expect(
      await page.locator('.prices .row', { hasText: 'CHF' }).locator('.price').innerText(),
    ).toBe('no price');
    expect(
      await page.locator('.prices .row', { hasText: 'JPY' }).locator('.change').innerText(),
    ).toContain('−1.20 %');
    await page.getByRole('radio', { name: /^EUR/ }).check({ force: true });
    expect(await page.getByRole('combobox', { name: 'Currency' }).inputValue()).toBe('EUR');
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('combobox', { name: 'Currency' }).inputValue()).toBe('GBP');
  });

  it.each([
    ['light', 1440],
    ['dark', 390],
    ['light', 320], // 1280 px at four times the size
  ] as const)('break no rule of access in %s at %i px, and fit', async (colorScheme, width) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    const table = page.locator('[data-chart="fees"] details.as-table');
    if ((await table.getAttribute('open')) === null) await table.locator('summary').click();
    await table.locator('tbody tr').first().waitFor();
    await expect.poll(() => sidewaysPx(page)).toBe(0);
    expect(await violations(page, ['.card.blocks', '.card.prices'])).toEqual([]);
  });

  it('keep the block that the keyboard went to when more comes: an answer that is late, a block, other colours', async () => {
    await page.locator('.blocks').getByRole('button', { name: '24 hours' }).click();
    await page.locator('.crosshair input[max="7"]').waitFor();
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/api/history/predicted*', async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole('button', { name: '1 week' }).click();
    await page.locator('.crosshair input[max="17"]').waitFor();
    await slider(page).focus();
    await page.keyboard.press('Home');
    for (let press = 0; press < 8; press += 1) await page.keyboard.press('ArrowRight');
    const isThere = () => page.locator('.crosshair', { hasText: 'Block 904,998' }).waitFor();
    await isThere();
    const late = page.waitForResponse('**/api/history/predicted*');
    answer();
    await (await late).finished();
    await page.evaluate(
      () => new Promise((drawn) => setTimeout(() => requestAnimationFrame(drawn))),
    );
    await isThere();
    stage.live.set({
      blocks: seenLive().flatMap((block) => [block, { ...block, height: block.height + 50 }]),
    });
    await page.locator('.crosshair input[max="67"]').waitFor();
    await page.emulateMedia({ colorScheme: 'light' });
    await page.emulateMedia({ colorScheme: 'dark' });
    await isThere();
    stage.live.set({ blocks: seenLive() });
    await page.unroute('**/api/history/predicted*');
  });

  it('follow the chosen range, and the next build', async () => {
    await page.getByRole('button', { name: '1 week' }).click();
    await page.locator('.crosshair input[max="17"]').waitFor();
    await slider(page).focus();
    await page.keyboard.press('Home');
    await page.locator('.crosshair', { hasText: 'Block 904,990' }).waitFor();
    expect(await page.getByRole('button', { name: '1 week' }).getAttribute('aria-pressed')).toBe(
      'true',
    );
    expect(await readout(page, 'fees').innerText()).toBe('0.0000 BTC');
    await warehouse.build([
      'update gold.block_statistics set total_fees_sats = 1000000 where height = 904990',
    ]);
    const status = page.locator('.card.blocks .head [role="status"]');
    expect(await status.textContent()).toBe('1 week: 18 points');
    await status.evaluate((element) => {
      const said = (): void => element.setAttribute('data-said', 'again');
      new MutationObserver(said).observe(element, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    });
    const { warehouse: before } = everything(timeNow());
    stage.live.set({ warehouse: { ...before, builtAt: timeNow() } });
    await readout(page, 'fees').getByText('0.0100 BTC').waitFor();
    expect(await status.getAttribute('data-said')).toBeNull(); // nothing new to be read out
    // the crosshair stays on its block when that is the second of eight, no longer the twelfth of eighteen
    for (let press = 0; press < 11; press += 1) await page.keyboard.press('ArrowRight');
    await page.locator('.crosshair', { hasText: 'Block 905,001' }).waitFor();
    await warehouse.build(['delete from gold.block_statistics where height = 904990']);
    stage.live.set({ warehouse: { ...before, builtAt: timeNow() } });
    await page.locator('.crosshair input[max="7"]').waitFor();
    await expect.poll(() => crosshairShare(page, 'fees')).toBeCloseTo(1.5 / 8, 1);
  });

  it('fail alone, each with a way to ask again', async () => {
    let isBroken = true;
    await page.route('**/api/history/predicted*', (route) =>
      isBroken
        ? route.fulfill({ status: 500, json: { error: 'No answer: away.' } })
        : route.continue(),
    );
    await page.reload();
    await readout(page, 'fees').getByText('0.0700 BTC').waitFor();
    const alert = page.locator('.fault');
    await alert.getByText('Predicted against mined: No answer: away.').waitFor();
    expect(await alert.count()).toBe(1);
    isBroken = false;
    await page.getByRole('button', { name: 'Try again: Predicted against mined' }).click();
    await readout(page, 'predicted').getByText('75.0 %').waitFor();
    await alert.waitFor({ state: 'detached' });
    // what is shown is never of another range than the one that is chosen
    isBroken = true;
    await page.getByRole('button', { name: '1 week' }).click();
    await alert.waitFor();
    expect(await readout(page, 'predicted').innerText()).not.toContain('%');
    expect(await readout(page, 'fees').innerText()).toBe('0.0700 BTC');
  });

  it('are those of the tables before a program that began anew has built them again, and say so', async () => {
    const { warehouse: before } = everything(timeNow());
    stage.live.set({ warehouse: { ...before, status: 'starting', builtAt: null } });
    const anew = await stage.open();
    await anew.locator('.card.prices polyline').first().waitFor({ state: 'attached' });
    await anew.locator('.card.prices details.as-table').waitFor();
    await anew.locator('.crosshair input:not([max="0"])').waitFor();
    await anew.locator('.card.blocks .note', { hasText: 'From the warehouse' }).waitFor();
  });

  it('are charts with one block too: it has an axis of its own height, not one from 0', async () => {
    const alone = await openStage(browser, await buildPage(), fixedHistory([]));
    const { warehouse: before } = everything(timeNow());
    alone.live.set({
      blocks: seenLive().slice(1),
      warehouse: { ...before, status: 'starting', builtAt: null },
    });
    const other = await alone.open();
    await other.getByText('Tables are being built; until then, blocks seen live').waitFor();
    await readout(other, 'fees').getByText('0.0700 BTC').waitFor();
    await other.locator('[data-chart="fees"] .u-over').hover({ position: { x: 3, y: 30 } });
    await expect.poll(() => crosshairShare(other, 'rates')).toBeCloseTo(0.5 / 2, 1);
    await alone.close();
  });
});
