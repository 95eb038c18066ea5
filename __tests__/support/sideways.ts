import type { Page } from 'playwright-core';

/** How far a page can be pushed sideways, in CSS pixels: 0 where all of it fits. */
export const sidewaysPx = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
