import { useState } from 'preact/hooks';
import { csvOf, type Cell } from '../layout/csv.ts';
import { pagingOf } from '../layout/paging.ts';
import { NOTHING } from '../layout/words.ts';
import { saveText } from './save-text.ts';

/** One column: its value goes into the CSV as it is, its words onto the page. */
export interface Column<Row> {
  /** With the unit: `Fees, BTC`. */
  readonly name: string;
  readonly value: (row: Row) => Cell;
  /** @default the value as text, a dash for null */
  readonly words?: (row: Row) => string;
}

interface TableProps<Row> {
  /** What the rows are: `Fees of mined blocks`. */
  readonly caption: string;
  /** The first column names the row. */
  readonly columns: readonly [Column<Row>, ...ReadonlyArray<Column<Row>>];
  readonly rows: ReadonlyArray<Row>;
  /** Without `.csv`. */
  readonly fileName: string;
  /** Called before rows are shown, for a table whose rows are gathered only then. */
  readonly onOpen?: () => void;
}

const wordsOf = <Row,>(column: Column<Row>, row: Row): string =>
  column.words?.(row) ?? String(column.value(row) ?? NOTHING);

const Rows = <Row,>({ caption, columns, rows }: Omit<TableProps<Row>, 'fileName'>) => {
  const [first, ...others] = columns;
  return (
    <div class="scroll" role="region" aria-label={caption} tabIndex={0}>
      <table class="num">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              <th scope="row">{wordsOf(first, row)}</th>
              {others.map((column) => (
                <td key={column.name}>{wordsOf(column, row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const Opened = <Row,>({ caption, columns, rows, fileName }: TableProps<Row>) => {
  const [wanted, setWanted] = useState(0);
  const { page, pages, from, to } = pagingOf(rows.length, wanted);
  const save = (): void =>
    saveText(
      `${fileName}.csv`,
      'text/csv',
      csvOf(
        columns.map(({ name }) => name),
        rows.map((row) => columns.map(({ value }) => value(row))),
      ),
    );
  return (
    <>
      <Rows caption={caption} columns={columns} rows={rows.slice(from, to)} />
      <div class="below-table">
        <button type="button" onClick={save} aria-label={`Download CSV: ${caption}`}>
          Download CSV
        </button>
        <span class="num" role="status">
          {rows.length === 0 ? 'No rows yet' : `Rows ${from + 1} to ${to} of ${rows.length}`}
        </span>
        {pages === 1 ? null : (
          <>
            <button type="button" disabled={page === 0} onClick={() => setWanted(page - 1)}>
              Previous rows
            </button>
            <button type="button" disabled={page === pages - 1} onClick={() => setWanted(page + 1)}>
              Next rows
            </button>
          </>
        )}
      </div>
    </>
  );
};

/**
 * What a chart shows, as a table to open below it, and as a file. Rows are drawn only while it is open, a hundred at
 * a time; the file has all of them.
 */
export const TableOf = <Row,>(props: TableProps<Row>) => {
  const [isOpen, setOpen] = useState(false);
  const toggle = (opens: boolean): void => {
    if (opens) props.onOpen?.();
    setOpen(opens);
  };
  return (
    <details class="as-table" onToggle={(event) => toggle(event.currentTarget.open)}>
      <summary>
        Table <span class="spoken">: {props.caption}</span>
      </summary>
      {isOpen ? <Opened {...props} /> : null}
    </details>
  );
};
