import type { RawTable } from '@bitcoin-pipeline/model';
import * as E from 'fp-ts/lib/Either.js';
import { type WarehouseFailure, firstLine } from './failure.ts';
import { listWhole } from './lake-listing.ts';

/** A stretch of time, Unix milliseconds: the first is in it, the last is not. */
export interface LakeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

const hourMs = 3_600_000;

/** When the hour of arrival in a lake key began: `…/dt=2026-11-21/hr=06/…`; undefined where the key names none. Unix milliseconds. */
export const hourOf = (key: string): number | undefined => {
  const [, day, hour] = /\/dt=(\d{4}-\d{2}-\d{2})\/hr=(\d{2})\//.exec(key) ?? [];
  const beganMs = Date.parse(`${day}T${hour}:00:00Z`);
  return Number.isNaN(beganMs) ? undefined : beganMs;
};

/** Whether a part of the object's hour of arrival lies in the range. */
export const arrivedWithin =
  ({ fromMs, toMs }: LakeRange) =>
  (key: string): boolean => {
    const beganMs = hourOf(key);
    return beganMs !== undefined && beganMs < toMs && beganMs + hourMs > fromMs;
  };

/** From the first hour of arrival in which a table has an object to the end of the last; undefined where none has. */
export const heldRange = async (
  lakeDir: string,
  tables: ReadonlyArray<RawTable>,
): Promise<E.Either<WarehouseFailure<'failed'>, LakeRange | undefined>> => {
  try {
    const listed = await Promise.all(tables.map(({ prefix }) => listWhole()(lakeDir, prefix)));
    const hours = listed.flatMap((keys) => keys.map(hourOf)).filter((ms) => ms !== undefined);
    if (hours.length === 0) return E.right(undefined);
    return E.right({
      fromMs: hours.reduce((least, ms) => Math.min(least, ms)),
      toMs: hours.reduce((most, ms) => Math.max(most, ms)) + hourMs,
    });
  } catch (error) {
    return E.left({ tag: 'failed', message: `${lakeDir} can't be read: ${firstLine(error)}` });
  }
};
