/** Of Snowflake, what neither the emulator nor the parser of its dialect shows. */
export const notProven: ReadonlyArray<string> = [
  'COPY, pipes, stages, file formats and integrations run: their statements are parsed, no more',
  'VARIANT: numbers of more than 38 digits or with an exponent, and key order, are Snowflake’s own',
  'roles, grants, warehouses, transactions, the zone of a session',
  'the functions next_block_at and next_block_rows_at: parsed, not created',
  'how much an incremental build scans, its time and its price',
];
