/** A value of a table: null where it is not known. */
export type Cell = string | number | null;

/**
 * What a spreadsheet takes for the beginning of a formula, after any white space, in full width too; and white space
 * that some take for the end of a cell.
 */
const formula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** Text that a stranger wrote stays text: an apostrophe before it is how a spreadsheet is told so. */
const defused = (text: string): string => (formula.test(text) ? `'${text}` : text);

const quoted = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const field = (cell: Cell): string => {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  return quoted(defused(cell));
};

/** A table as RFC 4180 has it: a line of names, then a line a row, each ended by CR LF. Numbers stay numbers. */
export const csvOf = (
  names: ReadonlyArray<string>,
  rows: Iterable<ReadonlyArray<Cell>>,
): string => {
  const lines = [names, ...rows].map((row) => row.map(field).join(','));
  return lines.map((line) => `${line}\r\n`).join('');
};
