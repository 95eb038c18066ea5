import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBare, type BareBrowser, type BareTab } from '../../../support/bare-browser.ts';
import { hasBrowser, launchOptions } from '../../../support/browser.ts';
import { everything, fixedHistory } from '../../../support/live-port.ts';
import { buildPage, type PageBuild } from '../../../support/page-build.ts';
import { openStage, pill, timeNow, type Stage } from '../../../support/stage.ts';

const freshness = (page: Page, sequence: number): Promise<void> =>
  page.locator('.freshness', { hasText: `sequence ${sequence}` }).waitFor();

describe.skipIf(!hasBrowser)('the tabs of one browser', () => {
  let browser: Browser;
  let built: PageBuild;
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
    built = await buildPage();
    browser = await chromium.launch(launchOptions);
  });
  afterAll(async () => {
    await browser?.close();
    await built?.remove();
  });
  beforeEach(async () => {
    stage = await openStage(browser, built.distDir, fixedHistory([]));
    context = await browser.newContext();
  });
  afterEach(async () => {
    await context.close();
    await stage.close();
  });

  it('have one connection, nine of them, and show the same sequence; a late one too', async () => {
    const tabs = await openTabs(8);
    expect(stage.readers()).toBe(1);
    for (let sequence = 80_100; sequence <= 80_105; sequence += 1) tellSequence(sequence);
    await Promise.all(tabs.map((tab) => freshness(tab, 80_105)));
    const late = await openTab();
    await freshness(late, 80_105);
    tellSequence(80_106);
    await Promise.all([...tabs, late].map((tab) => freshness(tab, 80_106)));
    expect(stage.readers()).toBe(1);
  });

  it('go on when the one with the connection is closed, again and again', async () => {
    const tabs = await openTabs(4);
    for (const [index, tab] of tabs.slice(0, -1).entries()) {
      await tab.close();
      tellSequence(80_200 + index);
      await Promise.all(tabs.slice(index + 1).map((left) => freshness(left, 80_200 + index)));
      await expect.poll(() => stage.readers()).toBe(1);
    }
  });

  it('all say that the page is cut off, and all come back', async () => {
    const tabs = await openTabs(3);
    await stage.stopServing();
    await Promise.all(tabs.map((tab) => pill(tab, 'page-cut')));
    await stage.serveAgain();
    tellSequence(80_300);
    await Promise.all(tabs.map((tab) => pill(tab, 'live')));
    await Promise.all(tabs.map((tab) => freshness(tab, 80_300)));
    expect(stage.readers()).toBe(1);
  });

  it('have a connection each where the browser has no locks, as without TLS on a network', async () => {
    await context.addInitScript(() => {
      Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
      delete (Navigator.prototype as { locks?: unknown }).locks;
    });
    const tabs = await openTabs(3);
    expect(stage.readers()).toBe(3);
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
  let built: PageBuild;
  let stage: Stage;

  beforeAll(async () => {
    built = await buildPage();
    driver = await chromium.launch(launchOptions);
    stage = await openStage(driver, built.distDir, fixedHistory([]));
  });
  afterAll(async () => {
    await stage?.close();
    await driver?.close();
    await built?.remove();
  });
  beforeEach(async () => {
    browser = await launchBare();
  });
  afterEach(() => browser.close());

  const tell = async (sequence: number, tabs: ReadonlyArray<BareTab>): Promise<void> => {
    const { nextBlock } = everything(timeNow());
    if (nextBlock === null) throw new Error('everything has a next block');
    stage.live.set({ nextBlock: { ...nextBlock, sequence } });
    await Promise.all(tabs.map((tab) => tab.until(shows(sequence))));
  };

  it.each([
    ['with the connection', 0],
    ['without it', 1],
  ])('%s is left out, and right again when it thaws, without a flood', async (_, which) => {
    const tabs: BareTab[] = [];
    for (let n = 0; n < 3; n += 1) {
      const tab = await browser.open(stage.url(), counting);
      await tab.until(`document.querySelector('.pill.live') !== null`);
      tabs.push(tab);
    }
    const frozen = tabs[which];
    const others = tabs.filter((tab) => tab !== frozen);
    if (frozen === undefined) throw new Error('three tabs were opened');
    await tell(80_400, tabs);
    const wordsBefore = Number(await frozen.evaluate('window.words'));
    await frozen.freeze();
    for (let sequence = 80_401; sequence <= 80_440; sequence += 1) await tell(sequence, others);
    expect(stage.readers()).toBe(1);

    await frozen.thaw();
    await frozen.until(shows(80_440));
    expect(await frozen.evaluate('window.freezes')).toBe(1);
    // a word or two to catch up; forty were said meanwhile
    expect(Number(await frozen.evaluate('window.words')) - wordsBefore).toBeLessThan(10);
    await tell(80_441, tabs);
    expect(stage.readers()).toBe(1);
  });
});
