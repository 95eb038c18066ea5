import { describe, expect, it } from 'vitest';
import { judge, median, type Sample } from '../../bench/soak/judge.ts';
import { runSoak } from '../support/delivery/soak-command.ts';

const MIB = 1024 * 1024;

/** 30 samples, one every 10 s. */
const samples = (figures: (index: number) => Partial<Sample>): ReadonlyArray<Sample> =>
  Array.from({ length: 30 }, (_, index) => ({
    atSeconds: index * 10,
    rssBytes: 150 * MIB,
    spoolBytes: 3 * MIB,
    lagSeconds: 2,
    ...figures(index),
  }));

describe('the judgement of a soak', () => {
  it('calls flat what stays, warms up at first or goes up and down', () => {
    const same = samples(() => ({}));
    const warming = samples((index) => ({ rssBytes: Math.min(100 + index * 8, 150) * MIB }));
    const swinging = samples((index) => ({ spoolBytes: (1 + (index % 5)) * 4 * MIB }));
    for (const flat of [same, warming, swinging]) expect(judge(flat)?.isFlat).toBe(true);
    expect(judge(same)).toMatchObject({
      rssBytes: { first: 150 * MIB, second: 150 * MIB, last: 150 * MIB, growth: 0 },
    });
    expect(judge(same)?.rssBytes.slopePerHour).toBeCloseTo(0);
  });

  it('flags memory, and a spool, that grow on and on', () => {
    const leaking = judge(samples((index) => ({ rssBytes: (150 + index * 3) * MIB })));
    expect(leaking).toMatchObject({ isFlat: false, rssBytes: { isFlat: false } });
    expect(leaking?.spoolBytes.isFlat).toBe(true);
    expect(leaking?.rssBytes.slopePerHour).toBeCloseTo(3 * 360 * MIB);
    const filling = judge(samples((index) => ({ spoolBytes: (3 + index) * MIB })));
    expect(filling).toMatchObject({ isFlat: false, spoolBytes: { isFlat: false } });
    expect(filling?.rssBytes.isFlat).toBe(true);
  });

  it('says nothing of a few samples', () => {
    expect(judge(samples(() => ({})).slice(0, 5))).toBeNull();
    expect([median([]), median([3]), median([4, 1, 2]), median([1, 2, 3, 10])]).toStrictEqual([
      0, 3, 2, 2.5,
    ]);
  });
});

it('the soak measures a listener that runs and prints what it saw', async () => {
  const { code, out, err } = await runSoak(['--minutes', '0.02', '--every', '1']);
  const [first, ...rows] = err.trimEnd().split('\n');
  expect(first).toMatch(/RSS MiB +spool MiB +lag s/);
  expect(rows.length).toBeGreaterThanOrEqual(1);
  for (const row of rows) expect(row).toMatch(/^ +\d+ +\d{2,}\.\d +\d+\.\d +(-|\d+\.\d)$/);
  expect(JSON.parse(out)).toMatchObject({ minutes: 0.02, exitCode: 0, verdict: null });
  expect(code).toBe(1); // too short to call anything flat
});
