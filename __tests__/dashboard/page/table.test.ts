import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violations } from '../../support/axe.ts';
import { hasBrowser } from '../../support/browser.ts';
import { downloaded } from '../../support/downloaded.ts';
import { openBrowser } from '../../support/open-browser.ts';
import { fixedHistory } from '../../support/live-port.ts';
import { openStage, type Stage } from '../../support/stage.ts';
import { buildTablePage } from '../../support/table-page/build.ts';

describe.skipIf(!hasBrowser)('a chart as a table', () => {
  let browser: Browser;
  let distDir: string;
  let stage: Stage;

  beforeAll(async () => {
    distDir = await buildTablePage();
    browser = await openBrowser();
    stage = await openStage(browser, distDir, fixedHistory([]));
  });
  afterAll(async () => {
    await stage?.close();
    await browser?.close();
  });

  it('is drawn when it is opened, by keyboard too, a hundred rows at a time', async () => {
    const page = await stage.open();
    expect(await page.locator('table').count()).toBe(0);
    await page.locator('summary').press('Enter');
    await page.locator('table').waitFor();
    expect(await page.locator('tbody tr').count()).toBe(100);
    expect(await page.locator('caption').textContent()).toBe('Fees of mined blocks');
    expect(await page.locator('thead th[scope="col"]').allTextContents()).toEqual([
      'Height',
      'Pool',
      'Fees, BTC',
    ]);
    const third = page.locator('tbody tr').nth(2);
    expect(await third.locator('th[scope="row"]').textContent()).toBe('905002');
    expect(await third.locator('td').allTextContents()).toEqual(['not told', '0.02']);
    await page.getByRole('button', { name: 'Next rows' }).click();
    await page.getByRole('button', { name: 'Next rows' }).click();
    await page.getByText('Rows 201 to 230 of 230').waitFor();
    expect(await page.locator('tbody tr').count()).toBe(30);
    expect(await page.getByRole('button', { name: 'Next rows' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Previous rows' }).click();
    await page.getByText('Rows 101 to 200 of 230').waitFor();
  });

  it('is saved whole as CSV, a pool’s name never as a formula', async () => {
    const page = await stage.open();
    await page.locator('summary').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download CSV: Fees of mined blocks' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('fees.csv');
    const lines = (await downloaded(download)).split('\r\n');
    expect(lines).toHaveLength(1 + 230 + 1);
    expect(lines[0]).toBe('\u{FEFF}Height,Pool,"Fees, BTC"');
    expect(lines[1]).toBe('905000,,0');
    expect(lines[4]).toBe(`905003,"'=cmd|""/c calc""!A0",0.03`);
    expect(lines[230]).toBe('905229,,2.29');
    expect(stage.complaints).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('breaks no rule of access in %s', async (theme) => {
    const page = await stage.open(theme, 390);
    await page.locator('summary').click();
    await page.locator('table').waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect(await violations(page, ['.as-table'])).toEqual([]);
  });
});
