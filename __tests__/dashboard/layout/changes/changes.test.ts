import { describe, expect, it } from 'vitest';
import { changeOf, type Change } from '../../../../dashboard/layout/changes/change.ts';
import { sentenceOf } from '../../../../dashboard/layout/changes/sentence.ts';
import { nothingYet, recentAfter, recentAt } from '../../../../dashboard/layout/changes/recent.ts';
import { slotsUntil, type Recent } from '../../../../dashboard/layout/changes/slots.ts';
import type { Departure, TilesEvent } from '../../../../dashboard/layout/tiles/wire.ts';

const tile = (vsizeVbytes: number) => ({
  txid: 'aa'.repeat(32),
  feeSats: 1,
  vsizeVbytes,
  valueSats: 1,
  rate: 1,
  left: 0,
  top: 0,
  width: 1,
  height: 1,
});

const NOON = Date.parse('2026-11-30T12:00:00.000Z');
const at = (seconds: number): string => new Date(NOON + seconds * 1000).toISOString();

const change = (seconds: number, cameVbytes: number, leftVbytes: number): Change => ({
  at: at(seconds),
  came: 1,
  cameVbytes,
  left: 1,
  leftVbytes,
  leftBecause: { mined: 0, replaced: 0, 'pushed-out': 1, unknown: 0 },
  repriced: 0,
  feeSatsDelta: 0,
});

describe('a change', () => {
  const whys: ReadonlyArray<Departure> = ['mined', 'replaced', 'mined', 'pushed-out', 'mined'];
  const told = changeOf(
    { at: at(0), feeSatsDelta: 4561, repriced: { txids: '', rates: [1, 2] } },
    {
      added: [100, 140.25, 1, 2, 3, 4].map(tile),
      removed: whys.map((why, index) => ({ tile: tile(index + 0.5), why })),
    },
  );

  it('counts what came and went, with its size', () => {
    expect(told).toEqual({
      at: at(0),
      came: 6,
      cameVbytes: 250.25,
      left: 5,
      leftVbytes: 12.5,
      leftBecause: { mined: 3, replaced: 1, 'pushed-out': 1, unknown: 0 },
      repriced: 2,
      feeSatsDelta: 4561,
    });
  });

  it('is one sentence, with why each left', () => {
    expect(sentenceOf(told)).toBe(
      '6 in, 5 out (3 mined, 1 replaced, 1 pushed out), 2 re-priced, fees +4,561 sats',
    );
    const nothing = {
      ...told,
      left: 0,
      leftBecause: { ...told.leftBecause, mined: 0, replaced: 0, 'pushed-out': 0 },
    };
    expect(sentenceOf({ ...nothing, feeSatsDelta: 0 })).toBe(
      '6 in, 0 out, 2 re-priced, fees 0 sats',
    );
    const unknown = { mined: 0, replaced: 0, 'pushed-out': 0, unknown: 2 };
    expect(sentenceOf({ ...told, left: 2, leftBecause: unknown, feeSatsDelta: -12 })).toBe(
      '6 in, 2 out (2 unknown why), 2 re-priced, fees −12 sats',
    );
  });
});

describe('the bars of the last 150 s', () => {
  const recent: Recent = {
    fromMs: NOON - 155_000,
    changes: [change(-151, 9, 9), change(-10, 100, 30), change(-9, 250, 10), change(0, 40, 290)],
    standings: [
      { atMs: NOON - 60_000, isKnown: true },
      { atMs: NOON - 31_000, isKnown: false },
      { atMs: NOON - 25_500, isKnown: true },
    ],
    mined: [],
  };

  it('are 75 pairs, each of 2 s, the newest last, changes of one pair together', () => {
    const { slots, topVbytes } = slotsUntil(recent, NOON + 500);
    expect(slots).toHaveLength(75);
    expect(slots.at(-1)).toMatchObject({ startMs: NOON, cameVbytes: 40, leftVbytes: 290 });
    expect(slots.at(-6)).toMatchObject({ startMs: NOON - 10_000, cameVbytes: 350, leftVbytes: 40 });
    expect(slots.reduce((sum, { cameVbytes }) => sum + cameVbytes, 0)).toBe(390);
    expect(topVbytes).toBe(400);
  });

  it('tell a gap from silence, and both from what was before anything was told', () => {
    const { slots } = slotsUntil(recent, NOON + 500);
    const known = new Map(slots.map(({ startMs, isKnown }) => [(startMs - NOON) / 1000, isKnown]));
    expect([known.get(-62), known.get(-60), known.get(-34)]).toEqual([null, true, true]);
    // the gap lasts from −31 to −25.5: every slot that it touches is unknown
    expect([-32, -30, -28, -26].map((start) => known.get(start))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(known.get(-24)).toBe(true);
  });

  it('mark a mined block, whose millions of vbytes are no part of the scale', () => {
    const mined = { ...recent, changes: [...recent.changes, change(-4, 998_000, 999_000)] };
    const { slots, topVbytes } = slotsUntil(
      { ...mined, mined: [{ atMs: NOON - 3_500, height: 905_145 }] },
      NOON,
    );
    expect(slots.at(-3)?.minedHeight).toBe(905_145);
    expect(topVbytes).toBe(400);
  });

  it('are, of a moment before, those of what had happened by then', () => {
    const then = recentAt(recent, NOON - 9500);
    expect(then.changes.map(({ cameVbytes }) => cameVbytes)).toEqual([9, 100]);
    const { slots } = slotsUntil(then, NOON - 9500);
    expect(slots.at(-1)).toMatchObject({ startMs: NOON - 10_000, cameVbytes: 100, leftVbytes: 30 });
    expect(slots.at(-10)).toMatchObject({ startMs: NOON - 28_000, isKnown: false });
  });

  it('tell nothing of the time before all that is remembered, whatever held when it began', () => {
    const { slots } = slotsUntil({ ...recent, fromMs: NOON - 50_000 }, NOON);
    const known = new Map(slots.map(({ startMs, isKnown }) => [(startMs - NOON) / 1000, isKnown]));
    expect([known.get(-52), known.get(-50)]).toEqual([null, true]);
  });
});

describe('what is remembered', () => {
  const verified = (seconds: number): TilesEvent => ({
    tag: 'standing',
    at: at(seconds),
    level: 'verified',
    cause: null,
  });
  const MINUTES = 60;
  const begun = [
    { tag: 'standing', at: at(0), level: 'unknown', cause: 'sequence' } as const,
    verified(5),
    { tag: 'mined', at: at(6), height: 905_143, hash: 'ab'.repeat(32) } as const,
  ].reduce<Recent>((recent, event) => recentAfter(recent, event, null), nothingYet);
  const withChange = { ...begun, changes: [change(7, 1, 1)] };

  it('reaches back to the first event', () => {
    expect(begun).toStrictEqual({
      fromMs: NOON,
      changes: [],
      standings: [
        { atMs: NOON, isKnown: false },
        { atMs: NOON + 5000, isKnown: true },
      ],
      mined: [{ atMs: NOON + 6000, height: 905_143 }],
    });
  });

  it('is kept while it can be replayed, with the bars before it', () => {
    expect(recentAfter(withChange, verified(32.5 * MINUTES), null)).toStrictEqual(withChange);
  });

  it('is forgotten afterwards, but not whether the block was known', () => {
    expect(recentAfter(withChange, verified(33 * MINUTES), null)).toStrictEqual({
      fromMs: NOON + 30_000,
      changes: [],
      standings: [{ atMs: NOON + 5000, isKnown: true }],
      mined: [],
    });
  });
});
