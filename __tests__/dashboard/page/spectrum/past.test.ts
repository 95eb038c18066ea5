import * as E from 'fp-ts/lib/Either.js';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  MinutesWanted,
  NextBlockHistory,
  NextBlockMinutes,
} from '../../../../dashboard/server/next-block-history.ts';
import { hasBrowser } from '../../../support/browser.ts';
import { openBrowser } from '../../../support/open-browser.ts';
import { fixedHistory } from '../../../support/live-port.ts';
import { deltaEvent, sampleRow, sampleRows, randomOf } from '../../../support/next-block-rows.ts';
import { buildPage } from '../../../support/page-build.ts';
import { halfHourUntil } from '../../../support/spectrum/half-hour.ts';
import {
  openWithPast,
  scrubber,
  shownTransactions,
  valueText,
} from '../../../support/spectrum/open.ts';
import {
  countPainting,
  painted,
  partOf,
  shareOfColour,
} from '../../../support/spectrum/picture.ts';
import { openStage, timeNow, type Stage } from '../../../support/stage.ts';

const MINUTE = 60_000;
const rows = sampleRows(40, 9);
const totals = {
  transactions: 40,
  feeSats: 1,
  weight: 4,
  lowestRate: Math.min(...rows.map(({ rate }) => rate)),
  medianRate: 2,
};

/** A storage that a test tells what to say, and that remembers what it was asked. */
const storage = () => {
  const asked: number[] = [];
  const wanted: MinutesWanted[] = [];
  type Answer = Awaited<ReturnType<NextBlockHistory['at']>>;
  const usual: Answer = E.right({ level: 'verified', sequence: 7, totals, rows });
  let answer = usual;
  let minutesFail: string | null = null;
  let answersAfterMs = 0;
  const soon = <A>(what: A): Promise<A> =>
    new Promise((resolve) => setTimeout(resolve, answersAfterMs, what));
  const point = (atMs: number, index: number): NextBlockMinutes => {
    const isUnknown = index % 60 < 10;
    const known = (rate: number): number | null => (isUnknown ? null : rate);
    return {
      at: new Date(atMs).toISOString(),
      minutes: 1,
      unknownMinutes: isUnknown ? 1 : 0,
      cause: isUnknown ? 'socket' : null,
      isVerified: !isUnknown,
      lowestRate: known(1),
      p10Rate: known(2),
      medianRate: known(4),
      p90Rate: known(20),
      vsizeVbytes: known(990_000),
    };
  };
  const history: NextBlockHistory = {
    at: (atMs) => {
      asked.push(atMs);
      return soon(answer);
    },
    minutes: (asks) => {
      wanted.push(asks);
      if (minutesFail !== null)
        return Promise.resolve(E.left({ tag: 'failed', message: minutesFail }));
      const count = (asks.toMs - asks.fromMs) / (asks.stepMinutes * MINUTE);
      return soon(
        E.right(
          Array.from({ length: count }, (_, index) =>
            point(asks.fromMs + index * asks.stepMinutes * MINUTE, index),
          ),
        ),
      );
    },
  };
  return {
    history,
    asked,
    wanted,
    say: (next: Answer) => (answer = next),
    answerAfter: (ms: number) => (answersAfterMs = ms),
    failMinutes: (sentence: string | null) => (minutesFail = sentence),
    forget: () => {
      asked.length = 0;
      wanted.length = 0;
      answer = usual;
      minutesFail = null;
      answersAfterMs = 0;
    },
  };
};

