import * as E from 'fp-ts/lib/Either.js';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startDashboard, type Dashboard } from '../../dashboard/server/index.ts';
import { noHistory, type NextBlockHistory } from '../../dashboard/server/next-block-history.ts';
import type { HistoryPort } from '../../dashboard/server/ports.ts';
import type { QueryPort } from '../../warehouse/query-port.ts';
import { emptyTables } from './history-tables.ts';
import { drivenPort, everything, type DrivenPort } from './live-port.ts';

type Theme = 'light' | 'dark';

/** For what a page does at once when the machine has time for it. */
export const PATIENCE_MS = 90_000;

/** A dashboard on ports that a test drives, and a browser page that looks at it. */
export interface Stage {
  readonly live: DrivenPort;
  /** What went wrong in the page: errors, warnings, refused by the policy, asked of somebody else. */
  readonly complaints: ReadonlyArray<string>;
  /** `before`: what is to be done with the page before it asks for anything. */
  readonly open: (
    theme?: Theme,
    width?: number,
    lessMotion?: boolean,
    before?: (page: Page) => Promise<unknown>,
  ) => Promise<Page>;
  readonly url: () => string;
  /** Event streams that the dashboard has open. */
  readonly readers: () => number;
  /** Ends the dashboard as if its program had ended. */
  readonly stopServing: () => Promise<void>;
  /** Serves again on the same port. */
  readonly serveAgain: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export const timeNow = (): string => new Date().toISOString();

/** The text of a figure by its name. */
export const figure = (page: Page, name: string): Promise<string | null> =>
  page.locator(`[data-figure="${name}"]`).textContent();

/** Waits until the status pill shows a state. */
export const pill = (page: Page, name: string): Promise<void> =>
  page.locator(`.pill.${name}`).waitFor();

const watch = (page: Page, url: string, complain: (words: string) => void): void => {
  page.on('pageerror', (error) => complain(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complain(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) complain(`asked ${request.url()}`);
  });
};

const nothing = (): Promise<void> => Promise.resolve();

export const openStage = async (
  browser: Browser,
  distDir: string,
  history: HistoryPort,
  tables: QueryPort = emptyTables,
  nextBlockHistory: NextBlockHistory = noHistory,
): Promise<Stage> => {
  const live = drivenPort(everything(timeNow()));
  const complaints: string[] = [];
  const contexts: BrowserContext[] = [];
  const serve = async (port: number): Promise<Dashboard> => {
    const result = await startDashboard(
      { live, history, tables, nextBlockHistory },
      { port, distDir, flushMs: 20 },
    );
    if (E.isLeft(result)) throw new Error(result.left.message);
    return result.right;
  };
  let dashboard = await serve(0);
  const { url } = dashboard;

  return {
    live,
    complaints,
    url: () => url,
    readers: () => dashboard.readers(),
    open: async (colorScheme = 'light', width = 1440, lessMotion = false, before = nothing) => {
      const context = await browser.newContext({
        colorScheme,
        reducedMotion: lessMotion ? 'reduce' : 'no-preference',
        viewport: { width, height: 900 },
      });
      contexts.push(context);
      context.setDefaultTimeout(PATIENCE_MS);
      const page = await context.newPage();
      watch(page, url, (words) => complaints.push(words));
      await before(page);
      await page.goto(url);
      await page.locator('h1').waitFor();
      return page;
    },
    stopServing: () => dashboard.stop(),
    serveAgain: async () => {
      dashboard = await serve(Number(new URL(url).port));
    },
    close: async () => {
      await Promise.all(contexts.map((context) => context.close()));
      await dashboard.stop();
    },
  };
};
