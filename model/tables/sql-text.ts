/** A SQL string literal. Both dialects double a quote; neither reads a backslash in what we write. */
export const sqlString = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Lines of a list inside a statement, indented, a comma between. */
export const sqlList = (items: ReadonlyArray<string>): string =>
  items.map((item) => `  ${item}`).join(',\n');
