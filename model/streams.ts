/**
 * A stream: events that share a route. Its lake prefix, its raw table, its pipe and its dbt source follow from
 * this entry. Format of all: gzip NDJSON. All go to the warehouse.
 */
export interface Stream {
  /** Below the lake's root; objects lie in `dt=YYYY-MM-DD/hr=HH/` under it. */
  readonly prefix: string;
  readonly table: string;
  readonly description: string;
}

/** The only list of streams, by name. */
export const streams = {
  'mempool-block': {
    prefix: 'mempool-data/stream/',
    table: 'mempool_block',
    description:
      'The next block as the source projects it: snapshots, changes, and why transactions moved.',
  },
  conversions: {
    prefix: 'mempool-data/conversions/',
    table: 'conversions',
    description: 'The price of 1 BTC in several currencies as quoted by the source.',
  },
  'block-metadata': {
    prefix: 'mempool-data/batch/',
    table: 'block_metadata',
    description: 'Mined blocks as observed, from the socket and from REST alike.',
  },
  'feed-health': {
    prefix: 'mempool-data/feed-health/',
    table: 'feed_health',
    description: 'The ledger: epochs, gaps, counts.',
  },
  quarantine: {
    prefix: 'mempool-data/quarantine/',
    table: 'quarantine',
    description: 'Bytes that did not decode, whole, with the reason.',
  },
} as const satisfies Record<string, Stream>;

/** The name of a stream. */
export type StreamName = keyof typeof streams;
/** The names of all streams. */
export const streamNames = Object.keys(streams) as ReadonlyArray<StreamName>;
