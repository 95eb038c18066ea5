import { chromium, type Browser } from 'playwright-core';
import { inject } from 'vitest';

/** The browser of all test files; closing it here closes what this file opened in it. */
export const openBrowser = (): Promise<Browser> => chromium.connect(inject('browser'));
