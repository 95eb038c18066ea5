import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBare, type BareBrowser, type BareTab } from '../../../support/bare-browser.ts';
import { hasBrowser } from '../../../support/browser.ts';
import { openBrowser } from '../../../support/open-browser.ts';
import { everything, fixedHistory } from '../../../support/live-port.ts';
import { buildPage } from '../../../support/page-build.ts';
import { openStage, PATIENCE_MS, pill, timeNow, type Stage } from '../../../support/stage.ts';

const freshness = (page: Page, sequence: number): Promise<void> =>
  page.locator('.freshness', { hasText: `sequence ${sequence}` }).waitFor();

/** A busy machine may take longer to open nine tabs than a source may be silent. */
const neverSilent = ({ live }: Stage): void =>
  live.setSource({ lastFrameAt: new Date(Date.now() + 3_600_000).toISOString() });

describe.skipIf(!hasBrowser)('the tabs of one browser', () => {
  let browser: Browser;
  let stage: Stage;
  let context: BrowserContext;

  const openTab = async (): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(stage.url());
    await pill(page, 'live');
    return page;
  };
  const openTabs = async (count: number): Promise<ReadonlyArray<Page>> => {
    const tabs: Page[] = [];
    for (let n = 0; n < count; n += 1) tabs.push(await openTab());
    return tabs;
  };
  /** The next message of the source, as far as the page is concerned. */
  const tellSequence = (sequence: number): void => {
    const { nextBlock } = everything(timeNow());
    if (nextBlock === null) throw new Error('everything has a next block');
    stage.live.set({ nextBlock: { ...nextBlock, sequence } });
  };

  beforeAll(async () => {
    browser = await openBrowser();
    stage = await openStage(browser, await buildPage(), fixedHistory([]));
    neverSilent(stage);
  });
  afterAll(async () => {
    await stage?.close();
    await browser?.close();
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 390, height: 600 } });
    context.setDefaultTimeout(PATIENCE_MS);
  });
  afterEach(() => context.close());

  it('have one connection, nine of them, whoever comes, goes or is cut off, and show the same', async () => {
    const early = await openTabs(8);
    expect(stage.readers()).toBe(1);
    for (let sequence = 80_100; sequence <= 80_105; sequence += 1) tellSequence(sequence);
    await Promise.all(early.map((tab) => freshness(tab, 80_105)));
    const late = await openTab();
    await freshness(late, 80_105);
    tellSequence(80_106);
    const tabs = [...early, late];
    await Promise.all(tabs.map((tab) => freshness(tab, 80_106)));
    expect(stage.readers()).toBe(1);

    await stage.stopServing();
    await Promise.all(tabs.map((tab) => pill(tab, 'page-cut')));
    await stage.serveAgain();
    tellSequence(80_300);
    await Promise.all(tabs.map((tab) => pill(tab, 'live')));
    await Promise.all(tabs.map((tab) => freshness(tab, 80_300)));
    expect(stage.readers()).toBe(1);

    // the oldest waits longest for the connection, so that each time it is the one that has it
    for (const [index, tab] of tabs.slice(0, -1).entries()) {
      await tab.close();
      tellSequence(80_400 + index);
      await Promise.all(tabs.slice(index + 1).map((left) => freshness(left, 80_400 + index)));
      await expect.poll(() => stage.readers()).toBe(1);
    }
  });

  it('have a connection each where the browser has no locks, as without TLS on a network', async () => {
    await context.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
      delete (Navigator.prototype as { locks?: unknown }).locks;
    });
    const tabs = await openTabs(2);
    expect(stage.readers()).toBe(2);
    tellSequence(80_500);
    await Promise.all(tabs.map((tab) => freshness(tab, 80_500)));
  });
});

/** Counts what other tabs say to this one, and how often it was frozen. */
const counting = `
  window.words = 0;
  window.freezes = 0;
  const Channel = BroadcastChannel;
  window.BroadcastChannel = class extends Channel {
    constructor(name) {
      super(name);
      this.addEventListener('message', () => (window.words += 1));
    }
  };
  document.addEventListener('freeze', () => (window.freezes += 1));
`;

const shows = (sequence: number): string =>
  `document.querySelector('.freshness')?.textContent.includes('sequence ${sequence}') === true`;

describe.skipIf(!hasBrowser)('a tab that the browser freezes in the background', () => {
  let driver: Browser;
  let browser: BareBrowser;
  let stage: Stage;

  beforeAll(async () => {
    driver = await openBrowser();
    stage = await openStage(driver, await buildPage(), fixedHistory([]));
    neverSilent(stage);
    browser = await launchBare();
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
    await driver?.close();
  });

  const tell = async (sequence: number, tabs: ReadonlyArray<BareTab>): Promise<void> => {
    const { nextBlock } = everything(timeNow());
    if (nextBlock === null) throw new Error('everything has a next block');
    stage.live.set({ nextBlock: { ...nextBlock, sequence } });
    await Promise.all(tabs.map((tab) => tab.until(shows(sequence))));
  };

  it('is left out, with the connection and without it, and right again when it thaws, without a flood', async () => {
    const tabs: BareTab[] = [];
    for (let n = 0; n < 3; n += 1) {
      const tab = await browser.open(stage.url(), counting);
      await tab.until(`document.querySelector('.pill.live') !== null`);
      tabs.push(tab);
    }
    const [first, second] = tabs;
    if (first === undefined || second === undefined) throw new Error('three tabs were opened');
    let sequence = 80_400;
    const next = (to: ReadonlyArray<BareTab>) => tell((sequence += 1), to);
    // the one that was first has the connection, as long as it is not frozen
    for (const frozen of [second, first]) {
      await next(tabs);
      const wordsBefore = Number(await frozen.evaluate('window.words'));
      await frozen.freeze();
      const others = tabs.filter((tab) => tab !== frozen);
      for (let told = 0; told < 20; told += 1) await next(others);
      expect(stage.readers()).toBe(1);

      await frozen.thaw();
      await frozen.until(shows(sequence));
      expect(await frozen.evaluate('window.freezes')).toBe(1);
      // a word or two to catch up; twenty were said meanwhile
      expect(Number(await frozen.evaluate('window.words')) - wordsBefore).toBeLessThan(10);
      await next(tabs);
      expect(stage.readers()).toBe(1);
    }
  });
});
