import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TilesDelta, TilesSnapshot } from '../../../../dashboard/layout/tiles/wire.ts';
import { hasBrowser } from '../../../support/browser.ts';
import { openBrowser } from '../../../support/open-browser.ts';
import {
  openTilesPages,
  type TilesPage,
  type TilesPages,
} from '../../../support/tiles-page/open.ts';
import { tilesSession } from '../../../support/tiles-session.ts';

const DELTAS = 12;

/** Tiles that an event names: cleared, drawn or both, each once at most. */
const most = (delta: ReturnType<ReturnType<typeof tilesSession>['next']>): number => {
  const { removed, added, repriced, moved } = delta;
  const [came, went] = [added.rates.length, removed.length];
  return went + came + 2 * (repriced.rates.length + moved.places.length / 4);
};

/** A message that moves the first tile to where none is, so that its old place is left empty. */
const intoTheEmpty = (snapshot: TilesSnapshot): TilesDelta => {
  const { tiles, grid, ...moment } = snapshot;
  const [width = 1, height = 1] = tiles.places.slice(2, 4);
  return {
    ...moment,
    tag: 'delta',
    removed: [],
    added: { txids: '', feeSats: [], vsizeVbytes: [], valueSats: [], rates: [], places: [] },
    repriced: { txids: '', rates: [] },
    moved: { txids: tiles.txids.slice(0, 64), places: [0, grid.rows - height, width, height] },
    feeSatsDelta: 0,
  };
};

