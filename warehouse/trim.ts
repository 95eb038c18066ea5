import { streams } from '@bitcoin-pipeline/model';
import type { DuckDBConnection } from '@duckdb/node-api';

/** The one table that grows fast. */
const trimmed = `raw.${streams['mempool-block'].table}`;

/**
 * Deletes rows of the next block that were both received and loaded more than so many days ago; the lake and the ledger
 * keep them, so that they come back only when their hours are loaded again, for as many days. What a replay decoded
 * (its id ends in a version) stays: the quarantine tells by it which of its own are settled. Gives how many.
 */
export const trimRaw = async (connection: DuckDBConnection, keepDays: number): Promise<number> => {
  const deleted = await connection.run(
    `DELETE FROM ${trimmed}
     WHERE _loaded_at < make_timestamp(epoch_us(now())) - to_days($1::INTEGER)
       AND observed_at < make_timestamp(epoch_us(now())) - to_days($1::INTEGER)
       AND event_id NOT LIKE '%.%'`,
    [keepDays],
  );
  return deleted.rowsChanged;
};
