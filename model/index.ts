/** The typed model of bitcoin-pipeline. Pure: no file, socket or clock; runs in Node, in a browser, at synthesis. */
export { decode, type DecodedEvent, type DecodedFrame } from './decoded.ts';
export { catalogue, eventTypes, type EventOf, type EventType } from './catalogue.ts';
export { streamNames, streams, type Stream, type StreamName } from './streams.ts';
export type { AnyEvent } from './events/definition.ts';
export { GapCause } from './events/gap-found.ts';
export { RejectReason } from './events/fragment-rejected.ts';
export { OriginClass, type LakeIdentity } from './lake-identity.ts';
export { instantOf } from './codec/instant.ts';
export { weightOf } from './codec/units.ts';
export { sha256 } from './codec/sha256.ts';
export { DECODER_VERSION, decodeBody, decodeFrame, decodeFramePlainly } from './decode.ts';
export { payloadOf, type Accepted, type Ignored, type Outcome, type Rejected } from './outcome.ts';
export { sliceText } from './frame/scan.ts';
export { Epoch, writeOutcome, type Frame, type Producer } from './line/epoch.ts';
export { ReusedBytes, type LineBytes } from './line/line-bytes.ts';
export type { Sha256 } from './line/sha256.ts';
export { EpochCounts, total } from './line/counts.ts';
export { Origin, type Envelope } from './line/envelope.ts';
export {
  MAX_LINE_BYTES,
  decoderVersionOf,
  readLine,
  type Line,
  type ReadLine,
} from './line/line.ts';
export { nextBlockAt, type Answer, type Known, type Unknown } from './next-block/at.ts';
export { coverageOf, type Coverage } from './next-block/coverage.ts';
export { historyOf, type History, type KnownGap } from './next-block/history.ts';
export { NextBlock, type Row, type Totals } from './next-block/state.ts';
export {
  quantilesOf,
  ratesOf,
  vsizeByRate,
  type Quantiles,
  type Rates,
} from './next-block/summary.ts';
export { isAnswer } from './next-block/sequence.ts';
export { Tracker } from './next-block/tracker.ts';
export type { FrameOfInterest, OpenGap, Verdict } from './next-block/verdict.ts';
export { Watchdog } from './next-block/watchdog.ts';
export type { Audit } from './next-block/audit.ts';
export { NOTHING_STATED, type Level, type Stated } from './next-block/trust.ts';
export { Attempts } from './replay/attempts.ts';
export { Rejections, type Rejection } from './replay/rejections.ts';
export { replayOf, type Replayed, type Replayer } from './replay/replay.ts';
export type { Column, ColumnType } from './tables/column.ts';
export { jsonSchemaOf } from './tables/json-schema.ts';
export { eventColumns, rawTables } from './tables/raw-tables.ts';
export type { RawTable } from './tables/raw-table.ts';
export { currenciesOf } from './wire/mempool/2024-04/conversions.ts';
export { Conversions } from './wire/mempool/2024-04/conversions.ts';
export { Block } from './wire/mempool/2024-04/block.ts';
export { LoadingIndicators, MempoolBlocks } from './wire/mempool/2024-04/checks.ts';
export {
  LAYOUT,
  PROJECTED_KEY,
  REST_BLOCK,
  REST_BLOCKS,
  REST_PRICES,
} from './wire/mempool/2024-04/layout.ts';
export { Change, Snapshot } from './wire/mempool/2024-04/projected-block.ts';
export { columnTypeIn, ddlText, dialects, type Dialect } from './tables/ddl.ts';
export {
  ddlDifference,
  refusalWords,
  type DdlDifference,
  type Refusal,
} from './tables/ddl-difference.ts';
export { readDdl, type ReadDdl } from './tables/read-ddl.ts';
export type { DdlFault } from './tables/sql-statements.ts';
export { plainType, type PipeShape, type TableShape } from './tables/table-shape.ts';
export { duckdbDdl, duckdbLakeLines, duckdbLoad } from './tables/duckdb.ts';
export {
  LAKE_FORMAT,
  LAKE_STAGE,
  lakeLinesFormat,
  RAW_SCHEMA,
  snowflakeCopy,
  snowflakeDdl,
  snowflakePipeName,
  snowflakeSchemaType,
  snowflakeTableName,
} from './tables/snowflake.ts';
