import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser, launchOptions } from '../../support/browser.ts';
import { everything, fixedHistory, heldUp, minedBlocks } from '../../support/live-port.ts';
import { buildPage, type PageBuild } from '../../support/page-build.ts';
import { openStage, pill, timeNow, type Stage } from '../../support/stage.ts';

const widths = [390, 1020, 1440] as const;
const themes = ['light', 'dark'] as const;

/** Few rows, since every cell is measured; one stretch of heights is missing. */
const history = fixedHistory(minedBlocks([905_135, 905_138], timeNow()));

const violations = async (
  page: Page,
  within: ReadonlyArray<string> = ['html'],
): Promise<ReadonlyArray<string>> => {
  const axe = new AxeBuilder({ page });
  for (const part of within) axe.include(part);
  const { violations: found } = await axe.analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
};

const sidewaysPx = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.skipIf(!hasBrowser).each(themes)('the page in %s', (theme) => {
  let browser: Browser;
  let built: PageBuild;
  let stage: Stage;

  beforeAll(async () => {
    built = await buildPage();
    browser = await chromium.launch(launchOptions);
  });
  afterAll(async () => {
    await browser?.close();
    await built?.remove();
  });
  beforeEach(async () => {
    stage = await openStage(browser, built.distDir, history);
  });
  afterEach(() => stage.close());

  it.each(widths)(
    'has no accessibility violation and no sideways scrolling at %i px, live and in trouble',
    async (width) => {
      const page = await stage.open(theme, width, true);
      await pill(page, 'live');
      await page.locator('tr.missing').first().waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await sidewaysPx(page)).toBe(0);

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
      stage.live.setSource({ origin: 'simulated', notice: 'Simulated data: made up here.' });
      await pill(page, 'gap');
      // the parts that look different in trouble
      expect(await violations(page, ['header', '.slot.tiles', '.pipeline'])).toEqual([]);
      expect(await sidewaysPx(page)).toBe(0);
      expect(stage.complaints).toEqual([]);
    },
  );

  it('is walked through by keyboard alone, in the order of the panels, and shows where the focus is', async () => {
    const page = await stage.open(theme, 1440, true);
    await pill(page, 'live');
    await page.locator('.slot.blocks h2').waitFor();
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

  it('leads past the header, and from a trouble to where it is told, without a mouse', async () => {
    stage.live.set({ counts: { ...everything(timeNow()).counts, gaps: 1 } });
    const page = await stage.open(theme, 1440, true);
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