describe.skipIf(!hasBrowser)('the past on the page', () => {
  let browser: Browser;
  let stage: Stage;
  let page: Page;
  let endMs: number;
  const tables = storage();

  beforeAll(async () => {
    browser = await openBrowser();
    const distDir = await buildPage();
    stage = await openStage(browser, distDir, fixedHistory([]), undefined, tables.history);
    endMs = Date.now();
    for (const event of halfHourUntil(endMs).events) stage.live.tellNextBlock(event);
    page = await openWithPast(stage, 'light', 1440, true, (before) =>
      before.addInitScript(countPainting),
    );
  });
  afterAll(async () => {
    await stage?.close();
    await browser?.close();
  });
  beforeEach(async () => {
    tables.forget();
    stage.live.setSource({ lastFrameAt: timeNow() });
    const back = page.getByRole('button', { name: 'Back to live' });
    if (await back.isEnabled()) await back.click();
  });

  const range = (name: string) =>
    page
      .getByRole('region', { name: 'Fee spectrum', exact: true })
      .getByRole('button', { name, exact: true });
  const trouble = (of = page) => of.locator('.fee-spectrum .trouble');

  it('is hatched where it was not known and nowhere else, and painted a column at a time', async () => {
    // columns of four seconds at either end may or may not belong to it
    const gap = await partOf(page, endMs - 18 * MINUTE + 4000, endMs - 16.5 * MINUTE - 4000);
    await expect.poll(() => shareOfColour(page, '--warn', gap)).toBeGreaterThan(0.1);
    expect(
      (await shareOfColour(page, '--warn', gap)) + (await shareOfColour(page, '--gap', gap)),
    ).toBeGreaterThan(0.6);
    for (const [from, to] of [
      [25, 18.2],
      [16.3, 0.2],
      [29.9, 26.2],
    ] as const) {
      const part = await partOf(page, endMs - from * MINUTE, endMs - to * MINUTE);
      expect(await shareOfColour(page, '--warn', part)).toBe(0);
    }
    const before = await painted(page);
    stage.live.tellNextBlock(deltaEvent(timeNow(), { added: [sampleRow(randomOf(3))] }));
    await expect.poll(async () => (await painted(page)).columns).toBeGreaterThan(before.columns);
    await page.waitForTimeout(2000);
    const after = await painted(page);
    // the one that changed, and with each that began meanwhile the one before it: not the 390 that stand
    expect(after.columns - before.columns).toBeLessThan(40);
    // a message, and a column each four seconds: not one frame after another
    expect(after.frames - before.frames).toBeLessThan(20);
  });

  it('fails alone when what came before can’t be read, and is there after another try', async () => {
    const other = await stage.open('light', 1440, true, async (before) => {
      await before.route('**/api/next-block/recent', (route) =>
        route.fulfill({ status: 500, json: { error: 'the ring is broken' } }),
      );
    });
    await trouble(other).waitFor();
    expect(await trouble(other).textContent()).toContain('the ring is broken');
    expect(await other.locator('.card.failed').count()).toBe(0);
    expect(await valueText(other)).toMatch(/^live, lowest rate/);
    await other.unroute('**/api/next-block/recent');
    await other.getByRole('button', { name: 'Try again' }).first().click();
    await other.locator('.fee-spectrum[data-earlier="there"]').waitFor();
    expect(await trouble(other).count()).toBe(0);
    const gap = await partOf(other, endMs - 18 * MINUTE + 4000, endMs - 16.5 * MINUTE - 4000);
    await expect.poll(() => shareOfColour(other, '--warn', gap)).toBeGreaterThan(0.1);
  });

  it('goes back for hours by storage: minutes drawn, moments asked for seldom, the last one shown', async () => {
    await range('24 hours').click();
    await expect.poll(() => tables.wanted.length).toBe(1);
    expect(tables.wanted[0]).toMatchObject({ stepMinutes: 2 });
    await expect
      .poll(() => shareOfColour(page, '--warn', { from: 0, to: 1 }))
      .toBeGreaterThan(0.02);
    await scrubber(page).focus();
    const startedMs = performance.now();
    for (let presses = 0; presses < 40; presses += 1) await page.keyboard.press('PageDown');
    const seconds = (performance.now() - startedMs) / 1000;
    await expect.poll(() => valueText(page)).toContain(', verified');
    expect(tables.asked.length).toBeLessThanOrEqual(Math.ceil(seconds * 4) + 3);
    const shown = await page.locator('[data-figure="moment"] time').getAttribute('datetime');
    expect(new Date(tables.asked.at(-1) ?? 0).toISOString()).toBe(shown);
    expect((await shownTransactions(page)).length).toBe(40);
  });

  it('names the moment that its figures are of, not the one that storage is still being asked for', async () => {
    const other = await openWithPast(stage);
    await other.getByRole('button', { name: '6 hours', exact: true }).click();
    const title = () => other.locator('#now-title').textContent();
    await scrubber(other).focus();
    await other.keyboard.press('Home');
    await expect.poll(() => valueText(other)).toContain(', verified');
    const found = await title();
    expect(found).toMatch(/^At /);
    tables.answerAfter(4000);
    await other.keyboard.press('PageUp');
    await expect.poll(() => valueText(other)).toContain('storage is being asked');
    expect(await title()).toBe(found);
    expect(await other.locator('.as-of').textContent()).toContain(found?.slice(3));
    expect(await other.locator('.detail').textContent()).toContain(found?.slice(3));
    await expect.poll(() => valueText(other)).toContain(', verified');
    expect(await title()).not.toBe(found);
  });

  it('never shows a picture of what is not known: it says why, and asks again when told to', async () => {
    await range('6 hours').click();
    await scrubber(page).focus();
    tables.say(E.right({ level: 'unknown', cause: 'socket' }));
    for (let presses = 0; presses < 8; presses += 1) await page.keyboard.press('PageDown');
    await expect
      .poll(() => valueText(page))
      .toContain('not known: the connection to the source broke');
    expect(await page.locator('.veil.words').textContent()).toBe(
      'What was then is not known: the connection to the source broke',
    );
    tables.say(E.left({ tag: 'busy', message: 'The tables are in use; try again in a moment.' }));
    await page.keyboard.press('PageDown');
    await trouble().waitFor();
    expect(await trouble().textContent()).toContain('The tables are in use');
    tables.say(E.right({ level: 'contiguous', sequence: 7, totals, rows }));
    await trouble().getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => valueText(page)).toContain(', contiguous');
    expect(await trouble().count()).toBe(0);
    expect((await shownTransactions(page)).length).toBe(40);
  });

  it('shows one moment after another while older hours are played, though each takes storage a while', async () => {
    tables.answerAfter(150);
    const other = await openWithPast(stage);
    await other.getByRole('button', { name: '6 hours', exact: true }).click();
    await other.getByRole('button', { name: '60 times as fast' }).click();
    await other.getByRole('button', { name: 'Replay', exact: true }).click();
    const shown = new Set<string>();
    await expect
      .poll(async () => {
        const words = await valueText(other);
        if (words.includes(', verified')) shown.add(words);
        return shown.size;
      })
      .toBeGreaterThan(3);
    expect(await other.getByRole('button', { name: 'Pause' }).count()).toBe(1);
  });

  it('draws older hours that were left before their first answer came, and chosen again', async () => {
    tables.answerAfter(500);
    const other = await openWithPast(stage);
    const choose = (name: string) => other.getByRole('button', { name, exact: true }).click();
    const answered = other.waitForResponse(/\/next-block\/minutes/);
    await choose('6 hours');
    await choose('30 minutes');
    await answered;
    await choose('6 hours');
    await expect
      .poll(() => shareOfColour(other, '--warn', { from: 0, to: 1 }))
      .toBeGreaterThan(0.02);
  });

  it('says that older hours can’t be read, and tries again', async () => {
    await page.setViewportSize({ width: 390, height: 900 });
    tables.failMinutes('the tables are not built yet.');
    await range('48 hours').click();
    await trouble().waitFor();
    expect(await trouble().textContent()).toContain('the tables are not built yet.');
    tables.failMinutes(null);
    await trouble().getByRole('button', { name: 'Try again' }).click();
    await expect
      .poll(() => shareOfColour(page, '--warn', { from: 0, to: 1 }))
      .toBeGreaterThan(0.02);
    expect(await trouble().count()).toBe(0);
    await range('30 minutes').click();
    const gap = await partOf(page, endMs - 18 * MINUTE + 4000, endMs - 16.5 * MINUTE - 4000);
    await expect.poll(() => shareOfColour(page, '--warn', gap)).toBeGreaterThan(0.1);
  });
});
