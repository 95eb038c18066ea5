import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { DiskFull } from '../support/delivery/disk-full.ts';
import { canMount, playOnSmallDisk } from '../support/delivery/small-disk.ts';
import { temporaryFolder } from '../support/lake-folder.ts';

const play = async (which: 'spool' | 'lake'): Promise<DiskFull> => {
  const folder = temporaryFolder();
  const [disk, other] = [join(folder, 'disk'), join(folder, 'other')];
  for (const dir of [disk, other]) mkdirSync(dir);
  // room for a spool of 16 MiB, and for some objects
  return (await playOnSmallDisk(disk, 48, [other, which])) as DiskFull;
};

/** Read on, given up, named, recovered from without help; and nothing that was durable is missing. */
const expectRecovered = (seen: DiskFull): void => {
  expect(seen.faults).toStrictEqual([]);
  expect(seen.durable).toBeGreaterThan(500);
  expect(seen.lost).toBe(0);
  expect(seen.code).toBe(0);
  expect(seen.framesWhileFull).toBeGreaterThanOrEqual(200);
  expect(seen.framesGivenUp).toBeGreaterThanOrEqual(seen.framesWhileFull);
  expect(seen.gaps).toStrictEqual([
    { cause: 'spool-full', isClosed: true, closedByAnotherEpoch: true },
  ]);
  expect(seen.meanwhile).toBe('spool-full');
  expect(seen.afterwards).toStrictEqual({ level: 'verified', isTrue: true });
};

it.skipIf(!canMount)(
  'with the disk of its spool full a listener reads on, names the gap and recovers when there is room',
  async () => {
    const seen = await play('spool');
    expectRecovered(seen);
    expect(seen.codes).toEqual(
      expect.arrayContaining(['spool-blocked', 'spool-full', 'spool-unblocked', 'spool-has-room']),
    );
  },
);

it.skipIf(!canMount)(
  'with the disk of the lake full its spool takes lines up to its bound; all of them are in the lake once there is room',
  async () => {
    const seen = await play('lake');
    expectRecovered(seen);
    expect(seen.codes).toEqual(
      expect.arrayContaining(['put-failed', 'spool-full', 'put-recovered', 'spool-has-room']),
    );
    expect(seen.codes).not.toContain('spool-blocked');
  },
);
