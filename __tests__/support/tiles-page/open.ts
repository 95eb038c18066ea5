import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  CDPSession,
  Page,
} from 'playwright-core';
import type { TilesEvent } from '../../../dashboard/layout/tiles/wire.ts';
import { fixedHistory } from '../live-port.ts';
import { openStage, PATIENCE_MS } from '../stage.ts';
import { addPageScript } from '../page-script.ts';
import { buildTilesPage } from './build.ts';

/** What the page did with its canvases and frames, counted from before its own code began. */
interface Work {
  /** Rectangles filled on the still layer. */
  readonly filled: number;
  /** Calls of any kind on the moving layer. */
  readonly moved: number;
  /** Animation frames asked for. */
  readonly frames: number;
}

/** One page with the panels of the next block. */
export interface TilesPage {
  readonly page: Page;
  readonly tell: (...events: ReadonlyArray<TilesEvent>) => Promise<void>;
  /** The hash of the still layer. */
  readonly picture: () => Promise<string>;
  /** The same of one that is drawn from nothing. */
  readonly redrawn: () => Promise<string>;
  /** Waits until nothing is on its way. */
  readonly settled: () => Promise<void>;
  /** Since the last call. */
  readonly work: () => Promise<Work>;
  readonly debugger: () => Promise<CDPSession>;
}

/** A server of that page. */
export interface TilesPages {
  readonly open: (options?: BrowserContextOptions) => Promise<TilesPage>;
  readonly complaints: ReadonlyArray<string>;
  readonly closePages: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Runs in the page, before its own code. */
const countWork = (): void => {
  const work = { filled: 0, moved: 0, frames: 0 };
  const frame = window.requestAnimationFrame.bind(window);
  Object.assign(window, { work, uncountedFrame: frame });
  window.requestAnimationFrame = (callback) => {
    work.frames += 1;
    return frame(callback);
  };
  const { prototype } = CanvasRenderingContext2D;
  const fillRect = Reflect.get(prototype, 'fillRect');
  const strokeRect = Reflect.get(prototype, 'strokeRect');
  prototype.fillRect = function counted(...place) {
    if (this.canvas.className === 'base') work.filled += 1;
    else work.moved += 1;
    fillRect.apply(this, place);
  };
  prototype.strokeRect = function counted(...place) {
    work.moved += 1;
    strokeRect.apply(this, place);
  };
};

const takeWork = (page: Page): Promise<Work> =>
  page.evaluate(() => {
    const { work } = window as unknown as { work: { -readonly [Key in keyof Work]: number } };
    const before = { ...work };
    Object.assign(work, { filled: 0, moved: 0, frames: 0 });
    return before;
  });

export const openTilesPages = async (browser: Browser): Promise<TilesPages> => {
  const stage = await openStage(browser, await buildTilesPage(), fixedHistory([]));
  const contexts = new Set<BrowserContext>();
  const complaints: string[] = [];
  const closePages = async (): Promise<void> => {
    for (const context of contexts) await context.close();
    contexts.clear();
  };
  return {
    complaints,
    open: async (options = {}) => {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        ...options,
      });
      contexts.add(context);
      context.setDefaultTimeout(PATIENCE_MS);
      await addPageScript(context, countWork);
      const page = await context.newPage();
      page.on('pageerror', ({ message }) => complaints.push(message));
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      await page.goto(stage.url());
      await page.locator('.stage .base').waitFor();
      // what was told is on its way from the next frame on
      const isSettled = () =>
        page.evaluate(async () => {
          const { uncountedFrame } = window as unknown as {
            uncountedFrame: typeof requestAnimationFrame;
          };
          for (const _ of [1, 2]) await new Promise(uncountedFrame);
          return window.told.isOverlayEmpty();
        });
      return {
        page,
        tell: async (...events) => {
          await page.evaluate((all) => all.forEach(window.told.take), events);
        },
        picture: () => page.evaluate(() => window.told.picture()),
        redrawn: () => page.evaluate(() => window.told.redrawn()),
        settled: async () => {
          while (!(await isSettled())) await page.waitForTimeout(50);
        },
        work: () => takeWork(page),
        debugger: () => context.newCDPSession(page),
      };
    },
    closePages,
    close: async () => {
      await closePages();
      await stage.close();
    },
  };
};
