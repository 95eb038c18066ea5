import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gapsIn, isPath, type Moment } from '../../../../dashboard/layout/tiles/moments.ts';
import { ReplayCursor } from '../../../../dashboard/layout/tiles/replay-cursor.ts';
import { Replay } from '../../../../dashboard/layout/tiles/replay.ts';
import { TileMap } from '../../../../dashboard/layout/tiles/tile-map.ts';
import type { TilesEvent } from '../../../../dashboard/layout/tiles/wire.ts';
import { Arrangement } from '../../../../dashboard/server/tiles/arrangement.ts';
import type { NextBlockEvent } from '../../../../dashboard/server/ports.ts';
import { deltaEvent, sampleRows, snapshotEvent } from '../../../support/next-block-rows.ts';
import { atSecond, sessions } from '../../../support/tile-changes.ts';

const arranged = (events: ReadonlyArray<NextBlockEvent>): ReadonlyArray<TilesEvent> => {
  const arrangement = new Arrangement();
  return events.flatMap((event) => arrangement.take(event).event ?? []);
};

const ms = (second: number): number => Date.parse(atSecond(second));

/** What a picture is, for comparing. */
const picture = (map: TileMap | null): unknown =>
  map === null
    ? null
    : {
        facts: map.facts,
        tiles: [...map.tiles.values()].sort((a, b) => (a.txid < b.txid ? -1 : 1)),
      };

/** A session of so many seconds in which one transaction comes and one goes each second. */
const steady = (seconds: number, everySeconds = 1): ReadonlyArray<TilesEvent> => {
  const rows = sampleRows(20 + seconds, 5);
  const deltas = Array.from({ length: seconds }, (_, index) =>
    deltaEvent(atSecond((index + 1) * everySeconds), {
      removed: [[rows[index]?.txid ?? '', 'mined']],
      added: rows.slice(20 + index, 21 + index),
    }),
  );
  return arranged([snapshotEvent(rows.slice(0, 20), atSecond(0)), ...deltas]);
};

describe('going back', () => {
  it('shows at each event of a random session what was shown live, and between two what the earlier one left', () => {
    fc.assert(
      fc.property(sessions(60, 100), (session) => {
        const events = arranged(session);
        const replay = new Replay();
        const live = new TileMap();
        const lived = events.map((event) => {
          replay.append(event);
          live.apply(event);
          return picture(live);
        });
        // backwards, so that nothing is right because it was the last thing asked for
        for (let second = events.length - 1; second >= 0; second -= 1) {
          expect(picture(replay.seek(ms(second)))).toEqual(lived[second]);
          expect(picture(replay.seek(ms(second) + 999))).toEqual(lived[second]);
        }
        expect(replay.seek(ms(0) - 1)).toBeNull();
      }),
      { numRuns: 12, interruptAfterTimeLimit: 30_000 },
    );
  });

  it('reaches back half an hour, and is as exact there after what lies before was forgotten', () => {
    const events = steady(400, 10); // 66 minutes
    const replay = new Replay();
    const live = new TileMap();
    const lived = events.map((event) => {
      replay.append(event);
      live.apply(event);
      return picture(live);
    });
    const { fromMs = 0, toMs = 0 } = replay.range ?? {};
    expect(toMs).toBe(ms(4_000));
    expect(toMs - fromMs).toBeGreaterThanOrEqual(30 * 60_000);
    expect(toMs - fromMs).toBeLessThan(36 * 60_000); // a chapter of 30 deltas more
    expect(replay.moments[0]?.atMs).toBe(fromMs);
    for (let at = 400; at >= 230; at -= 1) {
      expect(picture(replay.seek(ms(at * 10)))).toEqual(lived[at]);
    }
    expect(replay.seek(fromMs - 1)).toBeNull();
  });

  it('by a cursor, to and fro and while events come, shows the same', () => {
    fc.assert(
      fc.property(
        sessions(60, 100),
        fc.array(fc.nat(10_000), { minLength: 20, maxLength: 60 }),
        (session, picks) => {
          const events = arranged(session);
          const replay = new Replay();
          const cursor = new ReplayCursor(replay);
          const live = new TileMap();
          const lived: unknown[] = [];
          const come = (): void => {
            const event = events[lived.length];
            if (event === undefined) return;
            replay.append(event);
            live.apply(event);
            lived.push(picture(live));
          };
          for (const pick of picks) {
            for (let some = 0; some <= pick % 7; some += 1) come();
            const second = pick % lived.length;
            expect(picture(cursor.seek(ms(second)))).toEqual(lived[second]);
          }
          expect(cursor.seek(ms(0) - 1)).toBeNull();
        },
      ),
      { numRuns: 12, interruptAfterTimeLimit: 30_000 },
    );
  });

  it('by a cursor leaves the tiles that stay the very objects that they were', () => {
    const replay = new Replay();
    for (const event of steady(20)) replay.append(event);
    const cursor = new ReplayCursor(replay);
    const before = new Map(cursor.seek(ms(15))?.tiles);
    const after = cursor.seek(ms(9))?.tiles;
    const same = [...before].filter(([txid, tile]) => after?.get(txid) === tile);
    expect(before.size).toBe(20);
    expect(same).toHaveLength(14); // six seconds back: six others
  });

  it('by a cursor is right after what lies before was forgotten and the rest numbered anew', () => {
    const events = steady(400, 10); // 66 minutes
    const replay = new Replay();
    const cursor = new ReplayCursor(replay);
    const live = new TileMap();
    events.forEach((event, index) => {
      replay.append(event);
      live.apply(event);
      if (index % 7 === 0) expect(picture(cursor.seek(ms(index * 10)))).toEqual(picture(live));
    });
  });

  it('keeps no more than 1,800 deltas however fast they come', () => {
    const replay = new Replay();
    for (const event of steady(2_400, 0.1)) replay.append(event);
    expect(replay.moments.length).toBeLessThanOrEqual(1_830);
    expect(replay.moments.length).toBeGreaterThanOrEqual(1_800);
  });

  it('knows nothing before the first snapshot', () => {
    const replay = new Replay();
    const [, delta] = steady(1);
    if (delta !== undefined) replay.append(delta);
    replay.append({ tag: 'mined', at: atSecond(1), height: 1, hash: 'x' });
    expect([replay.range, replay.moments, replay.seek(ms(5))]).toEqual([null, [], null]);
  });

  it('tells an event at the time of the one before where the clock was set back', () => {
    const replay = new Replay();
    const [first] = steady(0);
    if (first === undefined) throw new Error('no snapshot');
    replay.append(first);
    replay.append({ tag: 'standing', level: 'unknown', cause: 'clock', at: atSecond(-60) });
    expect(replay.moments.map(({ atMs }) => atMs)).toEqual([ms(0), ms(0)]);
    expect(replay.seek(ms(0))?.facts).toMatchObject({ level: 'unknown', cause: 'clock' });
  });
});

