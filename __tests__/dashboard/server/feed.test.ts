import * as E from 'fp-ts/lib/Either.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followPorts } from '../../../dashboard/server/feed.ts';
import type { HistoryPort } from '../../../dashboard/server/ports.ts';
import { drivenPort, everything, fixedHistory, minedBlocks } from '../../support/live-port.ts';

const at = '2026-09-19T12:00:00.000Z';

describe('the blocks of the tables', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('that could not be read are asked for again a minute later, until they are there', async () => {
    let asked = 0;
    const there = fixedHistory(minedBlocks([4, 5], at));
    const history: HistoryPort = {
      recentBlocks: (limit) => {
        asked += 1;
        return asked < 3 ? Promise.resolve(E.left('no answer in time')) : there.recentBlocks(limit);
      },
    };
    const live = drivenPort({ ...everything(at), blocks: [] });
    const feed = followPorts(
      live,
      history,
      () => 0,
      5,
      () => undefined,
    );
    await vi.advanceTimersByTimeAsync(10);
    expect(feed.view().blocks).toEqual({ rows: [], historyError: 'no answer in time' });
    for (let changes = 0; changes < 10; changes += 1) live.set({ openGap: null });
    expect(asked).toBe(1); // not with each message of the source
    await vi.advanceTimersByTimeAsync(120_000);
    expect(feed.view().blocks.rows.map(({ height }) => height)).toEqual([5, 4]);
    expect(feed.view().blocks.historyError).toBeNull();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(asked).toBe(3);
    feed.stop();
  });

  it('are asked for no more when nobody serves them any longer', async () => {
    let asked = 0;
    const history: HistoryPort = {
      recentBlocks: () => {
        asked += 1;
        return Promise.resolve(E.left('no answer in time'));
      },
    };
    const feed = followPorts(
      drivenPort(everything(at)),
      history,
      () => 0,
      5,
      () => undefined,
    );
    await vi.advanceTimersByTimeAsync(10);
    feed.stop();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(asked).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
