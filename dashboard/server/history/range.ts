import * as t from 'io-ts';

/** How far back the charts go, by the word in the address. */
export const Range = t.keyof({ '24h': null, '3d': null, '1w': null, '1m': null, all: null });
export type Range = t.TypeOf<typeof Range>;

export const ranges: ReadonlyArray<Range> = ['24h', '3d', '1w', '1m', 'all'];

const DAY_MS = 86_400_000;

const daysOf: Readonly<Record<Range, number>> = {
  '24h': 1,
  '3d': 3,
  '1w': 7,
  '1m': 30,
  all: Number.POSITIVE_INFINITY,
};

/** A moment as both engines cast it to a timestamp without a zone, in UTC. */
export const sqlMoment = (ms: number): string =>
  new Date(ms).toISOString().replace('T', ' ').replace('Z', '');

/** The first moment of a range that ends at the newest row, so that a recording has a range too. */
export const beginOf = (range: Range, newestAt: string): string => {
  const ms = Date.parse(newestAt) - daysOf[range] * DAY_MS;
  return Number.isFinite(ms) ? sqlMoment(ms) : '0001-01-01 00:00:00.000';
};
