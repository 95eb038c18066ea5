import type { Column, ColumnType, RawTable } from '@bitcoin-pipeline/model';

export const column = (name: string, type: ColumnType): Column => ({
  name,
  type,
  nullable: true,
  description: `The line's ${name}.`,
});

/** A raw table by hand, with the identity of a line, some columns between, payload and load metadata. */
export const rawTableOf = (
  name: string,
  prefix: string,
  columns: ReadonlyArray<Column>,
): RawTable => ({
  stream: name,
  name,
  prefix,
  description: `Lines of ${name}.`,
  columns: [
    column('event_id', 'text'),
    column('event_type', 'text'),
    column('epoch_id', 'text'),
    column('ordinal', 'integer'),
    column('observed_at', 'timestamp'),
    ...columns,
    column('payload', 'json'),
    column('_file', 'text'),
    column('_file_row', 'integer'),
    column('_loaded_at', 'timestamp'),
  ],
});

export const blocks = rawTableOf('mempool_block', 'mempool-data/stream/', [
  column('sequence', 'integer'),
  column('stale', 'boolean'),
  column('source', 'text'),
  column('mined_at', 'timestamp'),
]);

export const conversions = rawTableOf('conversions', 'mempool-data/conversions/', [
  column('quoted_at', 'timestamp'),
]);
