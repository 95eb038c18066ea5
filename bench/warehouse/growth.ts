import type { Scan } from './measured-project.ts';

/** Reads of the same table by the same model, after a short history and after a long one. */
export interface Growth {
  readonly model: string;
  readonly table: string;
  readonly before: number;
  readonly after: number;
}

/** How much more may be read: the last row group of each reading may be fuller or hold a little of the wanted rows. */
const MOST_GROWTH = 1.1;

/**
 * Where a longer history makes one more minute read more. Left out are tables that are still short: one of less than
 * `shortRows` is read whole at no cost worth naming.
 */
export const growths = (
  before: ReadonlyArray<Scan>,
  after: ReadonlyArray<Scan>,
  tableRows: ReadonlyMap<string, number>,
  { rowGroupRows, shortRows }: { readonly rowGroupRows: number; readonly shortRows: number },
): ReadonlyArray<Growth> =>
  after.flatMap(({ model, table, times, rows }) => {
    if ((tableRows.get(table) ?? 0) < shortRows) return [];
    const known = before.find((scan) => scan.model === model && scan.table === table);
    const read = known?.rows ?? 0;
    return rows <= MOST_GROWTH * read + times * rowGroupRows
      ? []
      : [{ model, table, before: read, after: rows }];
  });

export const rowsOf = (scans: ReadonlyArray<Scan>): number =>
  scans.reduce((sum, { rows }) => sum + rows, 0);
