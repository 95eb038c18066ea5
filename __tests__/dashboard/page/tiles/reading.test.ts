import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TilesSnapshot } from '../../../../dashboard/layout/tiles/wire.ts';
import { violations } from '../../../support/axe.ts';
import { hasBrowser } from '../../../support/browser.ts';
import { downloaded } from '../../../support/downloaded.ts';
import { openBrowser } from '../../../support/open-browser.ts';
import { figure } from '../../../support/stage.ts';
import { openTilesPages, type TilesPages } from '../../../support/tiles-page/open.ts';
import { tilesSession } from '../../../support/tiles-session.ts';

const txid = (digit: string): string => digit.repeat(64);

/**
 * Five tiles on a grid of 8 by 8, and one without a place:
 *   a a b b c c . .
 *   a a b b c c . .
 *   d d d d . . . .
 *   e . . . . . . .
 */
const five: TilesSnapshot = {
  tag: 'snapshot',
  level: 'verified',
  cause: null,
  at: '2026-11-30T12:00:00.000Z',
  sequence: 1,
  totals: { transactions: 6, feeSats: 8_000, weight: 4_000, lowestRate: 1, medianRate: 5 },
  grid: { columns: 8, rows: 8 },
  edges: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  tiles: {
    txids: ['a', 'b', 'c', 'd', 'e', 'f'].map(txid).join(''),
    feeSats: [2_400, 1_500, 1_000, 600, 100, 1],
    vsizeVbytes: [200, 200, 200, 200.25, 99.75, 100],
    valueSats: [1_164_000, 2, 3, 4, 5, 6],
    rates: [12, 7.5, 5, 3, 1, 1],
    places: [0, 0, 2, 2, 2, 0, 2, 2, 4, 0, 2, 2, 0, 2, 4, 1, 0, 3, 1, 1, -1, 0, 1, 1],
  },
};

const card = (page: Page): Promise<string | null> => page.locator('.tile-card code').textContent();

const spoken = (page: Page, words: string): Promise<void> =>
  page.locator('.stage [aria-live]', { hasText: words }).waitFor({ state: 'attached' });

/** The middle of a tile, in pixels of the picture. */
const at = async (page: Page, column: number, row: number) => {
  const box = await page.locator('.widget').boundingBox();
  const cell = (box?.width ?? 0) / 8;
  return { position: { x: column * cell, y: row * cell } };
};

