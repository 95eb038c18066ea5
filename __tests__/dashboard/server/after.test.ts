import * as E from 'fp-ts/lib/Either.js';
import { beforeAll, expect, it } from 'vitest';
import { startDashboard } from '../../../dashboard/server/index.ts';
import { readEvents } from '../../support/event-stream.ts';
import { drivenPort, fixedHistory } from '../../support/live-port.ts';
import { buildPage } from '../../support/page-build.ts';

let distDir: string;

beforeAll(async () => {
  distDir = await buildPage();
});

const at = (second: number): string => `2026-09-19T12:00:0${second}.000Z`;

it('a tab that takes over names the last event in the address, and gets what came after it; a header is newer', async () => {
  const live = drivenPort();
  const started = await startDashboard({ live, history: fixedHistory([]) }, { port: 0, distDir });
  if (E.isLeft(started)) throw new Error(started.left.message);
  const { url, stop } = started.right;
  const known = { level: 'verified', cause: null } as const;
  live.tellNextBlock({ ...known, tag: 'snapshot', at: at(1), sequence: 1, rows: [] });
  live.tellNextBlock({ ...known, tag: 'standing', at: at(2) });
  live.tellNextBlock({ ...known, tag: 'standing', at: at(3) });

  /** Ids and kinds of the events `tiles` that a reader begins with. */
  const begin = async (path: string, count: number, lastEventId?: string) => {
    const reader = await readEvents(`${url}${path}`, lastEventId);
    await reader.until(() => reader.events.length === 1 + count);
    reader.close();
    return reader.events
      .filter(({ name }) => name === 'tiles')
      .map(({ id, data }) => ({ id, tag: (data as { readonly tag: string }).tag }));
  };

  const [whole] = await begin('/events', 1);
  expect(whole?.tag).toBe('snapshot');
  const run = whole?.id.replace(/-3$/, '') ?? '';
  const third = { id: `${run}-3`, tag: 'standing' };
  expect(await begin(`/events?after=${run}-1`, 2)).toEqual([
    { id: `${run}-2`, tag: 'standing' },
    third,
  ]);
  expect(await begin(`/events?after=${run}-1`, 1, `${run}-2`)).toEqual([third]);
  expect(await begin('/events?after=another-1', 1)).toEqual([{ id: `${run}-3`, tag: 'snapshot' }]);
  expect(await begin('/events?after=%00', 1)).toEqual([{ id: `${run}-3`, tag: 'snapshot' }]);
  await stop();
});
