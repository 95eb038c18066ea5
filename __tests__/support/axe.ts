import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds wrong with a page, or with parts of it. Its code is put into the page once. */
export const violations = async (
  page: Page,
  within: ReadonlyArray<string> = ['html'],
): Promise<ReadonlyArray<string>> => {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async (include) => {
      const { axe: there } = window as unknown as { readonly axe: typeof axe };
      const { violations: found } = await there.run({ include }, { resultTypes: ['violations'] });
      return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    },
    within.map((part) => [part]),
  );
};