describe.skipIf(!hasBrowser)('the picture', () => {
  let browser: Browser;
  let pages: TilesPages;

  beforeAll(async () => {
    browser = await openBrowser();
    pages = await openTilesPages(browser);
  });
  afterAll(async () => {
    await pages?.close();
    await browser?.close();
  });

  afterEach(() => pages.closePages());

  const deltas = (session: ReturnType<typeof tilesSession>) =>
    Array.from({ length: DELTAS }, session.next);

  it.each([1, 2])(
    'after many changes is what it would be drawn from nothing, at %i pixels to a pixel',
    async (deviceScaleFactor) => {
      const session = tilesSession(900, 11);
      const snapshot = session.snapshot();
      const tiles = await pages.open({ deviceScaleFactor });
      await tiles.tell(snapshot, intoTheEmpty(snapshot));
      await tiles.settled();
      const first = await tiles.picture();
      expect(first).toBe(await tiles.redrawn());
      await tiles.tell(snapshot, ...deltas(session));
      await tiles.settled();
      expect(await tiles.picture()).toBe(await tiles.redrawn());
      expect(await tiles.picture()).not.toBe(first);
      expect(pages.complaints).toEqual([]);
    },
  );

  it('is the same for one who was here all the time and one who comes late, never finer than 2 pixels to a pixel', async () => {
    const session = tilesSession(800, 5);
    const early = await pages.open({ deviceScaleFactor: 2 });
    const late = await pages.open({ deviceScaleFactor: 3 });
    await early.tell(session.snapshot(), ...deltas(session));
    await late.tell(session.snapshot());
    await early.settled();
    expect(await late.picture()).toBe(await early.picture());
  });

  const isWhole = async (tiles: TilesPage): Promise<void> => {
    await tiles.settled();
    expect(await tiles.picture()).toBe(await tiles.redrawn());
  };

  it('stays whole through another size, the other theme, a replay and the way back', async () => {
    const session = tilesSession(800, 7);
    const tiles = await pages.open({ colorScheme: 'light' });
    const { page, tell } = tiles;
    await tell(session.snapshot(), session.next(), session.next());
    await page.setViewportSize({ width: 700, height: 900 });
    await page.waitForFunction(() => {
      const base = document.querySelector<HTMLCanvasElement>('.stage .base');
      return base !== null && base.width === base.clientWidth;
    });
    await isWhole(tiles);

    const light = await tiles.picture();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(tiles.picture).not.toBe(light);
    await isWhole(tiles);
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(tiles.picture).toBe(light);

    const past = tilesSession(500, 8).snapshot();
    await page.evaluate((then) => window.told.replay(then), past);
    await page.locator('.as-of.replay').waitFor();
    await isWhole(tiles);
    const replayed = await tiles.picture();
    await tell(session.next(), session.next());
    expect(await tiles.picture()).toBe(replayed);
    await page.evaluate(() => window.told.live());
    await isWhole(tiles);
    expect(await tiles.picture()).not.toBe(replayed);
    expect(await tiles.picture()).not.toBe(light);
  });

  it('has nothing drawn again that did not change', async () => {
    const session = tilesSession(900, 13);
    const tiles = await pages.open({ reducedMotion: 'reduce' });
    await tiles.tell(session.snapshot());
    await tiles.work();
    for (const delta of deltas(session)) {
      await tiles.tell(delta);
      const { filled } = await tiles.work();
      expect(filled).toBeLessThanOrEqual(most(delta));
      expect(filled).toBeGreaterThanOrEqual(delta.added.rates.length);
    }
    await isWhole(tiles);
    await tiles.work();
    await tiles.tell({ ...session.next(), tag: 'standing' });
    expect(await tiles.work()).toEqual({ filled: 0, moved: 0, frames: 0 });
  });

  it('shows what moves on its way, and asks for no frame when everything has arrived', async () => {
    const session = tilesSession(800, 17);
    const tiles = await pages.open();
    await tiles.tell(session.snapshot());
    await tiles.settled();
    await tiles.work();
    await tiles.page.waitForTimeout(300);
    expect(await tiles.work()).toEqual({ filled: 0, moved: 0, frames: 0 });

    await tiles.tell(session.next());
    await tiles.settled();
    const { frames, moved } = await tiles.work();
    expect(frames).toBeGreaterThan(1);
    expect(moved).toBeGreaterThan(0);
    await tiles.page.waitForTimeout(300);
    expect(await tiles.work()).toEqual({ filled: 0, moved: 0, frames: 0 });
  });

  it.each([
    ['moves', 'no-preference'],
    ['moves nothing, where less motion is asked for,', 'reduce'],
  ] as const)(
    '%s when the past is played on, as it does live, and is whole afterwards',
    async (_, reducedMotion) => {
      const session = tilesSession(800, 31);
      const snapshot = session.snapshot();
      const events = [snapshot, ...deltas(session)];
      const tiles = await pages.open({ reducedMotion });
      const { page } = tiles;
      const play = (index: number) =>
        page.evaluate((at) => window.told.playTo(Date.parse(at)), events[index]?.at ?? '');
      await tiles.tell(snapshot);
      await page.evaluate((all) => all.forEach(window.told.remember), events);
      await page.evaluate((at) => void window.told.seek(Date.parse(at)), snapshot.at);
      await tiles.settled();
      await tiles.work();
      for (const index of [1, 2, 3]) await play(index); // each while the one before is on its way
      await tiles.settled();
      const { frames, moved } = await tiles.work();
      if (reducedMotion === 'reduce') expect(frames).toBe(0);
      else {
        expect(frames).toBeGreaterThan(1);
        expect(moved).toBeGreaterThan(0);
      }
      await isWhole(tiles);
      await tiles.work();

      await page.evaluate((at) => void window.told.seek(Date.parse(at)), events[6]?.at ?? '');
      expect(await tiles.work()).toMatchObject({ moved: 0, frames: 0 }); // sought, not played
      await isWhole(tiles);
    },
  );

  it('moves nothing where less motion is asked for: what came is ringed for a moment', async () => {
    const session = tilesSession(800, 19);
    const tiles = await pages.open({ reducedMotion: 'reduce' });
    await tiles.tell(session.snapshot());
    await tiles.work();
    await tiles.tell(session.next(), session.next());
    expect(await tiles.picture()).toBe(await tiles.redrawn());
    expect(await tiles.page.evaluate(() => window.told.isOverlayEmpty())).toBe(false);
    await tiles.settled();
    expect((await tiles.work()).frames).toBe(0);
  });

  it('in colours of the reader’s system is outlines, filled as far as the rate is high', async () => {
    const session = tilesSession(300, 23);
    const tiles = await pages.open({ forcedColors: 'active' });
    await tiles.tell(session.snapshot(), session.next());
    await isWhole(tiles);
    const colours = await tiles.page.evaluate(() => window.told.colours());
    expect(colours).toHaveLength(2);
    await expect.poll(() => tiles.page.locator('.legend .key').first().isVisible()).toBe(true);
  });
});
