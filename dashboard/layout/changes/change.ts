import type { CameAndWent } from '../tiles/tile-map.ts';
import type { Departure, TilesDelta } from '../tiles/wire.ts';

/** What one message did to the next block. */
export interface Change {
  readonly at: string;
  readonly came: number;
  readonly cameVbytes: number;
  readonly left: number;
  readonly leftVbytes: number;
  readonly leftBecause: Readonly<Record<Departure, number>>;
  readonly repriced: number;
  readonly feeSatsDelta: number;
}

const vbytesOf = (tiles: ReadonlyArray<{ readonly vsizeVbytes: number }>): number =>
  tiles.reduce((sum, { vsizeVbytes }) => sum + vsizeVbytes, 0);

/** From a message and what it did to the picture, which alone knows how big the ones that left were. */
export const changeOf = (
  { at, feeSatsDelta, repriced }: Pick<TilesDelta, 'at' | 'feeSatsDelta' | 'repriced'>,
  { added, removed }: CameAndWent,
): Change => {
  const because = { mined: 0, replaced: 0, 'pushed-out': 0, unknown: 0 };
  for (const { why } of removed) because[why] += 1;
  return {
    at,
    came: added.length,
    cameVbytes: vbytesOf(added),
    left: removed.length,
    leftVbytes: vbytesOf(removed.map(({ tile }) => tile)),
    leftBecause: because,
    repriced: repriced.rates.length,
    feeSatsDelta,
  };
};
