import { expect } from 'vitest';
import { documentOf } from '../../cli/state-document.ts';
import type { StateDocument } from '../../cli/state-figures.ts';
import { lakeAnswer } from '../../cli/state-in-lake.ts';
import { warehouseAnswer } from '../../cli/state-in-warehouse.ts';
import { right } from './warehouse.ts';

export type Ask = (at: string, now?: string) => Promise<StateDocument>;

/** When nothing that tests ask for is in the future. */
const LATER = '2030-01-01T00:00:00.000Z';

/** What both say of a moment, which must be the same, rows and sentence included. */
export const asking =
  (lake: string, identity: Parameters<typeof warehouseAnswer>[1]): Ask =>
  async (at, now = LATER) => {
    const atMs = Date.parse(at);
    const [fromLake, fromTables] = [
      right(await lakeAnswer(lake, atMs, true)),
      right(await warehouseAnswer(`${lake}.duckdb`, identity, atMs, true)),
    ].map(({ figures, reach }) => documentOf(figures, reach, now));
    expect(fromTables).toStrictEqual(fromLake);
    if (fromLake === undefined) throw new Error('no answer');
    return fromLake;
  };
