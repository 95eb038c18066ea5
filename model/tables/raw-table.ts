import type { Column } from './column.ts';

/**
 * One raw table: one stream of the lake as loaded.
 * `columns` are the flat keys of the stream's lines in order, then `payload`, then the load metadata
 * (`_file`, `_file_row`, `_loaded_at`).
 */
export interface RawTable {
  readonly stream: string;
  /** Lower case, without schema: `mempool_block`. The schema is `raw`. */
  readonly name: string;
  /** Where the stream's objects lie in the lake: `mempool-data/stream/`. */
  readonly prefix: string;
  readonly description: string;
  readonly columns: ReadonlyArray<Column>;
}
