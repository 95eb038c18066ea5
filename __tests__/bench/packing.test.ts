import { expect, it } from 'vitest';
import type { Roll } from '../../lake/delivery/ports.ts';
import { firehoseRoll } from '../../lake/ends/firehose.ts';
import { lostShare, packed, summed } from '../../bench/packing/packing.ts';
import { recordedLines, recordings } from '../../bench/packing/recorded-lines.ts';

const mix = async (roll: Roll) => {
  const lines = await Promise.all(recordings.map(recordedLines));
  return summed(lines.map((each) => packed(each, roll)));
};

it('at most a twentieth of what Firehose bills for the recorded mix is lost to rounding', async () => {
  const { total } = await mix(firehoseRoll);
  expect(total).toStrictEqual({
    lines: 399,
    records: 59,
    bytes: 1_960_860,
    billedBytes: 2_058_240,
  });
  expect(lostShare(total)).toBeLessThanOrEqual(0.05);
});

it('three times as much would be if lines did not wait for whole steps', async () => {
  const { total } = await mix({ ageMs: 2000, bytes: 4 * 1024 * 1024, byHour: false });
  expect(total).toMatchObject({ lines: 399, records: 141, bytes: 1_960_860 });
  expect(lostShare(total)).toBeCloseTo(0.1564, 4);
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
