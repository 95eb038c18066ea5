/** Some rows of a table that is too long to show at once. */
export interface Paging {
  /** From 0; the nearest there is to the one asked for. */
  readonly page: number;
  readonly pages: number;
  /** Rows before the first and up to the last shown. */
  readonly from: number;
  readonly to: number;
}

/** Rows of a table on the page at once. */
const ROWS_A_PAGE = 100;

/** Which rows are shown. A table that grew shorter meanwhile shows its last page. */
export const pagingOf = (rows: number, wanted: number): Paging => {
  const pages = Math.max(1, Math.ceil(rows / ROWS_A_PAGE));
  const page = Math.min(Math.max(0, wanted), pages - 1);
  const from = page * ROWS_A_PAGE;
  return { page, pages, from, to: Math.min(rows, from + ROWS_A_PAGE) };
};
