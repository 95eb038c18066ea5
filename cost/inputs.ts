import { recorded, type Measured } from './volumes.ts';

/** What a month's cost is reckoned from. */
export interface Inputs {
  readonly measured: Measured;
  /** Whole snapshots that the listener asks for to check itself. */
  readonly auditsPerDay: number;
  /** Mainnet's of 2026-09-19 had 4,355 rows. */
  readonly snapshotBytes: number;
  /** Of mempool.space, one each five minutes, beside those that were recorded. */
  readonly quotesPerDay: number;
  /** Of Firehose. */
  readonly bufferSeconds: number;
  readonly bufferMib: number;
  /** Of the network that is made; one that was there before has its own way out. */
  readonly publicAddresses: number;
  readonly rootGib: number;
  readonly spoolGib: number;
  /** How many months of lines lie in lake and tables. */
  readonly monthsKept: number;
  /** Lines of JSON by gzip; a table keeps about as much. */
  readonly compression: number;
  readonly pollerSeconds: number;
  readonly pollerMib: number;
  /** Of the listener, its metrics and the poller together. */
  readonly logBytesPerMinute: number;
  readonly customMetrics: number;
  readonly alarms: number;
  readonly dbtRunsPerDay: number;
  /** On a warehouse of size XS, one credit an hour. */
  readonly dbtRunSeconds: number;
  /** Builds a day after which an open page asks Snowflake again; it asks after nothing else. */
  readonly dashboardBuildsPerDay: number;
  readonly dashboardAskSeconds: number;
  readonly suspendSeconds: number;
}

/** As little as still answers every question once a day. Alarms and metrics are those of the stacks: a test counts. */
export const lean: Inputs = {
  measured: recorded,
  auditsPerDay: 144,
  snapshotBytes: 508_000,
  quotesPerDay: 288,
  bufferSeconds: 60,
  bufferMib: 128,
  publicAddresses: 1,
  rootGib: 8,
  spoolGib: 2,
  monthsKept: 12,
  compression: 5,
  pollerSeconds: 1.5,
  pollerMib: 256,
  logBytesPerMinute: 4000,
  customMetrics: 14,
  alarms: 31,
  dbtRunsPerDay: 1,
  dbtRunSeconds: 90,
  dashboardBuildsPerDay: 0,
  dashboardAskSeconds: 10,
  suspendSeconds: 60,
};
