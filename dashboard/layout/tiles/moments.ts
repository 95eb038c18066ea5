import type { BlockTotals, Departure, Standing, TilesEvent } from './wire.ts';

/** The whole picture came, or a change of it. */
interface PictureMoment extends Standing {
  readonly tag: 'snapshot' | 'delta';
  readonly atMs: number;
  readonly sequence: number | null;
  readonly totals: BlockTotals;
  /** Transactions; of a snapshot all of them, and none of the rest. */
  readonly added: number;
  readonly removed: Readonly<Record<Departure, number>>;
  readonly repriced: number;
  readonly feeSatsDelta: number;
}

/** One event without its tiles. Times never go back: where a clock was set back the later event is told at the time of the one before. */
export type Moment =
  | PictureMoment
  | (Standing & { readonly tag: 'standing'; readonly atMs: number })
  | {
      readonly tag: 'mined';
      readonly atMs: number;
      readonly height: number;
      readonly hash: string;
    };

const count = (
  removed: ReadonlyArray<readonly [txid: string, why: Departure]>,
  wanted: Departure,
): number => removed.filter(([, why]) => why === wanted).length;

export const momentOf = (event: TilesEvent, atMs: number): Moment => {
  switch (event.tag) {
    case 'mined':
      return { tag: 'mined', atMs, height: event.height, hash: event.hash };
    case 'standing':
      return { tag: 'standing', atMs, level: event.level, cause: event.cause };
    case 'snapshot':
    case 'delta': {
      const { tag, level, cause, sequence, totals } = event;
      const removed = event.tag === 'delta' ? event.removed : [];
      return {
        tag,
        atMs,
        level,
        cause,
        sequence,
        totals,
        added: event.tag === 'delta' ? event.added.rates.length : event.tiles.rates.length,
        removed: {
          mined: count(removed, 'mined'),
          replaced: count(removed, 'replaced'),
          'pushed-out': count(removed, 'pushed-out'),
          unknown: count(removed, 'unknown'),
        },
        repriced: event.tag === 'delta' ? event.repriced.rates.length : 0,
        feeSatsDelta: event.tag === 'delta' ? event.feeSatsDelta : 0,
      };
    }
  }
};

/** Whether changes alone, and no picture from anew, led from one moment to another. */
export const isPath = (moments: ReadonlyArray<Moment>, fromMs: number, toMs: number): boolean =>
  fromMs <= toMs &&
  !moments.some(({ tag, atMs }) => tag === 'snapshot' && atMs > fromMs && atMs <= toMs);

/** A stretch of which the picture is not known. */
export interface GapSpan {
  readonly fromMs: number;
  /** Null: it is open. */
  readonly toMs: number | null;
  readonly cause: string | null;
}

/** The gaps in a run of moments, in order. */
export const gapsIn = (moments: ReadonlyArray<Moment>): ReadonlyArray<GapSpan> => {
  const told = moments.filter((moment) => moment.tag !== 'mined');
  const changes = told.filter((moment, index) => {
    const before = told[index - 1];
    return moment.level !== 'unknown'
      ? before?.level === 'unknown'
      : before?.level !== 'unknown' || before.cause !== moment.cause;
  });
  return changes.flatMap(({ level, cause, atMs }, index) =>
    level === 'unknown' ? [{ fromMs: atMs, toMs: changes[index + 1]?.atMs ?? null, cause }] : [],
  );
};
