import type { Browser, Page } from 'playwright-core';
import { fixedHistory, type DrivenPort } from '../../__tests__/support/live-port.ts';
import { deltaEvent, snapshotEvent } from '../../__tests__/support/next-block-rows.ts';
import { buildPage } from '../../__tests__/support/page-build.ts';
import { addPageScript } from '../../__tests__/support/page-script.ts';
import { rowsSession, type RowsSession } from '../../__tests__/support/rows-session.ts';
import { openStage } from '../../__tests__/support/stage.ts';
import { watchPaint, type WatchedWindow } from './watch-paint.ts';

/** Figures of the page as it is served, over real HTTP, in ms. */
export interface LiveFigures {
  readonly firstPictureMs: ReadonlyArray<number>;
  readonly eventToPaintMs: ReadonlyArray<number>;
  readonly throttledEventToPaintMs: ReadonlyArray<number>;
  readonly overlayMs: ReadonlyArray<number>;
}

const THROTTLED = 4;

const paintedAtMs = async (page: Page): Promise<number> => {
  const painted = await page.waitForFunction(
    () => (window as unknown as WatchedWindow).watched.paintedAtMs,
  );
  return (await painted.jsonValue()) ?? Number.NaN;
};

/** From before the server is told to when the change is on the screen, one message at a time. */
const followChanges = async (
  page: Page,
  live: DrivenPort,
  session: RowsSession,
  count: number,
): Promise<ReadonlyArray<number>> => {
  const tookMs: number[] = [];
  for (let sent = 0; sent < count; sent += 1) {
    await page.evaluate(() =>
      Object.assign((window as unknown as WatchedWindow).watched, {
        armed: true,
        paintedAtMs: null,
      }),
    );
    const toldAtMs = performance.timeOrigin + performance.now();
    live.tellNextBlock(deltaEvent(new Date().toISOString(), session.next()));
    tookMs.push((await paintedAtMs(page)) - toldAtMs);
    await page.waitForTimeout(300); // the motions go on meanwhile, as they do between two messages
  }
  return tookMs;
};

export const measureLive = async (
  browser: Browser,
  transactions: number,
  seed: number,
  changes: number,
  visits: number,
): Promise<LiveFigures> => {
  const stage = await openStage(browser, await buildPage(), fixedHistory([]));
  const session = rowsSession(transactions, seed);
  const now = (): string => new Date().toISOString();
  stage.live.tellNextBlock(snapshotEvent([...session.rows.values()], now()));
  const home = await stage.open();
  const url = home.url();
  await home.context().close();

  const visit = async (): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await addPageScript(context, watchPaint);
    const page = await context.newPage();
    await page.goto(url);
    return page;
  };
  const firstPictureMs: number[] = [];
  for (let count = 0; count < visits; count += 1) {
    const page = await visit();
    const beganMs = await page.evaluate(() => performance.timeOrigin);
    firstPictureMs.push((await paintedAtMs(page)) - beganMs);
    await page.context().close();
  }

  const page = await visit();
  await paintedAtMs(page);
  const eventToPaintMs = await followChanges(page, stage.live, session, changes);
  const { framesMs: overlayMs } = await page.evaluate(
    () => (window as unknown as WatchedWindow).watched,
  );
  const debug = await page.context().newCDPSession(page);
  await debug.send('Emulation.setCPUThrottlingRate', { rate: THROTTLED });
  const throttledEventToPaintMs = await followChanges(page, stage.live, session, changes);
  await page.context().close();
  await stage.close();
  return { firstPictureMs, eventToPaintMs, throttledEventToPaintMs, overlayMs };
};
