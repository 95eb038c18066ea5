import { type RawTable, duckdbLakeLines, duckdbLoad } from '@bitcoin-pipeline/model';
import { DuckDBBlobValue, type DuckDBConnection } from '@duckdb/node-api';
import * as E from 'fp-ts/lib/Either.js';
import { firstLine } from './failure.ts';
import { type RefusedObject, recordLoaded, recordRefused } from './ledger.ts';

/** A lake object by its key, inflated. */
export interface ObjectText {
  readonly file: string;
  readonly text: Buffer;
}

/** Errors of DuckDB that a line causes. Any other (disk full, out of memory) is no fault of the object. */
const causedByLine = /^(Invalid Input|Conversion|Constraint|Out of Range) Error: /;

const insertLines = `
  INSERT INTO lake_lines
  SELECT $file, number, line
  FROM unnest(string_split(decode($text), chr(10))) WITH ORDINALITY AS t(line, number)
  WHERE line <> ''`;

const fill = async (
  connection: DuckDBConnection,
  table: RawTable,
  objects: ReadonlyArray<ObjectText>,
): Promise<number> => {
  await connection.run(duckdbLakeLines);
  for (const { file, text } of objects)
    await connection.run(insertLines, { file, text: new DuckDBBlobValue(text) });
  await connection.run(duckdbLoad(table));
  await recordLoaded(
    connection,
    objects.map(({ file }) => file),
  );
  const lines = await connection.runAndReadAll('SELECT count(*) FROM lake_lines');
  await connection.run('DROP TABLE lake_lines');
  return Number(lines.getRows()[0]?.[0]);
};

/** All objects and their ledger rows in one transaction, or none and the reason. */
const loadTogether = async (
  connection: DuckDBConnection,
  table: RawTable,
  objects: ReadonlyArray<ObjectText>,
): Promise<E.Either<string, number>> => {
  await connection.run('BEGIN');
  try {
    const lines = await fill(connection, table, objects);
    await connection.run('COMMIT');
    return E.right(lines);
  } catch (error) {
    await connection.run('ROLLBACK');
    const reason = firstLine(error);
    if (causedByLine.test(reason)) return E.left(reason.replace(causedByLine, ''));
    throw error;
  }
};

/** What came of some objects of one table. */
export interface Outcome {
  readonly files: number;
  readonly lines: number;
  readonly refused: ReadonlyArray<RefusedObject>;
}

export const sum = (outcomes: ReadonlyArray<Outcome>): Outcome => ({
  files: outcomes.reduce((files, outcome) => files + outcome.files, 0),
  lines: outcomes.reduce((lines, outcome) => lines + outcome.lines, 0),
  refused: outcomes.flatMap(({ refused }) => refused),
});

/** Notes an object that can't be loaded. */
export const refuse = async (
  connection: DuckDBConnection,
  file: string,
  reason: string,
): Promise<Outcome> => {
  await recordRefused(connection, { file, reason });
  return { files: 0, lines: 0, refused: [{ file, reason }] };
};

/** Loads the batch as a whole; where that fails object by object, so that a bad one stops none but itself. */
export const loadBatch = async (
  connection: DuckDBConnection,
  table: RawTable,
  objects: ReadonlyArray<ObjectText>,
): Promise<Outcome> => {
  const [first, ...others] = objects;
  if (first === undefined) return sum([]);
  const loaded = await loadTogether(connection, table, objects);
  if (E.isRight(loaded)) return { files: objects.length, lines: loaded.right, refused: [] };
  if (others.length === 0) return refuse(connection, first.file, loaded.left);
  const outcomes: Outcome[] = [];
  for (const object of objects) outcomes.push(await loadBatch(connection, table, [object]));
  return sum(outcomes);
};
