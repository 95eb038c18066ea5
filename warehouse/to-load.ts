import type { RawTable } from '@bitcoin-pipeline/model';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type Listing, listRecent, listWhole } from './lake-listing.ts';
import { type LakeRange, arrivedWithin } from './lake-range.ts';
import { unsettledOf } from './ledger.ts';

/** Which objects to load. */
export interface Wanted {
  /**
   * Looks through the newest hours of arrival only, unless one of them is new: then the lake is listed whole, so that
   * what came late to an older hour is found once an hour, whatever a clock says.
   * @default false
   */
  readonly recent?: boolean;
  /** @default false */
  readonly retryRefused?: boolean;
  /**
   * The objects that arrived in these hours, whether they were loaded before, refused or neither, and no others.
   * @default what was not loaded before
   */
  readonly again?: LakeRange;
}

/** Objects of one table. */
export interface ToLoad {
  readonly table: RawTable;
  /** In the order to load them. */
  readonly keys: ReadonlyArray<string>;
}

interface Found extends ToLoad {
  /** An hour of arrival of which nothing was settled before. */
  readonly isNewHour: boolean;
}

const hourOf = (key: string): string => key.slice(0, key.lastIndexOf('/'));

const hasNewHour = (listed: ReadonlyArray<string>, unsettled: ReadonlyArray<string>): boolean => {
  const open = new Set(unsettled);
  const known = new Set(listed.filter((key) => !open.has(key)).map(hourOf));
  return unsettled.some((key) => !known.has(hourOf(key)));
};

/**
 * What a listing finds, by table. The last table is listed first: a producer writes what it says of its lines (the
 * ledger's tables come last) after those lines, which must then be listed too.
 */
const findBy = async (
  list: Listing,
  connection: DuckDBConnection,
  lakeDir: string,
  tables: ReadonlyArray<RawTable>,
  { again, retryRefused = false }: Wanted,
): Promise<ReadonlyArray<Found>> => {
  const found: Array<Found> = [];
  for (const table of tables.toReversed()) {
    const listed = await list(lakeDir, table.prefix);
    const keys =
      again === undefined
        ? await unsettledOf(connection, listed, retryRefused)
        : listed.filter(arrivedWithin(again));
    found.unshift({ table, keys, isNewHour: hasNewHour(listed, keys) });
  }
  return found;
};

/** The objects that are wanted, by table. The ledger must be there. */
export const toLoad = async (
  connection: DuckDBConnection,
  lakeDir: string,
  tables: ReadonlyArray<RawTable>,
  wanted: Wanted,
): Promise<ReadonlyArray<ToLoad>> => {
  if (wanted.recent === true && wanted.again === undefined) {
    const found = await findBy(listRecent(), connection, lakeDir, tables, wanted);
    if (!found.some(({ isNewHour }) => isNewHour)) return found;
  }
  return findBy(listWhole(), connection, lakeDir, tables, wanted);
};
