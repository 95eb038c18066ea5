import * as t from 'io-ts';
import type { TilesEvent, TilesSnapshot } from '../../layout/tiles/wire.ts';
import { known } from '../known.ts';
import type { NextBlockMinutes } from '../next-block-history.ts';

/** What travels of the next block, as codecs: the compiler holds them and the wire's types together. */

const figure = known(t.number);
const numbers = t.readonlyArray(t.number);
const Level = t.keyof({ verified: null, contiguous: null, unknown: null });
const Departure = t.keyof({ mined: null, replaced: null, 'pushed-out': null, unknown: null });

const Columns = t.type({
  txids: t.string,
  feeSats: numbers,
  vsizeVbytes: numbers,
  valueSats: numbers,
  rates: numbers,
  places: numbers,
});

const moment = {
  level: Level,
  cause: known(t.string),
  at: t.string,
  sequence: figure,
  totals: t.type({
    transactions: t.number,
    feeSats: t.number,
    weight: t.number,
    lowestRate: figure,
    medianRate: figure,
  }),
};

const Snapshot = t.type({
  tag: t.literal('snapshot'),
  ...moment,
  grid: t.type({ columns: t.number, rows: t.number }),
  edges: numbers,
  tiles: Columns,
}) satisfies t.Type<TilesSnapshot, unknown>;

const Event = t.union([
  Snapshot,
  t.type({
    tag: t.literal('delta'),
    ...moment,
    removed: t.readonlyArray(t.readonly(t.tuple([t.string, Departure]))),
    added: Columns,
    repriced: t.type({ txids: t.string, rates: numbers }),
    moved: t.type({ txids: t.string, places: numbers }),
    feeSatsDelta: t.number,
  }),
  t.type({ tag: t.literal('standing'), level: Level, cause: known(t.string), at: t.string }),
  t.type({ tag: t.literal('mined'), at: t.string, height: t.number, hash: t.string }),
]) satisfies t.Type<TilesEvent, unknown>;

const Minutes = t.type({
  at: t.string,
  minutes: t.number,
  unknownMinutes: t.number,
  cause: known(t.string),
  isVerified: t.boolean,
  lowestRate: figure,
  p10Rate: figure,
  medianRate: figure,
  p90Rate: figure,
  vsizeVbytes: figure,
}) satisfies t.Type<NextBlockMinutes, unknown>;

/** `/api/next-block/recent` */
export const RecentAnswer = t.type({ lastId: known(t.string), events: t.readonlyArray(Event) });

/** `/api/next-block/at` */
export const AtAnswer = t.union([
  Snapshot,
  t.type({ level: t.literal('unknown'), cause: known(t.string) }),
]);

/** `/api/next-block/minutes` */
export const MinutesAnswer = t.type({ stepMinutes: t.number, points: t.readonlyArray(Minutes) });
