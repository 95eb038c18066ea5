import type { Inputs } from './inputs.ts';
import { GIB } from './part.ts';
import { DAYS, SECONDS } from './prices.ts';
import { inSeconds, type Volume } from './volumes.ts';

/** Firehose counts each record as a multiple of so many bytes. */
const STEP_BYTES = 5120;
/** What the listener lets rounding cost at most, and how long it waits for that: `lake/ends/firehose.ts`. */
const MOST_LOST = 0.04;
const WAITS_SECONDS = 60;
/** An object above it is written in parts. */
const PART_BYTES = 5 * 2 ** 20;
/** Begin, one part, end. */
const REQUESTS_IN_PARTS = 3;

const more = ({ lines, bytes }: Volume, count: number, bytesEach: number): Volume => ({
  lines: lines + count,
  bytes: bytes + count * bytesEach,
});

/** A month of each stream: as recorded, with mainnet's audits and quotes beside it. */
export const monthOf = (inputs: Inputs): Readonly<Record<string, Volume>> => {
  const { streams } = inSeconds(inputs.measured, SECONDS);
  const { 'mempool-block': blocks, conversions } = streams;
  return {
    ...streams,
    ...(blocks === undefined
      ? {}
      : { 'mempool-block': more(blocks, inputs.auditsPerDay * DAYS, inputs.snapshotBytes) }),
    ...(conversions === undefined
      ? {}
      : {
          conversions: more(
            conversions,
            inputs.quotesPerDay * DAYS,
            conversions.bytes / conversions.lines,
          ),
        }),
  };
};

/** Upper bound: records are full but for 4 %, and what comes slowly is a record a minute that is rounded up. */
export const billedBytes = ({ lines, bytes }: Volume): number =>
  bytes / (1 - MOST_LOST) + Math.min(lines, SECONDS / WAITS_SECONDS) * STEP_BYTES;

/** Objects that Firehose writes, and the requests that takes. */
export const putsOf = ({ lines, bytes }: Volume, inputs: Inputs): number => {
  const bySize = bytes / (inputs.bufferMib * 2 ** 20);
  const objects = Math.max(bySize, Math.min(lines, SECONDS / inputs.bufferSeconds));
  const each = objects === 0 ? 0 : bytes / objects / inputs.compression;
  return objects * (each > PART_BYTES ? REQUESTS_IN_PARTS : 1);
};

export const gibOf = (volumes: Readonly<Record<string, Volume>>): number =>
  Object.values(volumes).reduce((sum, { bytes }) => sum + bytes, 0) / GIB;
