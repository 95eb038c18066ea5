import * as E from 'fp-ts/lib/Either.js';
import type { Dialect } from './ddl.ts';
import {
  lineFeedsIn,
  listed,
  statementsOf,
  type DdlFault,
  type Statement,
} from './sql-statements.ts';
import { plainType, type PipeShape, type TableShape } from './table-shape.ts';

/** What a printed DDL says, whatever its comments, its white space and the order of its columns. */
export interface ReadDdl {
  readonly dialect: Dialect;
  readonly tables: ReadonlyArray<TableShape>;
}

/** A table as far as it is read. */
interface Draft {
  readonly columns: Map<string, string>;
  readonly line: number;
  pipe: PipeShape | null;
  isFilled: boolean;
}

const createTable =
  /^CREATE\s+TABLE\s+IF\s+NOT\s+EXISTS\s+RAW\.(?<name>\w+)\s*\((?<list>.*)\)(?:\s*COMMENT\s*=\s*'(?:[^']|'')*')?$/is;
const addColumn =
  /^ALTER\s+TABLE\s+RAW\.(?<name>\w+)\s+ADD\s+COLUMN\s+IF\s+NOT\s+EXISTS\s+(?<list>.*)$/is;
const createPipe =
  /^CREATE\s+PIPE\s+IF\s+NOT\s+EXISTS\s+RAW\.(?<name>\w+)_PIPE\s.*?\bCOPY\s+INTO\s+RAW\.(?<into>\w+)\s+FROM\s+@RAW\.LAKE\/(?<prefix>\S+)\s+(?<copy>.*)$/is;
const insert = /^INSERT\s+INTO\s+RAW\.(?<name>\w+)\s+BY\s+NAME\s/is;
const column =
  /^(?<name>\w+)\s+(?<type>\w+(?:\s*\(\s*\d+\s*(?:,\s*\d+\s*)?\))?)(?:\s+COMMENT\s*'(?:[^']|'')*')?$/is;
/** Statements that no table's shape follows from. */
const others =
  /^(?:CREATE\s+(?:SCHEMA|FILE\s+FORMAT|STAGE|TEMP\s+TABLE)\s+IF\s+NOT\s+EXISTS|COMMENT\s+ON|SET\s+VARIABLE|ALTER\s+SESSION)\s/i;
const ofSnowflake = /^CREATE\s+(?:PIPE|STAGE|FILE\s+FORMAT)\s/i;

const firstWords = (text: string): string => text.split(/\s+/, 3).join(' ');

/** The tables of a file, read statement by statement. */
class Reading {
  readonly tables = new Map<string, Draft>();

  /** The fault of a statement, or null. */
  take(statement: Statement): DdlFault | null {
    const { text, line } = statement;
    const table = createTable.exec(text)?.groups;
    if (table !== undefined) return this.#create(statement, table);
    const added = addColumn.exec(text)?.groups;
    if (added !== undefined) return this.#columns(statement, added);
    const pipe = createPipe.exec(text)?.groups;
    if (pipe !== undefined) return this.#pipe(statement, pipe);
    const filled = insert.exec(text)?.groups;
    if (filled !== undefined) return this.#filled(statement, filled);
    return others.test(text)
      ? null
      : { line, reason: `"${firstWords(text)} …" is no statement that ddl prints` };
  }

  #create(statement: Statement, groups: Readonly<Record<string, string>>): DdlFault | null {
    const name = groups['name']?.toLowerCase() ?? '';
    if (!this.tables.has(name))
      this.tables.set(name, {
        columns: new Map(),
        line: statement.line,
        pipe: null,
        isFilled: false,
      });
    return this.#columns(statement, groups);
  }

  #columns(statement: Statement, groups: Readonly<Record<string, string>>): DdlFault | null {
    const { name = '', list = '' } = groups;
    const draft = this.tables.get(name.toLowerCase());
    if (draft === undefined) return notMade(statement, name);
    const before = lineFeedsIn(statement.text.slice(0, statement.text.indexOf(list)));
    for (const [text, at] of listed(list)) {
      const line = statement.line + before + at;
      const found = column.exec(text)?.groups;
      if (found === undefined) return { line, reason: `"${text}" is no column` };
      const [key, type] = [(found['name'] ?? '').toLowerCase(), plainType(found['type'] ?? '')];
      const known = draft.columns.get(key) ?? type;
      if (known !== type) return { line, reason: `${key} is ${known} before and ${type} here` };
      draft.columns.set(key, type);
    }
    return null;
  }

  #pipe(statement: Statement, groups: Readonly<Record<string, string>>): DdlFault | null {
    const { name = '', into = '', prefix = '', copy = '' } = groups;
    const draft = this.tables.get(into.toLowerCase());
    if (draft === undefined || name.toLowerCase() !== into.toLowerCase())
      return notMade(statement, name);
    draft.pipe = { prefix, copy: copy.replaceAll(/\s+/g, ' ') };
    draft.isFilled = true;
    return null;
  }

  #filled(statement: Statement, { name = '' }: Readonly<Record<string, string>>): DdlFault | null {
    const draft = this.tables.get(name.toLowerCase());
    if (draft === undefined) return notMade(statement, name);
    draft.isFilled = true;
    return null;
  }
}

const notMade = ({ line }: Statement, name: string): DdlFault => ({
  line,
  reason: `no table raw.${name.toLowerCase()} is made before`,
});

/** Reads what `ddl` printed, of this version or an older one; anything else is a fault, a file cut short too. */
export const readDdl = (sql: string): E.Either<DdlFault, ReadDdl> => {
  const statements = statementsOf(sql);
  if (E.isLeft(statements)) return statements;
  const reading = new Reading();
  for (const statement of statements.right) {
    const fault = reading.take(statement);
    if (fault !== null) return E.left(fault);
  }
  if (reading.tables.size === 0) return E.left({ line: 1, reason: 'there is no raw table' });
  for (const [name, { isFilled, line }] of reading.tables)
    if (!isFilled)
      return E.left({ line, reason: `nothing fills raw.${name}: the file is cut short` });
  return E.right({
    dialect: statements.right.some(({ text }) => ofSnowflake.test(text)) ? 'snowflake' : 'duckdb',
    tables: [...reading.tables].map(([name, { columns, pipe }]) => ({ name, columns, pipe })),
  });
};
