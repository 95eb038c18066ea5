import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rawTables } from '@bitcoin-pipeline/model';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { right } from '../../__tests__/support/warehouse.ts';
import { withWarehouse } from '../../warehouse/database.ts';
import { loadNew } from '../../warehouse/loader.ts';
import { memoryLimit } from '../../warehouse/memory-limit.ts';

const identity = { network: 'mainnet', originClass: 'simulated' } as const;

/** Between a line's time and its load. */
const LOADED_AFTER = "interval '10 seconds'";

interface Operator {
  readonly operator_rows_scanned: number | undefined;
  readonly children: ReadonlyArray<Operator>;
}
const Operator: t.Type<Operator, unknown> = t.recursion('Operator', () =>
  t.type({
    operator_rows_scanned: t.union([t.number, t.undefined]),
    children: t.readonlyArray(Operator),
  }),
);

const scannedBy = ({ operator_rows_scanned: own = 0, children }: Operator): number =>
  own + children.reduce((sum, child) => sum + scannedBy(child), 0);

/** The warehouse of a lake folder as the loader fills it; its row groups have as many rows as is said. */
export class BenchWarehouse {
  readonly file: string;
  readonly lakeDir: string;
  readonly #folder: string;
  readonly #rowGroupRows: number;

  constructor(folder: string, rowGroupRows: number) {
    this.#folder = folder;
    this.#rowGroupRows = rowGroupRows;
    this.file = join(folder, 'lake.duckdb');
    this.lakeDir = join(folder, 'lake');
  }

  get bytes(): number {
    return statSync(this.file).size;
  }

  /** Loads what is new, as if each line had been loaded soon after it was written. */
  async load(onProgress?: (objects: number, of: number) => void): Promise<void> {
    if (!existsSync(this.file))
      right(await withWarehouse(this.file, identity, () => Promise.resolve(E.right(undefined))));
    await this.#use(async (connection) => {
      const began = new Date().toISOString().replace('Z', '');
      const warehouse = { file: this.file, connection, close: () => Promise.resolve() };
      const options = onProgress === undefined ? {} : { onProgress };
      const report = right(await loadNew(warehouse, this.lakeDir, rawTables, options));
      if (report.refused.length > 0) throw new Error(JSON.stringify(report.refused));
      for (const { name } of rawTables)
        await connection.run(
          `update raw.${name} set _loaded_at = observed_at + ${LOADED_AFTER}
          where _loaded_at >= timestamp '${began}'`,
        );
    });
  }

  /** How many rows each table has, by its schema and name. */
  async tableRows(): Promise<ReadonlyMap<string, number>> {
    return this.#use(async (connection) => {
      const tables = await connection.runAndReadAll(
        `select schema_name || '.' || table_name, estimated_size from duckdb_tables() where database_name = 'lake'`,
      );
      return new Map(tables.getRows().map(([name, rows]) => [`${name?.toString()}`, Number(rows)]));
    });
  }

  /** The rows that a question reads, and how long it takes in milliseconds once the file has been read. */
  async ask(sql: string): Promise<{ readonly rows: number; readonly ms: number }> {
    const profile = join(this.#folder, 'profile.json');
    return this.#use(async (connection) => {
      await connection.runAndReadAll(sql);
      const beganMs = performance.now();
      await connection.runAndReadAll(sql);
      const ms = performance.now() - beganMs;
      await connection.run(`pragma enable_profiling = 'json'`);
      await connection.run(`pragma profiling_output = '${profile}'`);
      await connection.run(`set custom_profiling_settings = '{"OPERATOR_ROWS_SCANNED": "true"}'`);
      await connection.runAndReadAll(sql);
      await connection.run('pragma disable_profiling');
      const said: unknown = JSON.parse(readFileSync(profile, 'utf8'));
      rmSync(profile);
      return { rows: scannedBy(right(Operator.decode(said))), ms };
    });
  }

  async #use<A>(task: (connection: DuckDBConnection) => Promise<A>): Promise<A> {
    const instance = await DuckDBInstance.create(':memory:', {
      ...memoryLimit, // as the program opens it
      temp_directory: join(this.#folder, 'spilled'),
    });
    const connection = await instance.connect();
    try {
      await connection.run(
        `attach '${this.file}' as lake (row_group_size ${this.#rowGroupRows}); use lake`,
      );
      const done = await task(connection);
      await connection.run('checkpoint lake; use memory; detach lake');
      return done;
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  }
}
