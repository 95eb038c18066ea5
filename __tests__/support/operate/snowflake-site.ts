import { rawTables, snowflakePipeName, snowflakeTableName } from '@bitcoin-pipeline/model';
import * as t from 'io-ts';
import { warehouseIn, type WarehouseLook } from '../../../operate/outside/warehouse.ts';
import type { Names } from '../../../stacks/names.ts';
import { openSnowflake } from '../../../warehouse/snowflake/reader.ts';
import { environmentOf, startAccount } from '../snowflake/account.ts';
import { right } from '../warehouse.ts';

/** The raw tables and pipes of an environment in a stand-in for Snowflake. */
export interface SnowflakeSite {
  /** Variables by which it lets us in. */
  readonly env: NodeJS.ProcessEnv;
  /** As the commands look at it. */
  readonly look: WarehouseLook;
  /** A line of an object, as a pipe loads it now. */
  readonly load: (table: string, key: string, atMs: number) => Promise<void>;
  readonly run: (statement: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const quoted = (...names: ReadonlyArray<string>): string =>
  names.map((name) => `"${name}"`).join('.');

export const openSnowflakeSite = async (folder: string, names: Names): Promise<SnowflakeSite> => {
  const { emulator, config } = await startAccount(folder);
  const { database } = names;
  const port = openSnowflake({ ...config, database });
  const run = async (statement: string): Promise<void> => {
    right(await port.query(statement, [], t.unknown));
  };
  await run(`create schema ${database}.RAW`);
  for (const table of rawTables) {
    await run(
      `create table ${database}.RAW.${snowflakeTableName(table)} (_file varchar, _loaded_at timestamp_ntz)`,
    );
    await run(`create pipe ${quoted(database, 'RAW', snowflakePipeName(table))}`);
  }
  return {
    look: warehouseIn(port, database),
    env: {
      ...environmentOf(`${folder}/key.p8`, emulator.url),
      BITCOIN_PIPELINE_SNOWFLAKE_DATABASE: database,
    },
    load: (table, key, atMs) => {
      const at = new Date(atMs).toISOString().replace('Z', '');
      return run(
        `insert into ${database}.RAW.${table.toUpperCase()} (_file, _loaded_at) values ('${key}', '${at}')`,
      );
    },
    run,
    stop: async () => {
      await port.close();
      await emulator.stop();
    },
  };
};
