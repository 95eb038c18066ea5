import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser, launchOptions } from '../../support/browser.ts';
import { everything, fixedHistory, full, heldUp, minedBlocks } from '../../support/live-port.ts';
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
      expect(await violations(page, ['header', '.next', '.delivery', '.pipeline'])).toEqual([]);
      expect(await sidewaysPx(page)).toBe(0);

      stage.live.set({ delivery: full });
      await pill(page, 'spool-full');
      expect(await violations(page, ['header', '.delivery'])).toEqual([]);
      expect(stage.complaints).toEqual([]);
    },
  );

  it('reaches the table of blocks and the link by keyboard, and shows where the focus is', async () => {
    const page = await stage.open(theme);
    await pill(page, 'live');
    const focused = () =>
      page.evaluate(() => {
        const element = document.activeElement;
        return {
          name: element?.className === '' ? element.textContent : element?.className,
          outline: element === null ? '' : getComputedStyle(element).outlineStyle,
        };
      });
    await page.keyboard.press('Tab');
    expect(await focused()).toEqual({ name: 'table', outline: 'solid' });
    await page.keyboard.press('Tab');
    expect(await focused()).toMatchObject({ name: '/api/state' });
  });
});
