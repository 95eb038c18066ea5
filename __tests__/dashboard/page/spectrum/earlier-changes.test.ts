import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasBrowser } from '../../../support/browser.ts';
import { openBrowser } from '../../../support/open-browser.ts';
import { fixedHistory } from '../../../support/live-port.ts';
import { deltaEvent, sampleRows, snapshotEvent } from '../../../support/next-block-rows.ts';
import { buildPage } from '../../../support/page-build.ts';
import { openWithPast } from '../../../support/spectrum/open.ts';
import { openStage, type Stage } from '../../../support/stage.ts';

const rows = sampleRows(60, 3);
const fresh = sampleRows(8, 4);

describe.skipIf(!hasBrowser)('a page that was opened a moment ago', () => {
  let browser: Browser;
  let stage: Stage;

  beforeAll(async () => {
    browser = await openBrowser();
    stage = await openStage(browser, await buildPage(), fixedHistory([]));
  });
  afterAll(async () => {
    await stage?.close();
    await browser?.close();
  });

  const vbytesOf = (all: ReadonlyArray<{ readonly vsizeVbytes: number }>): number =>
    all.reduce((sum, { vsizeVbytes }) => sum + vsizeVbytes, 0);

  it('shows what changed in the last 150 s, hatched where that was not known, and goes on from there', async () => {
    const nowMs = Date.now();
    const at = (secondsAgo: number): string => new Date(nowMs - 1000 * secondsAgo).toISOString();
    const swap = (index: number) => ({
      removed: [[rows[index]?.txid ?? '', 'replaced'] as const],
      added: fresh.slice(index, index + 1),
    });
    stage.live.tellNextBlock(snapshotEvent(rows, at(400)));
    stage.live.tellNextBlock(deltaEvent(at(300), swap(0))); // too long ago for a bar
    stage.live.tellNextBlock(deltaEvent(at(90), swap(1)));
    const [level, cause] = ['unknown', 'sequence'] as const;
    stage.live.tellNextBlock({ tag: 'standing', level, cause, at: at(80) });
    stage.live.tellNextBlock({ tag: 'standing', level: 'verified', cause: null, at: at(60) });
    stage.live.tellNextBlock(deltaEvent(at(40), swap(2)));

    const page = await openWithPast(stage);
    const bars = (name: string) => page.locator(`.pulse .${name}[height]:not([height="0"])`);
    await bars('came').nth(1).waitFor({ state: 'attached' });
    expect(await bars('came').count()).toBe(2);
    expect(await bars('left').count()).toBe(2);
    const hatched = await page.locator('.pulse .unknown').count();
    expect(hatched).toBeGreaterThanOrEqual(10); // 20 s, 2 s each
    expect(hatched).toBeLessThanOrEqual(11);
    expect(await page.locator('.sentences li').count()).toBe(3);

    stage.live.tellNextBlock(deltaEvent(new Date().toISOString(), swap(3)));
    await page.locator('.sentences li').nth(3).waitFor();
    const table = page.locator('.changed .as-table');
    await table.locator('summary').press('Enter');
    const column = (index: number) =>
      table
        .locator('tbody tr')
        .evaluateAll(
          (lines, cell) => lines.map((line) => line.querySelectorAll('td')[cell]?.textContent),
          index,
        );
    const told = (all: ReadonlyArray<{ readonly vsizeVbytes: number }>): ReadonlyArray<string> =>
      [1, 2, 3].map((index) => String(vbytesOf(all.slice(index, index + 1))));
    const plain = (cells: ReadonlyArray<string | null | undefined>) =>
      cells.map((cell) => cell?.replaceAll(',', ''));
    expect(plain(await column(1))).toEqual(told(fresh));
    expect(plain(await column(3))).toEqual(told(rows));
    expect(stage.complaints).toEqual([]);
  });

  it('keeps what came while it asked for what was before, though the clock was set back meanwhile', async () => {
    const other = await openStage(browser, await buildPage(), fixedHistory([]));
    const nowMs = Date.now();
    const at = (secondsAgo: number): string => new Date(nowMs - 1000 * secondsAgo).toISOString();
    other.live.tellNextBlock(snapshotEvent(rows, at(60)));
    other.live.tellNextBlock(deltaEvent(at(20), { added: fresh.slice(0, 1) }));
    const page = await openWithPast(other, 'light', 1440, true, (before) =>
      before.route('**/api/next-block/recent', async (route) => {
        const response = await route.fetch();
        other.live.tellNextBlock(deltaEvent(at(30), { added: fresh.slice(1, 2) }));
        await before.locator('.sentences li').first().waitFor();
        await route.fulfill({ response });
      }),
    );
    expect(await page.locator('.sentences li').count()).toBe(2);
    expect(other.complaints).toEqual([]);
    await other.close();
  });
});
