import type { Dialect } from '@bitcoin-pipeline/model';

/** The committed DDL of each dialect, from the root of the repository. */
export const ddlFile: Readonly<Record<Dialect, string>> = {
  duckdb: 'dbt/sql/raw_duckdb.sql',
  snowflake: 'dbt/sql/bootstrap_raw.sql',
};
