import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasBrowser } from '../../support/browser.ts';
import { openBrowser } from '../../support/open-browser.ts';
import {
  beforeAnything,
  everything,
  fixedHistory,
  full,
  heldUp,
  minedBlocks,
} from '../../support/live-port.ts';
import { buildPage } from '../../support/page-build.ts';
import { figure, openStage, pill, timeNow, type Stage } from '../../support/stage.ts';

/** Blocks of the warehouse below the two that `everything` saw live; three heights are missing. */
const history = fixedHistory(
  minedBlocks(
    Array.from({ length: 60 }, (_, index) => 905_083 + index).filter(
      (height) => height < 905_100 || height > 905_102,
    ),
    new Date(Date.now() - 900_000).toISOString(),
  ),
);

const notice = 'Simulated data: mempool.space can’t be reached, so these figures are made up.';

describe.skipIf(!hasBrowser)('the page', () => {
  let browser: Browser;
  let stage: Stage;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
    stage = await openStage(browser, await buildPage(), history);
    page = await stage.open();
  });
  afterAll(async () => {
    await stage?.close();
    await browser?.close();
  });
  beforeEach(async () => {
    stage.live.set(everything(timeNow()));
    await pill(page, 'live');
  });

  it.each([
    ['ahead of', 600_000],
    ['behind', -600_000],
  ])(
    'tells ages by the program’s clock where the browser’s is ten minutes %s it',
    async (_, aheadMs) => {
      const other = await stage.open('light', 1440, true, (before) =>
        before.clock.setSystemTime(Date.now() + aheadMs),
      );
      stage.live.set(everything(timeNow()));
      await pill(other, 'live');
      await other.locator('.price', { hasText: /\b3 min ago/ }).waitFor();
    },
  );

  it('shows the figures that were sent, and the next ones without a reload', async () => {
    expect(await figure(page, 'lowest-rate')).toBe('1.21');
    expect(await figure(page, 'median-rate')).toBe('2.87');
    expect(await figure(page, 'fees')).toBe('0.0753');
    expect(await figure(page, 'fee-sats')).toBe('7,533,810 sats');
    expect(await figure(page, 'transactions')).toBe('3,412');
    expect(await figure(page, 'vsize')).toBe('997,945');
    expect(await figure(page, 'fill')).toBe('99.8 %');
    expect(await page.locator('.trust').textContent()).toContain('Verified');
    expect(await page.locator('.freshness').textContent()).toContain('sequence 80026');
    expect(await figure(page, 'USD')).toBe('98,145');
    expect(await figure(page, 'JPY')).toBe('14,819,893');
    const yen = page.locator('[data-figure="JPY"]');
    expect(await yen.evaluate((cell) => cell.scrollWidth - cell.clientWidth)).toBe(0); // else it lies below its change
    expect(await figure(page, 'framesIn')).toBe('12,806');
    expect(await page.locator('.tables').textContent()).toContain('gold.block_statistics143');

    const { nextBlock } = everything(timeNow());
    if (nextBlock === null) throw new Error('everything has a next block');
    stage.live.set({
      nextBlock: {
        ...nextBlock,
        level: 'contiguous',
        sequence: 80_027,
        transactions: 3_413,
        feeSats: 7_600_000,
        lastChange: null,
      },
    });
    await page.locator('.freshness', { hasText: 'sequence 80027' }).waitFor();
    expect(await figure(page, 'transactions')).toBe('3,413');
    expect(await figure(page, 'fees')).toBe('0.0760');
    expect(await page.locator('.trust').textContent()).toContain('Contiguous');
    expect(stage.complaints).toEqual([]);
  });

  it('says "no price" for a currency without one, whether it is null, -1 or absent', async () => {
    const { conversions } = everything(timeNow());
    const { GBP: _, ...prices } = conversions?.prices ?? {};
    stage.live.set({ conversions: { quotedAt: null, observedAt: timeNow(), prices } });
    await page.getByText('The source has never had a price').waitFor();
    for (const code of ['CHF', 'AUD', 'GBP']) expect(await figure(page, code)).toBe('no price');
    expect(await figure(page, 'EUR')).toBe('84,405');
  });

  it('lists blocks of the warehouse and of the socket, and names the heights it lacks', async () => {
    await page.locator('tr[data-height="905083"]').waitFor({ state: 'attached' });
    const heights = await page
      .locator('tbody tr[data-height]')
      .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-height'))));
    expect(heights.length).toBe(59);
    expect(heights[0]).toBe(905_144);
    expect(heights).not.toContain(905_101);
    expect(await page.locator('tr.missing').textContent()).toBe('905,100 to 905,102 not known yet');
    await page.locator('[data-chart="fees"] canvas').waitFor();

    const [next] = minedBlocks([905_145], timeNow());
    if (next === undefined) throw new Error('one height makes one block');
    const pool = '<img src=x onerror="document.title=1">';
    stage.live.set({ blocks: [...everything(timeNow()).blocks, { ...next, pool }] });
    const row = page.locator('tr[data-height="905145"]');
    await row.waitFor();
    expect(await row.locator('.pool').textContent()).toBe(pool);
    expect(await page.title()).toBe('bitcoin-pipeline');
    expect(stage.complaints).toEqual([]);
  });

  it('enters and leaves each state without a reload', async () => {
    stage.live.set(beforeAnything);
    await pill(page, 'connecting');
    expect(await figure(page, 'lowest-rate')).toBe('–');
    await page.getByText('Tables are being built; until then, blocks seen live').waitFor();

    stage.live.set(everything(timeNow()));
    await pill(page, 'live');
    expect(await page.locator('.as-of').count()).toBe(0);

    stage.live.set({ openGap: { cause: 'sequence', since: timeNow() } });
    await pill(page, 'gap');
    await page.getByText('Not known: a message of the source was missed.').waitFor();
    await page.locator('.as-of').waitFor();
    expect(await page.locator('.next.old').count()).toBe(1);

    stage.live.set({ openGap: null });
    await pill(page, 'live');
    stage.live.setSource({ lastFrameAt: new Date(Date.now() - 40_000).toISOString() });
    await pill(page, 'stale');
    stage.live.setSource({ connection: 'closed', fault: 'the address is not known' });
    await pill(page, 'source-down');
    expect(await figure(page, 'source-fault')).toBe('the address is not known');
    expect(await page.locator('#pipeline-source .condition').textContent()).toBe('Not connected');
    stage.live.setSource({ connection: 'connecting', fault: null });
    await pill(page, 'connecting');
    stage.live.setSource({
      connection: 'open',
      lastFrameAt: timeNow(),
      origin: 'simulated',
      notice,
    });
    await pill(page, 'simulated');
    expect(await page.getByRole('note').textContent()).toBe(notice);
    stage.live.set({ openGap: { cause: 'socket', since: timeNow() } });
    await pill(page, 'gap');
    expect(await page.getByRole('note').textContent()).toBe(notice);
    stage.live.set({ openGap: null });
    stage.live.setSource({
      origin: 'recording',
      notice: null,
      lastFrameAt: '2026-03-01T10:00:00.000Z',
    });
    await pill(page, 'recording');
    expect(await page.getByRole('note').count()).toBe(0);
    stage.live.setSource({ connection: 'closed' });
    await page.locator('.pill', { hasText: 'Recording ended' }).waitFor();
    expect(stage.complaints).toEqual([]);
  });

  it('tells why a build failed, and quarantine and gaps as trouble', async () => {
    stage.live.set({
      counts: {
        ...everything(timeNow()).counts,
        quarantined: 3,
        quarantinedBy: { 'not-json': 1, 'wrong-shape': 2 },
      },
      warehouse: {
        ...everything(timeNow()).warehouse,
        status: 'failed',
        message: 'the test unique_blocks_height failed',
      },
    });
    await page.locator('nav.troubles').waitFor();
    expect(await figure(page, 'quarantined')).toBe('3');
    expect(await page.locator('#pipeline-validate .below').first().textContent()).toBe(
      'wrong-shape 2, not-json 1',
    );
    const links = page.locator('nav.troubles a');
    expect(await links.allTextContents()).toEqual(['3 quarantined', 'last build failed']);
    await links.last().click();
    expect(await page.evaluate(() => location.hash)).toBe('#pipeline-warehouse');
    const build = await figure(page, 'warehouse');
    expect(build).toContain('The last build failed');
    expect(build).toContain('the test unique_blocks_height failed');
  });

  it('tells how far delivery is, what holds it up, and when the store is full or the disk blocked', async () => {
    expect(await figure(page, 'lines-in')).toBe('18,442');
    expect(await figure(page, 'lines-delivered')).toBe('18,437');
    expect(await figure(page, 'spool')).toBe('6.0 MiB');
    expect(await figure(page, 'lag')).toBe('1.4 s');
    expect(await figure(page, 'put-failures')).toBe('0');
    expect(await figure(page, 'files')).toBe('214');
    expect(await figure(page, 'bytes')).toBe('45.0 MiB');
    expect(await figure(page, 'delivery')).toContain('on its way to the lake');

    stage.live.set({ delivery: heldUp });
    await page.locator('#pipeline-store.warn').waitFor();
    expect(await figure(page, 'put-failures')).toBe('1,247');
    expect(await figure(page, 'lag')).toBe('41 min');
    expect(await page.locator('#pipeline-store dl').textContent()).toContain(
      'throttled 1,204, access-denied 41, timeout 2',
    );
    expect(await figure(page, 'delivery')).toContain('block-metadata: Firehose stream');
    await pill(page, 'live');
    expect(await page.locator('nav.troubles').textContent()).toBe('2 streams held up');

    stage.live.set({ delivery: full });
    await pill(page, 'spool-full');
    expect(await page.locator('.next.old').count()).toBe(1);
    expect(await figure(page, 'delivery')).toContain('The local store is full');

    const message = 'spool/1: the disk is full';
    stage.live.set({ delivery: { ...full, heldUp: [], spool: 'blocked', message } });
    await pill(page, 'spool-blocked');
    expect(await figure(page, 'delivery')).toContain(`counted as a gap${message}`);
    expect(await page.locator('.next.old').count()).toBe(1);

    stage.live.set({ delivery: everything(timeNow()).delivery });
    await pill(page, 'live');
    expect(stage.complaints).toEqual([]);
  });

  it('does not move under the reader while data arrives', async () => {
    stage.live.set(beforeAnything);
    await page.reload();
    await pill(page, 'connecting');
    await page.evaluate(() => {
      const shifts: number[] = [];
      Object.assign(window, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          shifts.push((entry as PerformanceEntry & { readonly value: number }).value);
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    stage.live.set(everything(timeNow()));
    await pill(page, 'live');
    stage.live.set({ openGap: { cause: 'sequence', since: timeNow() } });
    await pill(page, 'gap');
    await page.waitForTimeout(300);
    const shifted = await page.evaluate(() =>
      (window as Window & { readonly shifts?: ReadonlyArray<number> }).shifts?.reduce(
        (sum, value) => sum + value,
        0,
      ),
    );
    expect(shifted).toBeLessThan(0.01); // 0.1 is what browsers call good
  });

  it('says that it is cut off when the program ends, and goes on when it is back', async () => {
    await stage.stopServing();
    await pill(page, 'page-cut');
    stage.live.set(everything(timeNow()));
    await stage.serveAgain();
    await pill(page, 'live');
    // the browser itself reports the connection that was refused meanwhile
    expect(stage.complaints.filter((line) => !line.includes('ERR_CONNECTION_REFUSED'))).toEqual([]);
  });
});
