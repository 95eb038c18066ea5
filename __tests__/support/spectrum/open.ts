import type { Page } from 'playwright-core';
import type { NextBlockRow } from '../../../dashboard/server/ports.ts';
import { downloaded } from '../downloaded.ts';
import type { Stage } from '../stage.ts';
import type { HalfHour } from './half-hour.ts';

/** The scrubber of a page, as a reader of a test sees it. */
export const scrubber = (page: Page) => page.getByRole('slider', { name: 'Moment shown' });

export const valueText = async (page: Page): Promise<string> =>
  (await scrubber(page).getAttribute('aria-valuetext')) ?? '';

/** The past moment that is shown; null: now. */
export const shownMs = async (page: Page): Promise<number | null> => {
  const time = page.locator('[data-figure="moment"] time');
  return (await time.count()) === 0
    ? null
    : Date.parse((await time.getAttribute('datetime')) ?? '');
};

/** A page that has read what came before it. */
export const openWithPast = async (
  stage: Stage,
  ...how: Parameters<Stage['open']>
): Promise<Page> => {
  const page = await stage.open(...how);
  await scrubber(page).waitFor();
  await page.locator('.fee-spectrum[data-earlier="there"]').waitFor();
  return page;
};

/** What the told session held at a moment. */
export const heldAt = (
  { moments }: HalfHour,
  ms: number,
): ReadonlyMap<string, NextBlockRow> | null =>
  moments.findLast(({ atMs }) => atMs <= ms)?.rows ?? null;

/** The transactions of the picture that is shown, from its table as a file: txid, rate, fee, vsize, in its order. */
export const shownTransactions = async (page: Page): Promise<ReadonlyArray<string>> => {
  const table = page.locator('.slot.tiles details.as-table');
  await table.locator('summary').click();
  const downloading = page.waitForEvent('download');
  await table.getByRole('button', { name: /^Download CSV/ }).click();
  const file = await downloaded(await downloading);
  await table.locator('summary').click();
  const [, ...lines] = file.trimEnd().split('\r\n');
  return lines.map((line) => line.split(',').slice(0, 4).join(','));
};

/** The same of rows that a test knows. */
export const asListed = (rows: ReadonlyMap<string, NextBlockRow>): ReadonlyArray<string> =>
  [...rows.values()]
    .sort((a, b) => b.rate - a.rate || (a.txid < b.txid ? -1 : 1))
    .map(({ txid, rate, feeSats, vsizeVbytes }) => [txid, rate, feeSats, vsizeVbytes].join(','));
