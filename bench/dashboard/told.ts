import type { Browser } from 'playwright-core';
import { openTilesPages, type TilesPage } from '../../__tests__/support/tiles-page/open.ts';
import { tilesSession, type TilesSession } from '../../__tests__/support/tiles-session.ts';

/** Used bytes of JavaScript after the rubbish was taken out. */
const heapBytes = async (tiles: TilesPage): Promise<number> => {
  const debug = await tiles.debugger();
  await debug.send('HeapProfiler.collectGarbage');
  await debug.send('HeapProfiler.collectGarbage');
  const { usedSize } = await debug.send('Runtime.getHeapUsage');
  await debug.detach();
  return usedSize;
};

/** Deltas that a page is told at once. */
const AT_ONCE = 20;

const tellMany = async (tiles: TilesPage, session: TilesSession, count: number): Promise<void> => {
  for (let told = 0; told < count; told += AT_ONCE) {
    await tiles.tell(...Array.from({ length: Math.min(AT_ONCE, count - told) }, session.next));
  }
  await tiles.settled();
};

/** Before they are counted, so that what is made once is there already. */
const WARM_UP = 100;

/** How many bytes more are used after so many deltas. */
export const heapGrowthBytes = async (
  browser: Browser,
  transactions: number,
  seed: number,
  deltas: number,
): Promise<number> => {
  const pages = await openTilesPages(browser);
  const tiles = await pages.open();
  const session = tilesSession(transactions, seed);
  await tiles.tell(session.snapshot());
  await tellMany(tiles, session, WARM_UP);
  const before = await heapBytes(tiles);
  await tellMany(tiles, session, deltas);
  const growth = (await heapBytes(tiles)) - before;
  await pages.close();
  return growth;
};

/** How long finding a moment of the past and drawing it takes, in ms, at moments all over the past. */
export const seekAndDrawMs = async (
  browser: Browser,
  transactions: number,
  seed: number,
  deltas: number,
  seeks: number,
): Promise<ReadonlyArray<number>> => {
  const pages = await openTilesPages(browser);
  const tiles = await pages.open();
  const session = tilesSession(transactions, seed);
  const snapshot = session.snapshot();
  const events = [snapshot, ...Array.from({ length: deltas }, session.next)];
  await tiles.tell(snapshot);
  await tiles.page.evaluate((all) => all.forEach(window.told.remember), events);
  const first = Date.parse(snapshot.at);
  const last = Date.parse(events.at(-1)?.at ?? snapshot.at);
  // steps that are no part of a chapter's length visit near and far moments alike
  const moments = Array.from(
    { length: seeks },
    (_, index) => first + (((index * 7919) % 1000) / 1000) * (last - first),
  );
  const tookMs = await tiles.page.evaluate(async (all) => {
    const each: number[] = [];
    for (const moment of all) {
      // a frame each, as for one who drags: what waits to be put on the screen does not pile up
      await new Promise(requestAnimationFrame);
      each.push(window.told.seek(moment));
    }
    return each;
  }, moments);
  await pages.close();
  return tookMs;
};
