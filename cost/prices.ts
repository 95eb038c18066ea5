/** A list price in US dollars, before any free tier but where it says so. */
export interface Price {
  readonly usd: number;
  readonly per: string;
  readonly source: string;
}

/** Where and when the prices were those of the lists; nobody asks a list when this runs. */
export const listed = { region: 'us-east-1', date: '2026-11-21' } as const;

/** Hours of a month: 365 days by 12, as AWS reckons. */
export const HOURS = 730;
export const SECONDS = HOURS * 3600;
export const DAYS = HOURS / 24;

const notes = 'dated price notes of 2026, AWS';

export const prices = {
  instance: { usd: 0.0084, per: 'hour of a t4g.micro', source: notes },
  ipv4: { usd: 0.005, per: 'hour of a public IPv4 address', source: notes },
  gp3: { usd: 0.08, per: 'GB and month of gp3', source: notes },
  firehose: {
    usd: 0.029,
    per: 'GiB of records, each rounded up to 5 KiB',
    source: 'AWS Price List, usage type BilledBytes',
  },
  put: { usd: 0.005 / 1000, per: 'PUT of S3', source: notes },
  get: { usd: 0.0004 / 1000, per: 'GET of S3', source: notes },
  lake: { usd: 0.023, per: 'GB and month of S3 Standard', source: notes },
  logs: { usd: 0.5, per: 'GB into CloudWatch Logs', source: notes },
  metric: { usd: 0.3, per: 'custom metric and month, 10 are free', source: notes },
  alarm: { usd: 0.1, per: 'alarm and month, 10 are free', source: notes },
  call: { usd: 0.2 / 1e6, per: 'call of Lambda', source: notes },
  gbSecond: { usd: 0.000_013_333_4, per: 'GB-second of Lambda on arm64', source: notes },
  credit: {
    usd: 2,
    per: 'credit of Snowflake Standard, on demand, US',
    source: "Snowflake's list, as commonly quoted",
  },
  pipe: {
    usd: 0.0037 * 2,
    per: 'GB of text through Snowpipe, uncompressed: 0.0037 credits',
    source: "Snowflake's release note of 2025-12-08",
  },
  tables: {
    usd: 0.023,
    per: 'GB and month in Snowflake',
    source: "Snowflake's list, as commonly quoted",
  },
} as const satisfies Record<string, Price>;

export type PriceName = keyof typeof prices;
