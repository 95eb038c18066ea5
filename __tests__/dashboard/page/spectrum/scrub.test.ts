import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser } from '../../../support/browser.ts';
import { openBrowser } from '../../../support/open-browser.ts';
import { fixedHistory } from '../../../support/live-port.ts';
import { deltaEvent } from '../../../support/next-block-rows.ts';
import { buildPage } from '../../../support/page-build.ts';
import { halfHourUntil, type HalfHour } from '../../../support/spectrum/half-hour.ts';
import {
  asListed,
  heldAt,
  openWithPast,
  scrubber,
  shownMs,
  shownTransactions,
  valueText,
} from '../../../support/spectrum/open.ts';
import { figure, openStage, pill, timeNow, type Stage } from '../../../support/stage.ts';

const MINUTE = 60_000;

describe.skipIf(!hasBrowser)('the scrubber', () => {
  let browser: Browser;
  let stage: Stage;
  let page: Page;
  let endMs: number;
  let told: HalfHour;

  beforeAll(async () => {
    browser = await openBrowser();
    stage = await openStage(browser, await buildPage(), fixedHistory([]));
    endMs = Date.now();
    told = halfHourUntil(endMs);
    for (const event of told.events) stage.live.tellNextBlock(event);
    page = await openWithPast(stage, 'light', 1440, true);
  });
  afterAll(async () => {
    await stage?.close();
    await browser?.close();
  });

  beforeEach(() => stage.live.setSource({ lastFrameAt: timeNow() }));

  /** Presses a key and gives the moment that is shown then. */
  const press = async (key: string): Promise<number | null> => {
    await page.keyboard.press(key);
    return shownMs(page);
  };

  /** Shows a moment by a press on its place. */
  const showMs = async (ms: number): Promise<number> => {
    await scrubber(page).scrollIntoViewIfNeeded();
    const box = await scrubber(page).boundingBox();
    const spanMs = 1000 * Number(await scrubber(page).getAttribute('aria-valuemax'));
    if (box === null) throw new Error('the scrubber is not there');
    const share = 1 - (Date.now() - ms) / spanMs;
    await page.mouse.click(box.x + box.width * share, box.y + box.height / 2);
    const shown = await shownMs(page);
    if (shown === null) throw new Error('the page is live');
    return shown;
  };

  it('is reached, moved and left by keys alone, and says where it is in words', async () => {
    for (let tabs = 0; tabs < 60; tabs += 1) {
      await page.keyboard.press('Tab');
      if (await scrubber(page).evaluate((element) => element === document.activeElement)) break;
    }
    const outline = await scrubber(page).evaluate(
      (element) => getComputedStyle(element).outlineStyle,
    );
    expect(outline).toBe('solid');
    expect(await valueText(page)).toMatch(/^live, lowest rate \d+\.\d\d, verified$/);

    const first = await press('PageDown');
    if (first === null) throw new Error('a page back is not now');
    await pill(page, 'replay');
    expect(await press('PageDown')).toBe(first - MINUTE);
    const third = first - MINUTE;
    expect(await press('ArrowLeft')).toBe(third - 4000);
    expect(await press('ArrowDown')).toBe(third - 8000);
    expect(await press('ArrowRight')).toBe(third - 4000);
    expect(await press('ArrowUp')).toBe(third);
    const held = heldAt(told, third);
    const lowest = Math.min(...[...(held?.values() ?? [])].map(({ rate }) => rate));
    const [clock, ago, lowestRate, trust] = (await valueText(page)).split(', ');
    expect(clock).toBe(
      await page.evaluate((ms) => new Date(ms).toLocaleTimeString('en-GB'), third),
    );
    expect(ago).toMatch(/^[23] minutes ago$/);
    expect([lowestRate, trust]).toEqual([`lowest rate ${lowest.toFixed(2)}`, 'verified']);

    expect(await press('Escape')).toBe(null);
    await page.locator('.pill:not(.replay)').waitFor();
    expect(await press('PageDown')).not.toBe(null);
    expect(await press('End')).toBe(null);
    expect(await press('ArrowLeft')).not.toBe(null);
    await page.getByRole('button', { name: 'Back to live' }).focus();
    await page.keyboard.press('Enter');
    expect(await shownMs(page)).toBe(null);
    expect(await scrubber(page).evaluate((element) => element === document.activeElement)).toBe(
      true,
    );
    expect(stage.complaints).toEqual([]);
  });

  it('shows exactly the transactions of the moment, and then those of now', async () => {
    for (const minutes of [1, 8.5, 15, 23.2]) {
      const shown = await showMs(endMs - minutes * MINUTE);
      expect(Math.abs(shown - (endMs - minutes * MINUTE))).toBeLessThan(30_000);
      const held = heldAt(told, shown);
      if (held === null) throw new Error('a moment in the gap');
      expect(await figure(page, 'transactions')).toBe(String(held.size));
      expect(await shownTransactions(page)).toEqual(asListed(held));
    }
    const now = heldAt(told, endMs);
    await page.getByRole('button', { name: 'Back to live' }).click();
    expect(await figure(page, 'transactions')).toBe('3,412'); // the state that is told beside the tiles
    expect(await shownTransactions(page)).toEqual(asListed(now ?? new Map()));
  });

  it('tells what had just changed at the moment, with bars that end there', async () => {
    const shown = await showMs(endMs - 12 * MINUTE);
    const sentences = page.locator('.sentences li time');
    const times = await sentences.evaluateAll((all) =>
      all.map((time) => Date.parse(time.getAttribute('datetime') ?? '')),
    );
    const before = told.moments.map(({ atMs }) => atMs).filter((atMs) => atMs <= shown);
    expect(times).toEqual(before.slice(-6).toReversed());
    expect(await page.locator('.pulse figcaption').textContent()).toMatch(/^150 s before.*then$/);
    const bars = await page.locator('.pulse .came[height]:not([height="0"])').count();
    expect(bars).toBeGreaterThanOrEqual(29); // a message each 5 s
    expect(bars).toBeLessThanOrEqual(31);

    const inGap = await showMs(endMs - 17 * MINUTE);
    const unknownSlots = (inGap - (endMs - 18 * MINUTE)) / 2000;
    const hatched = await page.locator('.pulse .unknown').count();
    expect(Math.abs(hatched - unknownSlots)).toBeLessThanOrEqual(2);
    await page.getByRole('button', { name: 'Back to live' }).click();
  });

  it('tells how long ago the last block was at the moment, and of one before all that were seen nothing', async () => {
    const newest = page.locator('.since-block time');
    const minedMs = Date.parse((await newest.getAttribute('datetime')) ?? '');
    const minutesSince = async (atMs: number): Promise<string | null> => {
      await showMs(atMs);
      return figure(page, 'since-block');
    };
    expect(await minutesSince(minedMs + 2.5 * MINUTE)).toMatch(/^[23] min$/);
    expect(await newest.textContent()).toBe('block 905,144');
    expect(await minutesSince(minedMs - 2.5 * MINUTE)).toMatch(/^[67] min$/);
    expect(await newest.textContent()).toBe('block 905,143');
    expect(await minutesSince(minedMs - 11 * MINUTE)).toBe('–');
    await page.getByRole('button', { name: 'Back to live' }).click();
  });

  it('is dragged, and keeps the past in sight while the block goes on', async () => {
    await scrubber(page).scrollIntoViewIfNeeded();
    const box = await scrubber(page).boundingBox();
    if (box === null) throw new Error('the scrubber is not there');
    await page.mouse.move(box.x + box.width * 0.9, box.y + 20);
    await page.mouse.down();
    const first = (await shownMs(page)) ?? 0;
    await page.mouse.move(box.x + box.width * 0.7, box.y + 40, { steps: 5 });
    const last = (await shownMs(page)) ?? 0;
    await page.mouse.up();
    expect(Math.abs(first - last - 0.2 * 30 * MINUTE)).toBeLessThanOrEqual(8000);
    await page.mouse.move(box.x + box.width * 0.5, box.y + 40);
    expect(await shownMs(page)).toBe(last);
    const transactions = await figure(page, 'transactions');
    const held = [...(heldAt(told, endMs)?.keys() ?? [])];
    const removed = held.slice(0, 50).map((txid) => [txid, 'unknown'] as const);
    stage.live.tellNextBlock(deltaEvent(timeNow(), { removed }));
    await page.waitForTimeout(400);
    expect(await figure(page, 'transactions')).toBe(transactions);
    expect(await page.locator('.slot.changed').textContent()).not.toContain('50 out');
    await page.mouse.move(box.x + box.width * 0.9, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 1.1, box.y + 20, { steps: 5 });
    await page.mouse.up();
    expect(await shownMs(page)).toBe(null);
    expect((await shownTransactions(page)).length).toBe(held.length - 50);
    expect(await figure(page, 'last-change')).toContain(', 50 out (50 unknown why), ');
  });

  it('plays sixty times as fast, pauses where it is, goes on up to now, and is live then', async () => {
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    const replay = page.getByRole('button', { name: 'Replay', exact: true });
    await page.getByRole('button', { name: '60 times as fast' }).click();
    const from = await showMs(endMs - 8 * MINUTE);
    await replay.click();
    await page.waitForFunction((ms) => {
      const time = document.querySelector('[data-figure="moment"] time');
      return Date.parse(time?.getAttribute('datetime') ?? '') > ms + 60_000;
    }, from);
    await page.getByRole('button', { name: 'Pause' }).click();
    const paused = await shownMs(page);
    await pill(page, 'replay');
    await page.waitForTimeout(400); // four times as long as a step of the replay
    expect(await shownMs(page)).toBe(paused);

    await replay.click();
    await replay.waitFor(); // it was Pause
    expect(await shownMs(page)).toBe(null);
    expect(await page.locator('.pill.replay').count()).toBe(0);
  });
});
