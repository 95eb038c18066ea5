import * as t from 'io-ts';
import { valueOf } from './values.ts';
import type { JsonValue } from '../json-value.ts';

/** The parts that we read of what the SQL API answers. */

const Cells = t.readonlyArray(t.readonlyArray(t.union([t.string, t.null])));

const ColumnOfRows = t.intersection([
  t.type({ name: t.string, type: t.string }),
  t.partial({ scale: t.union([t.number, t.null]) }),
]);

/** A statement that has ended; its first rows, and how many parts the rest comes in. */
export const Finished = t.type({
  statementHandle: t.string,
  resultSetMetaData: t.type({
    rowType: t.readonlyArray(ColumnOfRows),
    partitionInfo: t.readonlyArray(t.unknown),
  }),
  data: Cells,
});
export type Finished = t.TypeOf<typeof Finished>;

/** One more part of the rows. */
export const Partition = t.type({ data: Cells });

/** A statement that is still running. */
export const Running = t.type({ statementHandle: t.string });

/** What was wrong with it. */
export const Refusal = t.type({ code: t.string, message: t.string });

/** Rows as objects by column. */
export const rowsOf = (
  { resultSetMetaData: { rowType } }: Finished,
  cells: t.TypeOf<typeof Cells>,
): ReadonlyArray<Readonly<Record<string, JsonValue>>> => {
  const columns = rowType.map(({ name, type, scale }) => ({ name, type, scale: scale ?? null }));
  return cells.map((row) =>
    Object.fromEntries(
      columns.map((column, place) => [column.name, valueOf(column, row[place] ?? null)]),
    ),
  );
};
