import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { violations } from '../../support/axe.ts';
import { hasBrowser } from '../../support/browser.ts';
import { openBrowser } from '../../support/open-browser.ts';
import { everything, fixedHistory, heldUp, minedBlocks } from '../../support/live-port.ts';
import { buildPage } from '../../support/page-build.ts';
import { sidewaysPx } from '../../support/sideways.ts';
import { openStage, pill, timeNow, type Stage } from '../../support/stage.ts';

const widths = [390, 1020, 1440] as const;
const themes = ['light', 'dark'] as const;

/** Few rows, since every cell is measured; one stretch of heights is missing. */
const history = fixedHistory(minedBlocks([905_135, 905_138], timeNow()));

describe.skipIf(!hasBrowser).each(themes)('the page in %s', (theme) => {
  let browser: Browser;
  let stage: Stage;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    stage = await openStage(browser, await buildPage(), history);
    page = await stage.open(theme, 1440, true);
    await pill(page, 'live');
    await page.locator('tr.missing').first().waitFor();
  });
  afterAll(async () => {
    await stage?.close();
    await browser?.close();
  });
  beforeEach(() => stage.live.set(everything(timeNow())));

  it('is walked through by keyboard alone, in the order of the panels, and shows where the focus is', async () => {
    const focused = () =>
      page.evaluate(() => {
        const element = document.activeElement ?? document.body;
        const name = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';
        const area = element.closest('.slot')?.className.replace('slot ', '') ?? '';
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return { name, area, isSeen: outlineStyle !== 'none' && outlineWidth !== '0px' };
      });
    const stops: Array<Awaited<ReturnType<typeof focused>>> = [];
    do {
      await page.keyboard.press('Tab');
      stops.push(await focused());
    } while (stops.at(-1)?.name !== '/api/state' && stops.length < 80);

    expect(stops.at(0)?.name).toBe('Skip to the next block');
    expect(stops.at(-1)?.name).toBe('/api/state');
    expect(stops.filter(({ isSeen }) => !isSeen)).toEqual([]);
    const areas = stops.map(({ area }) => area).filter((area) => area !== '');
    const inOrder = [...new Set(areas)];
    expect(areas).toEqual([...areas].sort((a, b) => inOrder.indexOf(a) - inOrder.indexOf(b)));
    expect(inOrder.slice(0, 2)).toEqual(['top', 'tiles']);
    expect(inOrder.at(-1)).toBe('pipeline');
  });

  it.each(widths)(
    'has no accessibility violation and no sideways scrolling at %i px, live and in trouble',
    async (width) => {
      await page.setViewportSize({ width, height: 900 });
      await pill(page, 'live');
      await expect.poll(() => sidewaysPx(page)).toBe(0);
      expect(await violations(page)).toEqual([]);

      stage.live.set({
        openGap: { cause: 'audit', since: timeNow() },
        counts: { ...everything(timeNow()).counts, gaps: 1 },
        delivery: heldUp,
        warehouse: {
          ...everything(timeNow()).warehouse,
          status: 'failed',
          message: 'no space left',
        },
      });
      const file = `/var/lib/${'mainnet_'.repeat(24)}.ndjson`; // nowhere to break a line
      stage.live.setSource({ origin: 'simulated', notice: `Simulated data after ${file}.` });
      await pill(page, 'gap');
      await expect.poll(() => sidewaysPx(page)).toBe(0);
      // the parts that look different in trouble
      expect(await violations(page, ['header', '.slot.tiles', '.pipeline'])).toEqual([]);
      expect(stage.complaints).toEqual([]);
    },
  );

  it('leads past the header, and from a trouble to where it is told, without a mouse', async () => {
    stage.live.set({ counts: { ...everything(timeNow()).counts, gaps: 1 } });
    await page.reload(); // the focus is at the beginning
    await page.locator('nav.troubles').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);

    await page.locator('nav.troubles a').focus();
    await page.keyboard.press('Enter');
    const isReached = () => document.activeElement?.id === 'pipeline-sequence';
    await page.waitForFunction(isReached);
    await page.getByRole('button', { name: /^Colours/ }).focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('html').getAttribute('data-theme')).toBe('light');
  });
});
