import type { BrowserContext } from 'playwright-core';

/**
 * Runs a function in each page before the page's own code. What runs our TypeScript may have put calls of a helper
 * into it that keeps the names of functions; a page has none.
 */
export const addPageScript = (context: BrowserContext, script: () => void): Promise<unknown> =>
  context.addInitScript({
    content: `globalThis.__name ??= (named) => named; (${String(script)})();`,
  });