describe.skipIf(!hasBrowser)('the tiles', () => {
  let browser: Browser;
  let pages: TilesPages;

  beforeAll(async () => {
    browser = await openBrowser();
    pages = await openTilesPages(browser);
  });
  afterEach(() => pages.closePages());
  afterAll(async () => {
    await pages?.close();
    await browser?.close();
  });

  it('tell under the pointer what they are, and keep it open for a click to copy the id', async () => {
    const { page, tell } = await pages.open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await tell(five);
    const widget = page.locator('.widget');
    await widget.hover(await at(page, 3, 1));
    expect(await card(page)).toBe('bbbbbbbb…bbbbbb');
    expect(await figure(page, 'tile-rate')).toBe('7.50 sat/vB');
    expect(await figure(page, 'tile-fee')).toBe('1,500 sats');
    expect(await figure(page, 'tile-vsize')).toBe('200 vB');
    expect(await figure(page, 'tile-amount')).toBe('0.00000002 BTC');
    expect(await figure(page, 'tile-rank')).toBe('2 of 6');
    await widget.hover(await at(page, 7, 7));
    await page.locator('.tile-card').waitFor({ state: 'detached' });

    await widget.click(await at(page, 1, 2.5));
    await page.locator('.tile-card.pinned').waitFor();
    await widget.hover(await at(page, 3, 1));
    expect(await card(page)).toBe('dddddddd…dddddd');
    expect(await figure(page, 'tile-vsize')).toBe('200.25 vB');
    await page.getByRole('button', { name: `Copy transaction id ${txid('d')}` }).click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(txid('d'));
    await page.getByRole('button', { name: 'Close' }).click();
    expect(await page.locator('.tile-card.pinned').count()).toBe(0);
    expect(pages.complaints).toEqual([]);
  });

  it('are reached by keys alone, and each is named to those who hear it', async () => {
    const { page, tell } = await pages.open();
    await tell(five);
    const { keyboard } = page;
    await keyboard.press('Tab');
    expect(await page.locator('.widget:focus-visible').count()).toBe(1);
    await keyboard.press('ArrowRight');
    await spoken(
      page,
      'Transaction aaaaaaaa, 12.00 satoshis per vbyte, fee 2,400 satoshis, size 200 vbytes, number 1 of 6 by rate',
    );
    const leads = async (key: string, to: string): Promise<void> => {
      await keyboard.press(key);
      await spoken(page, `Transaction ${to.repeat(8)}`);
    };
    await leads('ArrowRight', 'b');
    await leads('ArrowRight', 'c');
    await leads('ArrowRight', 'c');
    await leads('ArrowDown', 'd');
    await leads('ArrowDown', 'e');
    await leads('ArrowUp', 'd');
    await leads('Home', 'a');
    await leads('End', 'e');
    expect(await page.locator('.tile-card').count()).toBe(0);
    await keyboard.press('Enter');
    expect(await card(page)).toBe('eeeeeeee…eeeeee');
    await keyboard.press('Tab'); // into the card, which stands next
    await keyboard.press('Escape');
    await page.locator('.tile-card').waitFor({ state: 'detached' });
    expect(await page.locator('.widget:focus').count()).toBe(1);
    expect(pages.complaints).toEqual([]);
  });

  it('that leave while their card is open say so, and the keys go on from there', async () => {
    const { page, tell } = await pages.open();
    await tell(five);
    await page.locator('.widget').click(await at(page, 3, 1));
    expect(await page.locator('.frame').count()).toBe(1);
    await tell({
      ...five,
      tag: 'delta',
      removed: [[txid('b'), 'replaced']],
      added: { txids: '', feeSats: [], vsizeVbytes: [], valueSats: [], rates: [], places: [] },
      repriced: { txids: txid('d'), rates: [9] },
      moved: { txids: '', places: [] },
      feeSatsDelta: -1_500,
    });
    expect(await figure(page, 'tile-rank')).toBe('has left');
    expect(await page.locator('.frame').count()).toBe(0); // another may lie there now
    await page.keyboard.press('ArrowDown');
    await spoken(page, 'Transaction dddddddd, 9.00 satoshis');
    expect(await figure(page, 'last-change')).toContain(
      '0 in, 1 out (1 replaced), 1 re-priced, fees −1,500 sats',
    );
  });

  it('are summed up by class of rate, with what has no room', async () => {
    const { page, tell } = await pages.open();
    await tell(five);
    const share = (index: number) => page.locator(`[data-class="${index}"] .spoken`).textContent();
    expect(await share(0)).toBe('1 to 2 sat/vB: 20.0 % of the size'); // 199.75 of 1,000
    expect(await share(11)).toBe('12 sat/vB and more: 20.0 % of the size');
    expect(await share(1)).toBe('2 to 3 sat/vB: 0.0 % of the size');
    const heightOf = (index: number) =>
      page
        .locator(`[data-class="${index}"] .track i`)
        .evaluate((bar) => bar.getBoundingClientRect().height);
    expect((await heightOf(0)) / (await heightOf(2))).toBeCloseTo(199.75 / 200.25, 1);
    expect(await figure(page, 'not-drawn')).toBe(
      '1 transaction, 10.0 % of the size, has no room in the picture',
    );
  });

  it.each([360, 1440])(
    'are told with each digit of the rates below them at %i px',
    async (width) => {
      const { page, tell } = await pages.open();
      await page.setViewportSize({ width, height: 900 });
      await tell({ ...five, edges: [0.12, 0.25, 0.8, 2, 5, 12, 40, 100, 250, 800, 2500, 10_000] });
      await page.locator('.legend .tick', { hasText: '2500' }).waitFor({ state: 'attached' });
      /** Where each rate is written, as far as it is seen. */
      const seen = () =>
        page.locator('.legend .tick').evaluateAll((ticks) =>
          ticks
            .filter((tick) => getComputedStyle(tick).visibility === 'visible')
            .map((tick) => {
              const text = document.createRange();
              text.selectNodeContents(tick);
              const { left, right } = text.getBoundingClientRect();
              const isCut =
                getComputedStyle(tick).overflow !== 'visible' &&
                tick.scrollWidth > tick.clientWidth;
              return { left, right, isCut };
            }),
        );
      const told = await seen();
      expect(told.length).toBeGreaterThanOrEqual(6);
      expect(told.filter(({ isCut }) => isCut)).toEqual([]);
      told
        .slice(1)
        .forEach(({ left }, index) => expect(left).toBeGreaterThan(told[index]?.right ?? 0));
    },
  );

  it('can be read as a table, a hundred at a time, and kept as a file', async () => {
    const { page, tell } = await pages.open();
    const session = tilesSession(230, 3);
    const snapshot = session.snapshot();
    await tell(snapshot);
    const table = page.locator('.next .as-table');
    await table.locator('summary').press('Enter');
    await table.getByText('Rows 1 to 100 of 230').waitFor();
    const rates = snapshot.tiles.rates.toSorted((a, b) => b - a);
    expect(await table.locator('tbody tr').first().locator('td').first().textContent()).toBe(
      rates[0]?.toFixed(2),
    );
    await tell(session.next());
    expect(await table.locator('caption').textContent()).toContain('as they were at');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      table.getByRole('button', { name: 'Download CSV' }).click(),
    ]);
    const lines = (await downloaded(download)).split('\r\n');
    expect(lines).toHaveLength(1 + 230 + 1);
    expect(lines.slice(1, -1).map((line) => Number(line.split(',')[1]))).toEqual(rates);
  });

  it('say what state they are in: waiting, empty, last known, replayed', async () => {
    const { page, tell } = await pages.open();
    await page.getByText('Waiting for the first picture').waitFor();
    await tell({
      ...five,
      tiles: { ...five.tiles, txids: '' },
      totals: { ...five.totals, transactions: 0 },
    });
    await page.getByText('The next block is empty', { exact: true }).waitFor();
    await tell(five);
    expect(await page.locator('.veil').count()).toBe(0);
    const { at: then } = five;
    await tell({ tag: 'standing', at: then, level: 'unknown', cause: 'sequence' });
    await page.locator('.veil.hatched', { hasText: 'Last known' }).waitFor();
    expect(await page.locator('.next.old').count()).toBe(1);
    await page.getByText('Not known: a message of the source was missed').waitFor();
    expect(await violations(page, ['main'])).toEqual([]);
    await tell({ tag: 'standing', at: then, level: 'verified', cause: null });
    await page.locator('.veil').waitFor({ state: 'detached' });
    await page.evaluate((event) => window.told.replay(event), five);
    await page.locator('.as-of.replay').waitFor();
    await page.evaluate(() => window.told.live());
    await page.locator('.as-of').waitFor({ state: 'detached' });
  });

  it('are summed up for a screen reader at once, and then no more than each 10 s', async () => {
    const { page, tell } = await pages.open();
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000); // else it goes on by itself, further on a busy machine
    const summary = page.locator('[data-figure="summary"]');
    const lowest = (rate: number): TilesSnapshot => ({
      ...five,
      totals: { ...five.totals, lowestRate: rate },
    });
    await tell(lowest(1));
    expect(await summary.textContent()).toContain('lowest rate 1.00');
    await page.clock.runFor(9_000);
    await tell(lowest(2), lowest(3));
    await page.clock.runFor(500);
    expect(await summary.textContent()).toContain('lowest rate 1.00');
    await page.clock.runFor(600);
    expect(await summary.textContent()).toContain('lowest rate 3.00');
  });

  it('have bars of what came and went, hatched in a gap, each change in their table', async () => {
    const { page, tell } = await pages.open();
    const session = tilesSession(400, 29, Math.floor(Date.now() / 2000) * 2000 - 40_000);
    await tell(session.snapshot(), session.next(), session.next());
    const gap = session.next();
    await tell({ ...gap, level: 'unknown', cause: 'sequence' }, session.next());
    await page.locator('.pulse .came').nth(1).waitFor();
    expect(await page.locator('.pulse .unknown').count()).toBeGreaterThan(0);
    const table = page.locator('.changed .as-table');
    await table.locator('summary').press('Enter');
    await table.locator('tbody tr').nth(3).waitFor(); // its rows are made once it has opened
    expect(await table.locator('tbody tr').count()).toBe(4);
    expect(await table.locator('tbody tr').nth(2).locator('td').first().textContent()).toBe(
      String(gap.added.rates.length),
    );
    expect(await page.locator('.sentences li').count()).toBe(4);
  });
});
