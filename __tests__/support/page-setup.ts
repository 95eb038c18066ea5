import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { hasBrowser, launchOptions } from './browser.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the browser of all test files is reached. */
    readonly browser: string;
  }
}

/** One browser for all files: starting it costs more than most of their tests. */
export default async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  if (!hasBrowser) return () => Promise.resolve();
  const server = await chromium.launchServer({ ...launchOptions, host: '127.0.0.1' });
  provide('browser', server.wsEndpoint());
  return () => server.close();
};
