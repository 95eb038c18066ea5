import { expect, it } from 'vitest';
import { lostShare, packed, summed } from '../../bench/packing/packing.ts';
import { recordedLines, recordings } from '../../bench/packing/recorded-lines.ts';

const mix = async (ageMs: number) => {
  const roll = { ageMs, bytes: 4 * 1024 * 1024, byHour: false };
  const lines = await Promise.all(recordings.map(recordedLines));
  return summed(lines.map((each) => packed(each, roll)));
};

it('of the recorded mix Firehose bills so many bytes when lines wait for 2 seconds', async () => {
  const { total, 'mempool-block': block } = await mix(2000);
  expect(total).toStrictEqual({
    lines: 399,
    records: 141,
    bytes: 1_958_718,
    billedBytes: 2_319_360,
  });
  // more than one twentieth: the recorded node was quiet, and streams of a line a minute fill no 5 KiB
  expect(lostShare(total)).toBeCloseTo(0.1555, 4);
  expect(lostShare(block)).toBeCloseTo(0.1398, 4);
});

it('no more than a twentieth is lost to rounding when they wait for a minute', async () => {
  const { total } = await mix(60_000);
  expect(total.bytes).toBe(1_958_718);
  expect(lostShare(total)).toBeLessThanOrEqual(0.05);
});

it('each record is billed by itself, in steps of 5,120 bytes', () => {
  const line = (bytes: number, second: number) => ({
    stream: 'quarantine' as const,
    epochId: 'e',
    ordinal: 1,
    observedAt: `2026-11-21T06:00:0${second}.000Z`,
    bytes: Buffer.alloc(bytes),
  });
  const roll = { ageMs: 2000, bytes: 4 * 1024 * 1024, byHour: false };
  const { quarantine } = packed([line(5120, 0), line(1, 1), line(5120, 2), line(1, 4)], roll);
  expect(quarantine).toStrictEqual({ lines: 4, records: 3, bytes: 10_242, billedBytes: 20_480 });
});