describe('the moments', () => {
  it('say what happened when, without the tiles', () => {
    const replay = new Replay();
    const rows = sampleRows(4, 2);
    const txid = (index: number): string => rows[index]?.txid ?? '';
    const events = arranged([
      snapshotEvent(rows.slice(0, 3), atSecond(0)),
      deltaEvent(atSecond(2), {
        removed: [
          [txid(0), 'replaced'],
          [txid(1), 'pushed-out'],
        ],
        added: rows.slice(3),
        repriced: [[txid(2), 77]],
      }),
      { tag: 'standing', level: 'unknown', cause: 'socket', at: atSecond(3) },
      { tag: 'mined', at: atSecond(4), height: 905_001, hash: 'ab' },
    ]);
    for (const event of events) replay.append(event);
    const none = { mined: 0, replaced: 0, 'pushed-out': 0, unknown: 0 };
    expect(replay.moments).toMatchObject([
      { tag: 'snapshot', atMs: ms(0), added: 3, removed: none, repriced: 0 },
      {
        tag: 'delta',
        atMs: ms(2),
        added: 1,
        removed: { ...none, replaced: 1, 'pushed-out': 1 },
        repriced: 1,
      },
      { tag: 'standing', atMs: ms(3), level: 'unknown', cause: 'socket' },
      { tag: 'mined', atMs: ms(4), height: 905_001, hash: 'ab' },
    ]);
  });

  it('are a path from one to a later one, unless a picture from anew lies between', () => {
    const events = steady(6);
    const replay = new Replay();
    for (const event of events) replay.append(event);
    const [first] = events;
    if (first !== undefined) replay.append({ ...first, at: atSecond(7) });
    const path = (from: number, to: number): boolean => isPath(replay.moments, ms(from), ms(to));
    expect([path(0, 6), path(2, 2), path(3, 2), path(6, 7), path(7, 9)]).toEqual([
      true,
      true,
      false,
      false,
      true,
    ]);
  });

  it('give the gaps: from the moment of not knowing to that of knowing again, a new one where the cause is another', () => {
    const stand = (
      second: number,
      level: 'verified' | 'unknown',
      cause: string | null,
    ): Moment => ({
      tag: 'standing',
      atMs: second,
      level,
      cause,
    });
    const mined: Moment = { tag: 'mined', atMs: 3, height: 1, hash: 'x' };
    const moments = [
      stand(0, 'verified', null),
      stand(2, 'unknown', 'socket'),
      mined,
      stand(4, 'unknown', 'socket'),
      stand(5, 'unknown', 'sequence'),
      stand(7, 'verified', null),
      stand(9, 'unknown', null),
    ];
    expect(gapsIn(moments)).toEqual([
      { fromMs: 2, toMs: 5, cause: 'socket' },
      { fromMs: 5, toMs: 7, cause: 'sequence' },
      { fromMs: 9, toMs: null, cause: null },
    ]);
  });
});
