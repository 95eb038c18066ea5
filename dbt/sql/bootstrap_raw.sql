-- Generated from the model by `bitcoin-pipeline ddl --dialect snowflake`: change the model, not this file.

-- what all raw tables share
CREATE SCHEMA IF NOT EXISTS RAW;
CREATE FILE FORMAT IF NOT EXISTS RAW.LAKE_LINES
  TYPE = JSON
  COMPRESSION = GZIP
  STRIP_OUTER_ARRAY = FALSE
  REPLACE_INVALID_CHARACTERS = FALSE;
CREATE STAGE IF NOT EXISTS RAW.LAKE
  URL = 's3://your-lake-bucket/'
  STORAGE_INTEGRATION = YOUR_STORAGE_INTEGRATION
  FILE_FORMAT = (FORMAT_NAME = 'RAW.LAKE_LINES');

-- RAW.MEMPOOL_BLOCK
CREATE TABLE IF NOT EXISTS RAW.MEMPOOL_BLOCK (
  EVENT_ID VARCHAR(16777216) COMMENT '<epoch_id>-<ordinal>, fixed before the first send; a replayed fragment adds .<decoder version>.',
  EVENT_TYPE VARCHAR(16777216) COMMENT 'Name of the event.',
  SCHEMA_VERSION NUMBER(38, 0) COMMENT 'Version of the event''s fields.',
  LAYOUT VARCHAR(16777216) COMMENT 'Wire layout the fragment was read as, dated by when it was first seen; null for ledger lines.',
  SOURCE VARCHAR(16777216) COMMENT 'The provider the data comes from.',
  NETWORK VARCHAR(16777216) COMMENT 'The bitcoin network.',
  ORIGIN VARCHAR(16777216) COMMENT 'How the line came about.',
  PATH VARCHAR(16777216) COMMENT 'Key of the frame or path of the request that held the fragment; null for ledger lines.',
  PRODUCER_ID VARCHAR(16777216) COMMENT 'The process that wrote the line; a UUIDv7.',
  PRODUCER_VERSION VARCHAR(16777216) COMMENT 'Version of the program that wrote the line.',
  EPOCH_ID VARCHAR(16777216) COMMENT 'One socket from open to close, one run of the poller, or one process; a UUIDv7.',
  FRAME_NO NUMBER(38, 0) COMMENT 'Number of the frame in its epoch, from 1; null for ledger lines.',
  ORDINAL NUMBER(38, 0) COMMENT 'Number of the line in its epoch, from 1, all streams together, without holes.',
  OBSERVED_AT TIMESTAMP_NTZ(3) COMMENT 'When we received it: the wall clock at the opening of the epoch plus the time since.',
  PART NUMBER(38, 0) COMMENT 'Number of this part, from 1, where a long event was split; else null.',
  PARTS NUMBER(38, 0) COMMENT 'How many parts the event was split into; else null.',
  BLOCK_INDEX NUMBER(38, 0) COMMENT 'Place in the queue of projected blocks; 0 is the next block.',
  SEQUENCE NUMBER(38, 0) COMMENT 'The source''s update counter; means nothing across epochs. Null in layouts that had none.',
  STATED_ROWS NUMBER(38, 0) COMMENT 'Transactions in the block as the same frame states them.',
  STATED_FEE_SATS NUMBER(38, 0) COMMENT 'Total fees in satoshis as the same frame states them.',
  STATED_WEIGHT NUMBER(38, 0) COMMENT 'Total weight in weight units as the same frame states it.',
  BASE_ORDINAL NUMBER(38, 0) COMMENT 'Ordinal of the snapshot of the same epoch that this change follows; null before the first.',
  PAYLOAD VARIANT COMMENT 'The bytes of the fragment as received; for ledger lines an object of what is not flat.',
  _FILE VARCHAR(16777216) COMMENT 'Key of the lake object.',
  _FILE_ROW NUMBER(38, 0) COMMENT 'Number of the line in that object, from 1.',
  _LOADED_AT TIMESTAMP_NTZ(3) COMMENT 'When the object was loaded.'
)
COMMENT = 'The next block as the source projects it: snapshots, changes, and why transactions moved.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS EVENT_ID VARCHAR(16777216) COMMENT '<epoch_id>-<ordinal>, fixed before the first send; a replayed fragment adds .<decoder version>.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS EVENT_TYPE VARCHAR(16777216) COMMENT 'Name of the event.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS SCHEMA_VERSION NUMBER(38, 0) COMMENT 'Version of the event''s fields.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS LAYOUT VARCHAR(16777216) COMMENT 'Wire layout the fragment was read as, dated by when it was first seen; null for ledger lines.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS SOURCE VARCHAR(16777216) COMMENT 'The provider the data comes from.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS NETWORK VARCHAR(16777216) COMMENT 'The bitcoin network.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS ORIGIN VARCHAR(16777216) COMMENT 'How the line came about.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS PATH VARCHAR(16777216) COMMENT 'Key of the frame or path of the request that held the fragment; null for ledger lines.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS PRODUCER_ID VARCHAR(16777216) COMMENT 'The process that wrote the line; a UUIDv7.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS PRODUCER_VERSION VARCHAR(16777216) COMMENT 'Version of the program that wrote the line.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS EPOCH_ID VARCHAR(16777216) COMMENT 'One socket from open to close, one run of the poller, or one process; a UUIDv7.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS FRAME_NO NUMBER(38, 0) COMMENT 'Number of the frame in its epoch, from 1; null for ledger lines.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS ORDINAL NUMBER(38, 0) COMMENT 'Number of the line in its epoch, from 1, all streams together, without holes.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS OBSERVED_AT TIMESTAMP_NTZ(3) COMMENT 'When we received it: the wall clock at the opening of the epoch plus the time since.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS PART NUMBER(38, 0) COMMENT 'Number of this part, from 1, where a long event was split; else null.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS PARTS NUMBER(38, 0) COMMENT 'How many parts the event was split into; else null.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS BLOCK_INDEX NUMBER(38, 0) COMMENT 'Place in the queue of projected blocks; 0 is the next block.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS SEQUENCE NUMBER(38, 0) COMMENT 'The source''s update counter; means nothing across epochs. Null in layouts that had none.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS STATED_ROWS NUMBER(38, 0) COMMENT 'Transactions in the block as the same frame states them.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS STATED_FEE_SATS NUMBER(38, 0) COMMENT 'Total fees in satoshis as the same frame states them.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS STATED_WEIGHT NUMBER(38, 0) COMMENT 'Total weight in weight units as the same frame states it.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS BASE_ORDINAL NUMBER(38, 0) COMMENT 'Ordinal of the snapshot of the same epoch that this change follows; null before the first.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS PAYLOAD VARIANT COMMENT 'The bytes of the fragment as received; for ledger lines an object of what is not flat.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS _FILE VARCHAR(16777216) COMMENT 'Key of the lake object.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS _FILE_ROW NUMBER(38, 0) COMMENT 'Number of the line in that object, from 1.';
ALTER TABLE RAW.MEMPOOL_BLOCK ADD COLUMN IF NOT EXISTS _LOADED_AT TIMESTAMP_NTZ(3) COMMENT 'When the object was loaded.';
ALTER SESSION SET TIMEZONE = 'UTC';
CREATE PIPE IF NOT EXISTS RAW.MEMPOOL_BLOCK_PIPE
AUTO_INGEST = TRUE
AS
COPY INTO RAW.MEMPOOL_BLOCK
FROM @RAW.LAKE/mempool-data/stream/
FILE_FORMAT = (FORMAT_NAME = 'RAW.LAKE_LINES')
MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE
INCLUDE_METADATA = (
  _FILE = METADATA$FILENAME,
  _FILE_ROW = METADATA$FILE_ROW_NUMBER,
  _LOADED_AT = METADATA$START_SCAN_TIME
)
ON_ERROR = SKIP_FILE;
-- By hand, for objects older than the 7 days that the pipe looks back; one day alone: mempool-data/stream/dt=YYYY-MM-DD/
-- Objects that lie there for more than 64 days load with LOAD_UNCERTAIN_FILES = TRUE only.
-- ALTER SESSION SET TIMEZONE = 'UTC';
-- COPY INTO RAW.MEMPOOL_BLOCK
-- FROM @RAW.LAKE/mempool-data/stream/
-- FILE_FORMAT = (FORMAT_NAME = 'RAW.LAKE_LINES')
-- MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE
-- INCLUDE_METADATA = (
--   _FILE = METADATA$FILENAME,
--   _FILE_ROW = METADATA$FILE_ROW_NUMBER,
--   _LOADED_AT = METADATA$START_SCAN_TIME
-- )
-- ON_ERROR = SKIP_FILE;

-- RAW.CONVERSIONS
CREATE TABLE IF NOT EXISTS RAW.CONVERSIONS (
  EVENT_ID VARCHAR(16777216) COMMENT '<epoch_id>-<ordinal>, fixed before the first send; a replayed fragment adds .<decoder version>.',
  EVENT_TYPE VARCHAR(16777216) COMMENT 'Name of the event.',
  SCHEMA_VERSION NUMBER(38, 0) COMMENT 'Version of the event''s fields.',
  LAYOUT VARCHAR(16777216) COMMENT 'Wire layout the fragment was read as, dated by when it was first seen; null for ledger lines.',
  SOURCE VARCHAR(16777216) COMMENT 'The provider the data comes from.',
  NETWORK VARCHAR(16777216) COMMENT 'The bitcoin network.',
  ORIGIN VARCHAR(16777216) COMMENT 'How the line came about.',
  PATH VARCHAR(16777216) COMMENT 'Key of the frame or path of the request that held the fragment; null for ledger lines.',
  PRODUCER_ID VARCHAR(16777216) COMMENT 'The process that wrote the line; a UUIDv7.',
  PRODUCER_VERSION VARCHAR(16777216) COMMENT 'Version of the program that wrote the line.',
  EPOCH_ID VARCHAR(16777216) COMMENT 'One socket from open to close, one run of the poller, or one process; a UUIDv7.',
  FRAME_NO NUMBER(38, 0) COMMENT 'Number of the frame in its epoch, from 1; null for ledger lines.',
  ORDINAL NUMBER(38, 0) COMMENT 'Number of the line in its epoch, from 1, all streams together, without holes.',
  OBSERVED_AT TIMESTAMP_NTZ(3) COMMENT 'When we received it: the wall clock at the opening of the epoch plus the time since.',
  PART NUMBER(38, 0) COMMENT 'Number of this part, from 1, where a long event was split; else null.',
  PARTS NUMBER(38, 0) COMMENT 'How many parts the event was split into; else null.',
  QUOTED_AT TIMESTAMP_NTZ(3) COMMENT 'When the source last obtained a price, by the source''s clock.',
  PAYLOAD_SHA256 VARCHAR(16777216) COMMENT 'SHA-256 of the payload bytes, to collapse equal observations.',
  PAYLOAD VARIANT COMMENT 'The bytes of the fragment as received; for ledger lines an object of what is not flat.',
  _FILE VARCHAR(16777216) COMMENT 'Key of the lake object.',
  _FILE_ROW NUMBER(38, 0) COMMENT 'Number of the line in that object, from 1.',
  _LOADED_AT TIMESTAMP_NTZ(3) COMMENT 'When the object was loaded.'
)
COMMENT = 'The price of 1 BTC in several currencies as quoted by the source.';
ALTER TABLE RAW.CONVERSIONS ADD COLUMN IF NOT EXISTS EVENT_ID VARCHAR(16777216) COMMENT '<epoch_id>-<ordinal>, fixed before the first send; a replayed fragment adds .<decoder version>.';
ALTER TABLE RAW.CONVERSIONS ADD COLUMN IF NOT EXISTS EVENT_TYPE VARCHAR(16777216) COMMENT 'Name of the event.';
ALTER TABLE RAW.CONVERSIONS ADD COLUMN IF NOT EXISTS SCHEMA_VERSION NUMBER(38, 0) COMMENT 'Version of the event''s fields.';
ALTER TABLE RAW.CONVERSIONS ADD COLUMN IF NOT EXISTS LAYOUT VARCHAR(16777216) COMMENT 'Wire layout the fragment was read as, dated by when it was first seen; null for ledger lines.';
ALTER TABLE RAW.CONVERSIONS ADD COLUMN IF NOT EXISTS SOURCE VARCHAR(16777216) COMMENT 'The provider the data comes from.';
ALTER TABLE RAW.CONVERSIONS ADD COLUMN IF NOT EXISTS NETWORK VARCHAR(16777216) COMMENT 'The bitcoin network.';
ALTER TABLE RAW.CONVERSIONS ADD COLUMN IF NOT EXISTS ORIGIN VARCHAR(16777216) COMMENT 'How the line came about.';
ALTER TABLE RAW.CONVERSIONS ADD COLUMN IF NOT EXISTS PATH VARCHAR(16777216) COMMENT 'Key of the frame or path of the request that held the fragment; null for ledger lines.';
ALTER TABLE RAW.CONVERSIONS ADD COLUMN IF NOT EXISTS PRODUCER_ID VARCHAR(16777216) COMMENT 'The process that wrote the line; a UUIDv7.';
ALTER TABLE RAW.CONVERSIONS ADD COLUMN IF NOT EXISTS PRODUCER_VERSION VARCHAR(16777216) COMMENT 'Version of the program that wrote the line.';
ALTER TABLE RAW.CONVERSIONS ADD COLUMN IF NOT EXISTS EPOCH_ID VARCHAR(16777216) COMMENT 'One socket from open to close, one run of the poller, or one process; a UUIDv7.';
ALTER TABLE RAW.CONVERSIONS ADD COLUMN IF NOT EXISTS FRAME_NO NUMBER(38, 0) COMMENT 'Number of the frame in its epoch, from 1; null for ledger lines.';
ALTER TABLE RAW.CONVERSIONS ADD COLUMN IF NOT EXISTS ORDINAL NUMBER(38, 0) COMMENT 'Number of the line in its epoch, from 1, all streams together, without holes.';
ALTER TABLE RAW.CONVERSIONS ADD COLUMN IF NOT EXISTS OBSERVED_AT TIMESTAMP_NTZ(3) COMMENT 'When we received it: the wall clock at the opening of the epoch plus the time since.';
ALTER TABLE RAW.CONVERSIONS ADD COLUMN IF NOT EXISTS PART NUMBER(38, 0) COMMENT 'Number of this part, from 1, where a long event was split; else null.';
ALTER TABLE RAW.CONVERSIONS ADD COLUMN IF NOT EXISTS PARTS NUMBER(38, 0) COMMENT 'How many parts the event was split into; else null.';
ALTER TABLE RAW.CONVERSIONS ADD COLUMN IF NOT EXISTS QUOTED_AT TIMESTAMP_NTZ(3) COMMENT 'When the source last obtained a price, by the source''s clock.';
ALTER TABLE RAW.CONVERSIONS ADD COLUMN IF NOT EXISTS PAYLOAD_SHA256 VARCHAR(16777216) COMMENT 'SHA-256 of the payload bytes, to collapse equal observations.';
ALTER TABLE RAW.CONVERSIONS ADD COLUMN IF NOT EXISTS PAYLOAD VARIANT COMMENT 'The bytes of the fragment as received; for ledger lines an object of what is not flat.';
ALTER TABLE RAW.CONVERSIONS ADD COLUMN IF NOT EXISTS _FILE VARCHAR(16777216) COMMENT 'Key of the lake object.';
ALTER TABLE RAW.CONVERSIONS ADD COLUMN IF NOT EXISTS _FILE_ROW NUMBER(38, 0) COMMENT 'Number of the line in that object, from 1.';
ALTER TABLE RAW.CONVERSIONS ADD COLUMN IF NOT EXISTS _LOADED_AT TIMESTAMP_NTZ(3) COMMENT 'When the object was loaded.';
ALTER SESSION SET TIMEZONE = 'UTC';
CREATE PIPE IF NOT EXISTS RAW.CONVERSIONS_PIPE
AUTO_INGEST = TRUE
AS
COPY INTO RAW.CONVERSIONS
FROM @RAW.LAKE/mempool-data/conversions/
FILE_FORMAT = (FORMAT_NAME = 'RAW.LAKE_LINES')
MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE
INCLUDE_METADATA = (
  _FILE = METADATA$FILENAME,
  _FILE_ROW = METADATA$FILE_ROW_NUMBER,
  _LOADED_AT = METADATA$START_SCAN_TIME
)
ON_ERROR = SKIP_FILE;
-- By hand, for objects older than the 7 days that the pipe looks back; one day alone: mempool-data/conversions/dt=YYYY-MM-DD/
-- Objects that lie there for more than 64 days load with LOAD_UNCERTAIN_FILES = TRUE only.
-- ALTER SESSION SET TIMEZONE = 'UTC';
-- COPY INTO RAW.CONVERSIONS
-- FROM @RAW.LAKE/mempool-data/conversions/
-- FILE_FORMAT = (FORMAT_NAME = 'RAW.LAKE_LINES')
-- MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE
-- INCLUDE_METADATA = (
--   _FILE = METADATA$FILENAME,
--   _FILE_ROW = METADATA$FILE_ROW_NUMBER,
--   _LOADED_AT = METADATA$START_SCAN_TIME
-- )
-- ON_ERROR = SKIP_FILE;

-- RAW.BLOCK_METADATA
CREATE TABLE IF NOT EXISTS RAW.BLOCK_METADATA (
  EVENT_ID VARCHAR(16777216) COMMENT '<epoch_id>-<ordinal>, fixed before the first send; a replayed fragment adds .<decoder version>.',
  EVENT_TYPE VARCHAR(16777216) COMMENT 'Name of the event.',
  SCHEMA_VERSION NUMBER(38, 0) COMMENT 'Version of the event''s fields.',
  LAYOUT VARCHAR(16777216) COMMENT 'Wire layout the fragment was read as, dated by when it was first seen; null for ledger lines.',
  SOURCE VARCHAR(16777216) COMMENT 'The provider the data comes from.',
  NETWORK VARCHAR(16777216) COMMENT 'The bitcoin network.',
  ORIGIN VARCHAR(16777216) COMMENT 'How the line came about.',
  PATH VARCHAR(16777216) COMMENT 'Key of the frame or path of the request that held the fragment; null for ledger lines.',
  PRODUCER_ID VARCHAR(16777216) COMMENT 'The process that wrote the line; a UUIDv7.',
  PRODUCER_VERSION VARCHAR(16777216) COMMENT 'Version of the program that wrote the line.',
  EPOCH_ID VARCHAR(16777216) COMMENT 'One socket from open to close, one run of the poller, or one process; a UUIDv7.',
  FRAME_NO NUMBER(38, 0) COMMENT 'Number of the frame in its epoch, from 1; null for ledger lines.',
  ORDINAL NUMBER(38, 0) COMMENT 'Number of the line in its epoch, from 1, all streams together, without holes.',
  OBSERVED_AT TIMESTAMP_NTZ(3) COMMENT 'When we received it: the wall clock at the opening of the epoch plus the time since.',
  PART NUMBER(38, 0) COMMENT 'Number of this part, from 1, where a long event was split; else null.',
  PARTS NUMBER(38, 0) COMMENT 'How many parts the event was split into; else null.',
  BLOCK_HASH VARCHAR(16777216) COMMENT 'Hash of the block header.',
  HEIGHT NUMBER(38, 0) COMMENT 'Number of blocks below it on its branch.',
  PREVIOUS_BLOCK_HASH VARCHAR(16777216) COMMENT 'Hash of the parent; null for the first block.',
  MINED_AT TIMESTAMP_NTZ(3) COMMENT 'The miner''s clock, in the header; may be off by up to two hours.',
  STALE BOOLEAN COMMENT 'True when the source holds another block of this height canonical; null where it does not say.',
  CANONICAL_BLOCK_HASH VARCHAR(16777216) COMMENT 'On a stale block: the block of this height on the main chain.',
  TRANSACTIONS NUMBER(38, 0) COMMENT 'Transactions in the block, coinbase included.',
  SIZE_BYTES NUMBER(38, 0) COMMENT 'Serialised size in bytes.',
  WEIGHT NUMBER(38, 0) COMMENT 'Weight units, 4,000,000 at the most.',
  TOTAL_FEES_SATS NUMBER(38, 0) COMMENT 'Fees of all its transactions in satoshis.',
  REWARD_SATS NUMBER(38, 0) COMMENT 'Subsidy plus fees in satoshis.',
  ON_MAIN_CHAIN BOOLEAN COMMENT 'Whether it stood on the source''s main chain, by the blocks around it; null where one message alone can''t tell. Surer than stale, which may come from a cache.',
  PAYLOAD_SHA256 VARCHAR(16777216) COMMENT 'SHA-256 of the payload bytes, to collapse equal observations.',
  PAYLOAD VARIANT COMMENT 'The bytes of the fragment as received; for ledger lines an object of what is not flat.',
  _FILE VARCHAR(16777216) COMMENT 'Key of the lake object.',
  _FILE_ROW NUMBER(38, 0) COMMENT 'Number of the line in that object, from 1.',
  _LOADED_AT TIMESTAMP_NTZ(3) COMMENT 'When the object was loaded.'
)
COMMENT = 'Mined blocks as observed, from the socket and from REST alike.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS EVENT_ID VARCHAR(16777216) COMMENT '<epoch_id>-<ordinal>, fixed before the first send; a replayed fragment adds .<decoder version>.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS EVENT_TYPE VARCHAR(16777216) COMMENT 'Name of the event.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS SCHEMA_VERSION NUMBER(38, 0) COMMENT 'Version of the event''s fields.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS LAYOUT VARCHAR(16777216) COMMENT 'Wire layout the fragment was read as, dated by when it was first seen; null for ledger lines.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS SOURCE VARCHAR(16777216) COMMENT 'The provider the data comes from.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS NETWORK VARCHAR(16777216) COMMENT 'The bitcoin network.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS ORIGIN VARCHAR(16777216) COMMENT 'How the line came about.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS PATH VARCHAR(16777216) COMMENT 'Key of the frame or path of the request that held the fragment; null for ledger lines.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS PRODUCER_ID VARCHAR(16777216) COMMENT 'The process that wrote the line; a UUIDv7.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS PRODUCER_VERSION VARCHAR(16777216) COMMENT 'Version of the program that wrote the line.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS EPOCH_ID VARCHAR(16777216) COMMENT 'One socket from open to close, one run of the poller, or one process; a UUIDv7.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS FRAME_NO NUMBER(38, 0) COMMENT 'Number of the frame in its epoch, from 1; null for ledger lines.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS ORDINAL NUMBER(38, 0) COMMENT 'Number of the line in its epoch, from 1, all streams together, without holes.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS OBSERVED_AT TIMESTAMP_NTZ(3) COMMENT 'When we received it: the wall clock at the opening of the epoch plus the time since.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS PART NUMBER(38, 0) COMMENT 'Number of this part, from 1, where a long event was split; else null.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS PARTS NUMBER(38, 0) COMMENT 'How many parts the event was split into; else null.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS BLOCK_HASH VARCHAR(16777216) COMMENT 'Hash of the block header.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS HEIGHT NUMBER(38, 0) COMMENT 'Number of blocks below it on its branch.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS PREVIOUS_BLOCK_HASH VARCHAR(16777216) COMMENT 'Hash of the parent; null for the first block.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS MINED_AT TIMESTAMP_NTZ(3) COMMENT 'The miner''s clock, in the header; may be off by up to two hours.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS STALE BOOLEAN COMMENT 'True when the source holds another block of this height canonical; null where it does not say.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS CANONICAL_BLOCK_HASH VARCHAR(16777216) COMMENT 'On a stale block: the block of this height on the main chain.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS TRANSACTIONS NUMBER(38, 0) COMMENT 'Transactions in the block, coinbase included.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS SIZE_BYTES NUMBER(38, 0) COMMENT 'Serialised size in bytes.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS WEIGHT NUMBER(38, 0) COMMENT 'Weight units, 4,000,000 at the most.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS TOTAL_FEES_SATS NUMBER(38, 0) COMMENT 'Fees of all its transactions in satoshis.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS REWARD_SATS NUMBER(38, 0) COMMENT 'Subsidy plus fees in satoshis.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS ON_MAIN_CHAIN BOOLEAN COMMENT 'Whether it stood on the source''s main chain, by the blocks around it; null where one message alone can''t tell. Surer than stale, which may come from a cache.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS PAYLOAD_SHA256 VARCHAR(16777216) COMMENT 'SHA-256 of the payload bytes, to collapse equal observations.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS PAYLOAD VARIANT COMMENT 'The bytes of the fragment as received; for ledger lines an object of what is not flat.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS _FILE VARCHAR(16777216) COMMENT 'Key of the lake object.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS _FILE_ROW NUMBER(38, 0) COMMENT 'Number of the line in that object, from 1.';
ALTER TABLE RAW.BLOCK_METADATA ADD COLUMN IF NOT EXISTS _LOADED_AT TIMESTAMP_NTZ(3) COMMENT 'When the object was loaded.';
ALTER SESSION SET TIMEZONE = 'UTC';
CREATE PIPE IF NOT EXISTS RAW.BLOCK_METADATA_PIPE
AUTO_INGEST = TRUE
AS
COPY INTO RAW.BLOCK_METADATA
FROM @RAW.LAKE/mempool-data/batch/
FILE_FORMAT = (FORMAT_NAME = 'RAW.LAKE_LINES')
MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE
INCLUDE_METADATA = (
  _FILE = METADATA$FILENAME,
  _FILE_ROW = METADATA$FILE_ROW_NUMBER,
  _LOADED_AT = METADATA$START_SCAN_TIME
)
ON_ERROR = SKIP_FILE;
-- By hand, for objects older than the 7 days that the pipe looks back; one day alone: mempool-data/batch/dt=YYYY-MM-DD/
-- Objects that lie there for more than 64 days load with LOAD_UNCERTAIN_FILES = TRUE only.
-- ALTER SESSION SET TIMEZONE = 'UTC';
-- COPY INTO RAW.BLOCK_METADATA
-- FROM @RAW.LAKE/mempool-data/batch/
-- FILE_FORMAT = (FORMAT_NAME = 'RAW.LAKE_LINES')
-- MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE
-- INCLUDE_METADATA = (
--   _FILE = METADATA$FILENAME,
--   _FILE_ROW = METADATA$FILE_ROW_NUMBER,
--   _LOADED_AT = METADATA$START_SCAN_TIME
-- )
-- ON_ERROR = SKIP_FILE;

-- RAW.FEED_HEALTH
CREATE TABLE IF NOT EXISTS RAW.FEED_HEALTH (
  EVENT_ID VARCHAR(16777216) COMMENT '<epoch_id>-<ordinal>, fixed before the first send; a replayed fragment adds .<decoder version>.',
  EVENT_TYPE VARCHAR(16777216) COMMENT 'Name of the event.',
  SCHEMA_VERSION NUMBER(38, 0) COMMENT 'Version of the event''s fields.',
  LAYOUT VARCHAR(16777216) COMMENT 'Wire layout the fragment was read as, dated by when it was first seen; null for ledger lines.',
  SOURCE VARCHAR(16777216) COMMENT 'The provider the data comes from.',
  NETWORK VARCHAR(16777216) COMMENT 'The bitcoin network.',
  ORIGIN VARCHAR(16777216) COMMENT 'How the line came about.',
  PATH VARCHAR(16777216) COMMENT 'Key of the frame or path of the request that held the fragment; null for ledger lines.',
  PRODUCER_ID VARCHAR(16777216) COMMENT 'The process that wrote the line; a UUIDv7.',
  PRODUCER_VERSION VARCHAR(16777216) COMMENT 'Version of the program that wrote the line.',
  EPOCH_ID VARCHAR(16777216) COMMENT 'One socket from open to close, one run of the poller, or one process; a UUIDv7.',
  FRAME_NO NUMBER(38, 0) COMMENT 'Number of the frame in its epoch, from 1; null for ledger lines.',
  ORDINAL NUMBER(38, 0) COMMENT 'Number of the line in its epoch, from 1, all streams together, without holes.',
  OBSERVED_AT TIMESTAMP_NTZ(3) COMMENT 'When we received it: the wall clock at the opening of the epoch plus the time since.',
  PART NUMBER(38, 0) COMMENT 'Number of this part, from 1, where a long event was split; else null.',
  PARTS NUMBER(38, 0) COMMENT 'How many parts the event was split into; else null.',
  EPOCH_KIND VARCHAR(16777216) COMMENT 'One socket from open to close, one run of the poller, or one process, for what it has to say while there is no socket.',
  ENDPOINT VARCHAR(16777216) COMMENT 'Address of the source without credentials.',
  CLOSE_REASON VARCHAR(16777216) COMMENT 'Stopped by us, closed by the other side, the end of a recording, or by us because the wall clock was set or because there was no room to keep what came. Of a run of the poller: finished, out of time, or ended by a source or a lake that failed.',
  CLOSE_CODE NUMBER(38, 0) COMMENT 'WebSocket close code; 1005 when the other side gave none.',
  GAP_ID VARCHAR(16777216) COMMENT 'The event_id of this line; GapClosed repeats it.',
  GAP_EPOCH_ID VARCHAR(16777216) COMMENT 'The epoch whose lines are suspect.',
  CAUSE VARCHAR(16777216) COMMENT 'sequence: the counter jumped, or a message did not come or did not decode. socket: the connection ended. silence: no change came for longer than is usual while the source sent other things. loading: the source is out of sync. self-check: the rows do not add up to the totals stated beside them. audit: they are not those of a fresh snapshot. spool-full: no room to keep what came. crash, restart: the process ended without, or with, a goodbye. clock: the wall clock was set.',
  SUSPECT_FROM_ORDINAL NUMBER(38, 0) COMMENT 'The first ordinal of that epoch that can not be relied on.',
  FOUND_ORDINAL NUMBER(38, 0) COMMENT 'The line that showed the gap; this line where no other did.',
  EXPECTED_SEQUENCE NUMBER(38, 0) COMMENT 'The sequence that should have come.',
  RECEIVED_SEQUENCE NUMBER(38, 0) COMMENT 'The sequence that came; null where none could be read.',
  CLOSING_EPOCH_ID VARCHAR(16777216) COMMENT 'The epoch of the snapshot that ended it; another one after a lost socket.',
  CLOSING_ORDINAL NUMBER(38, 0) COMMENT 'The ordinal of that snapshot.',
  AUDIT_ORDINAL NUMBER(38, 0) COMMENT 'Ordinal of the snapshot in this epoch.',
  BLOCK_INDEX NUMBER(38, 0) COMMENT 'The projected block that was compared.',
  SEQUENCE NUMBER(38, 0) COMMENT 'The source''s update counter, of the snapshot and of our rows.',
  OUTCOME VARCHAR(16777216) COMMENT 'agreed: the same rows. healed: the snapshot was ahead, and the next message made both the same. failed: it did not, or none came.',
  VERIFIED_ORDINAL NUMBER(38, 0) COMMENT 'Ordinal of the line at which both were the same; null where the audit failed.',
  ONLY_HERE_ROWS NUMBER(38, 0) COMMENT 'Transactions that only our rows held.',
  ONLY_THERE_ROWS NUMBER(38, 0) COMMENT 'Transactions that only the snapshot held.',
  DIFFERING_ROWS NUMBER(38, 0) COMMENT 'Transactions in both, with other values.',
  FRAMES_IN NUMBER(38, 0) COMMENT 'Frames received since the epoch began.',
  BYTES_IN NUMBER(38, 0) COMMENT 'Bytes of those frames.',
  FRAMES_GIVEN_UP NUMBER(38, 0) COMMENT 'Of the frames received: those of which nothing was kept, because the spool had no room. Null in lines older than this count.',
  BYTES_GIVEN_UP NUMBER(38, 0) COMMENT 'Bytes of the frames given up.',
  FRAGMENTS_IN NUMBER(38, 0) COMMENT 'Fragments in the frames that were kept: what the next three add up to. Null in lines older than this count.',
  FRAGMENTS_ACCEPTED NUMBER(38, 0) COMMENT 'Fragments that became an event.',
  FRAGMENTS_IGNORED NUMBER(38, 0) COMMENT 'Fragments that make no event.',
  FRAGMENTS_QUARANTINED NUMBER(38, 0) COMMENT 'Fragments that did not decode.',
  LINES_OUT NUMBER(38, 0) COMMENT 'Lines written before this one.',
  BYTES_OUT NUMBER(38, 0) COMMENT 'Bytes of those lines.',
  REVISION NUMBER(38, 0) COMMENT 'Number of the state, one more with each change; the highest holds.',
  TOP_HEIGHT NUMBER(38, 0) COMMENT 'Height of the highest block held; null before the first.',
  TOP_HASH VARCHAR(16777216) COMMENT 'Hash of that block.',
  LOWEST_HEIGHT NUMBER(38, 0) COMMENT 'Height of the lowest block held.',
  COVERED_BLOCKS NUMBER(38, 0) COMMENT 'Heights in whole stretches: each has one canonical block in the lake.',
  PENDING_BLOCKS NUMBER(38, 0) COMMENT 'Heights known to be missing, which the next runs ask for.',
  PAYLOAD VARIANT COMMENT 'The bytes of the fragment as received; for ledger lines an object of what is not flat.',
  _FILE VARCHAR(16777216) COMMENT 'Key of the lake object.',
  _FILE_ROW NUMBER(38, 0) COMMENT 'Number of the line in that object, from 1.',
  _LOADED_AT TIMESTAMP_NTZ(3) COMMENT 'When the object was loaded.'
)
COMMENT = 'The ledger: epochs, gaps, counts.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS EVENT_ID VARCHAR(16777216) COMMENT '<epoch_id>-<ordinal>, fixed before the first send; a replayed fragment adds .<decoder version>.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS EVENT_TYPE VARCHAR(16777216) COMMENT 'Name of the event.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS SCHEMA_VERSION NUMBER(38, 0) COMMENT 'Version of the event''s fields.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS LAYOUT VARCHAR(16777216) COMMENT 'Wire layout the fragment was read as, dated by when it was first seen; null for ledger lines.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS SOURCE VARCHAR(16777216) COMMENT 'The provider the data comes from.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS NETWORK VARCHAR(16777216) COMMENT 'The bitcoin network.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS ORIGIN VARCHAR(16777216) COMMENT 'How the line came about.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS PATH VARCHAR(16777216) COMMENT 'Key of the frame or path of the request that held the fragment; null for ledger lines.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS PRODUCER_ID VARCHAR(16777216) COMMENT 'The process that wrote the line; a UUIDv7.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS PRODUCER_VERSION VARCHAR(16777216) COMMENT 'Version of the program that wrote the line.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS EPOCH_ID VARCHAR(16777216) COMMENT 'One socket from open to close, one run of the poller, or one process; a UUIDv7.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS FRAME_NO NUMBER(38, 0) COMMENT 'Number of the frame in its epoch, from 1; null for ledger lines.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS ORDINAL NUMBER(38, 0) COMMENT 'Number of the line in its epoch, from 1, all streams together, without holes.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS OBSERVED_AT TIMESTAMP_NTZ(3) COMMENT 'When we received it: the wall clock at the opening of the epoch plus the time since.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS PART NUMBER(38, 0) COMMENT 'Number of this part, from 1, where a long event was split; else null.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS PARTS NUMBER(38, 0) COMMENT 'How many parts the event was split into; else null.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS EPOCH_KIND VARCHAR(16777216) COMMENT 'One socket from open to close, one run of the poller, or one process, for what it has to say while there is no socket.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS ENDPOINT VARCHAR(16777216) COMMENT 'Address of the source without credentials.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS CLOSE_REASON VARCHAR(16777216) COMMENT 'Stopped by us, closed by the other side, the end of a recording, or by us because the wall clock was set or because there was no room to keep what came. Of a run of the poller: finished, out of time, or ended by a source or a lake that failed.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS CLOSE_CODE NUMBER(38, 0) COMMENT 'WebSocket close code; 1005 when the other side gave none.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS GAP_ID VARCHAR(16777216) COMMENT 'The event_id of this line; GapClosed repeats it.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS GAP_EPOCH_ID VARCHAR(16777216) COMMENT 'The epoch whose lines are suspect.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS CAUSE VARCHAR(16777216) COMMENT 'sequence: the counter jumped, or a message did not come or did not decode. socket: the connection ended. silence: no change came for longer than is usual while the source sent other things. loading: the source is out of sync. self-check: the rows do not add up to the totals stated beside them. audit: they are not those of a fresh snapshot. spool-full: no room to keep what came. crash, restart: the process ended without, or with, a goodbye. clock: the wall clock was set.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS SUSPECT_FROM_ORDINAL NUMBER(38, 0) COMMENT 'The first ordinal of that epoch that can not be relied on.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS FOUND_ORDINAL NUMBER(38, 0) COMMENT 'The line that showed the gap; this line where no other did.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS EXPECTED_SEQUENCE NUMBER(38, 0) COMMENT 'The sequence that should have come.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS RECEIVED_SEQUENCE NUMBER(38, 0) COMMENT 'The sequence that came; null where none could be read.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS CLOSING_EPOCH_ID VARCHAR(16777216) COMMENT 'The epoch of the snapshot that ended it; another one after a lost socket.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS CLOSING_ORDINAL NUMBER(38, 0) COMMENT 'The ordinal of that snapshot.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS AUDIT_ORDINAL NUMBER(38, 0) COMMENT 'Ordinal of the snapshot in this epoch.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS BLOCK_INDEX NUMBER(38, 0) COMMENT 'The projected block that was compared.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS SEQUENCE NUMBER(38, 0) COMMENT 'The source''s update counter, of the snapshot and of our rows.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS OUTCOME VARCHAR(16777216) COMMENT 'agreed: the same rows. healed: the snapshot was ahead, and the next message made both the same. failed: it did not, or none came.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS VERIFIED_ORDINAL NUMBER(38, 0) COMMENT 'Ordinal of the line at which both were the same; null where the audit failed.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS ONLY_HERE_ROWS NUMBER(38, 0) COMMENT 'Transactions that only our rows held.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS ONLY_THERE_ROWS NUMBER(38, 0) COMMENT 'Transactions that only the snapshot held.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS DIFFERING_ROWS NUMBER(38, 0) COMMENT 'Transactions in both, with other values.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS FRAMES_IN NUMBER(38, 0) COMMENT 'Frames received since the epoch began.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS BYTES_IN NUMBER(38, 0) COMMENT 'Bytes of those frames.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS FRAMES_GIVEN_UP NUMBER(38, 0) COMMENT 'Of the frames received: those of which nothing was kept, because the spool had no room. Null in lines older than this count.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS BYTES_GIVEN_UP NUMBER(38, 0) COMMENT 'Bytes of the frames given up.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS FRAGMENTS_IN NUMBER(38, 0) COMMENT 'Fragments in the frames that were kept: what the next three add up to. Null in lines older than this count.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS FRAGMENTS_ACCEPTED NUMBER(38, 0) COMMENT 'Fragments that became an event.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS FRAGMENTS_IGNORED NUMBER(38, 0) COMMENT 'Fragments that make no event.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS FRAGMENTS_QUARANTINED NUMBER(38, 0) COMMENT 'Fragments that did not decode.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS LINES_OUT NUMBER(38, 0) COMMENT 'Lines written before this one.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS BYTES_OUT NUMBER(38, 0) COMMENT 'Bytes of those lines.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS REVISION NUMBER(38, 0) COMMENT 'Number of the state, one more with each change; the highest holds.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS TOP_HEIGHT NUMBER(38, 0) COMMENT 'Height of the highest block held; null before the first.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS TOP_HASH VARCHAR(16777216) COMMENT 'Hash of that block.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS LOWEST_HEIGHT NUMBER(38, 0) COMMENT 'Height of the lowest block held.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS COVERED_BLOCKS NUMBER(38, 0) COMMENT 'Heights in whole stretches: each has one canonical block in the lake.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS PENDING_BLOCKS NUMBER(38, 0) COMMENT 'Heights known to be missing, which the next runs ask for.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS PAYLOAD VARIANT COMMENT 'The bytes of the fragment as received; for ledger lines an object of what is not flat.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS _FILE VARCHAR(16777216) COMMENT 'Key of the lake object.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS _FILE_ROW NUMBER(38, 0) COMMENT 'Number of the line in that object, from 1.';
ALTER TABLE RAW.FEED_HEALTH ADD COLUMN IF NOT EXISTS _LOADED_AT TIMESTAMP_NTZ(3) COMMENT 'When the object was loaded.';
ALTER SESSION SET TIMEZONE = 'UTC';
CREATE PIPE IF NOT EXISTS RAW.FEED_HEALTH_PIPE
AUTO_INGEST = TRUE
AS
COPY INTO RAW.FEED_HEALTH
FROM @RAW.LAKE/mempool-data/feed-health/
FILE_FORMAT = (FORMAT_NAME = 'RAW.LAKE_LINES')
MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE
INCLUDE_METADATA = (
  _FILE = METADATA$FILENAME,
  _FILE_ROW = METADATA$FILE_ROW_NUMBER,
  _LOADED_AT = METADATA$START_SCAN_TIME
)
ON_ERROR = SKIP_FILE;
-- By hand, for objects older than the 7 days that the pipe looks back; one day alone: mempool-data/feed-health/dt=YYYY-MM-DD/
-- Objects that lie there for more than 64 days load with LOAD_UNCERTAIN_FILES = TRUE only.
-- ALTER SESSION SET TIMEZONE = 'UTC';
-- COPY INTO RAW.FEED_HEALTH
-- FROM @RAW.LAKE/mempool-data/feed-health/
-- FILE_FORMAT = (FORMAT_NAME = 'RAW.LAKE_LINES')
-- MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE
-- INCLUDE_METADATA = (
--   _FILE = METADATA$FILENAME,
--   _FILE_ROW = METADATA$FILE_ROW_NUMBER,
--   _LOADED_AT = METADATA$START_SCAN_TIME
-- )
-- ON_ERROR = SKIP_FILE;

-- RAW.QUARANTINE
CREATE TABLE IF NOT EXISTS RAW.QUARANTINE (
  EVENT_ID VARCHAR(16777216) COMMENT '<epoch_id>-<ordinal>, fixed before the first send; a replayed fragment adds .<decoder version>.',
  EVENT_TYPE VARCHAR(16777216) COMMENT 'Name of the event.',
  SCHEMA_VERSION NUMBER(38, 0) COMMENT 'Version of the event''s fields.',
  LAYOUT VARCHAR(16777216) COMMENT 'Wire layout the fragment was read as, dated by when it was first seen; null for ledger lines.',
  SOURCE VARCHAR(16777216) COMMENT 'The provider the data comes from.',
  NETWORK VARCHAR(16777216) COMMENT 'The bitcoin network.',
  ORIGIN VARCHAR(16777216) COMMENT 'How the line came about.',
  PATH VARCHAR(16777216) COMMENT 'Key of the frame or path of the request that held the fragment; null for ledger lines.',
  PRODUCER_ID VARCHAR(16777216) COMMENT 'The process that wrote the line; a UUIDv7.',
  PRODUCER_VERSION VARCHAR(16777216) COMMENT 'Version of the program that wrote the line.',
  EPOCH_ID VARCHAR(16777216) COMMENT 'One socket from open to close, one run of the poller, or one process; a UUIDv7.',
  FRAME_NO NUMBER(38, 0) COMMENT 'Number of the frame in its epoch, from 1; null for ledger lines.',
  ORDINAL NUMBER(38, 0) COMMENT 'Number of the line in its epoch, from 1, all streams together, without holes.',
  OBSERVED_AT TIMESTAMP_NTZ(3) COMMENT 'When we received it: the wall clock at the opening of the epoch plus the time since.',
  PART NUMBER(38, 0) COMMENT 'Number of this part, from 1, where a long event was split; else null.',
  PARTS NUMBER(38, 0) COMMENT 'How many parts the event was split into; else null.',
  REASON VARCHAR(16777216) COMMENT 'Why it was refused.',
  VALUE_PATH VARCHAR(16777216) COMMENT 'Where in the fragment the first offending value stands, keys joined by dots.',
  CODEC VARCHAR(16777216) COMMENT 'The codec that refused that value.',
  TRIED_LAYOUT VARCHAR(16777216) COMMENT 'The wire layout it was read as.',
  ENCODING VARCHAR(16777216) COMMENT 'How the body is written: as text, or in base64 where it is not valid UTF-8.',
  PAYLOAD VARIANT COMMENT 'The bytes of the fragment as received; for ledger lines an object of what is not flat.',
  _FILE VARCHAR(16777216) COMMENT 'Key of the lake object.',
  _FILE_ROW NUMBER(38, 0) COMMENT 'Number of the line in that object, from 1.',
  _LOADED_AT TIMESTAMP_NTZ(3) COMMENT 'When the object was loaded.'
)
COMMENT = 'Bytes that did not decode, whole, with the reason.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS EVENT_ID VARCHAR(16777216) COMMENT '<epoch_id>-<ordinal>, fixed before the first send; a replayed fragment adds .<decoder version>.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS EVENT_TYPE VARCHAR(16777216) COMMENT 'Name of the event.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS SCHEMA_VERSION NUMBER(38, 0) COMMENT 'Version of the event''s fields.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS LAYOUT VARCHAR(16777216) COMMENT 'Wire layout the fragment was read as, dated by when it was first seen; null for ledger lines.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS SOURCE VARCHAR(16777216) COMMENT 'The provider the data comes from.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS NETWORK VARCHAR(16777216) COMMENT 'The bitcoin network.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS ORIGIN VARCHAR(16777216) COMMENT 'How the line came about.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS PATH VARCHAR(16777216) COMMENT 'Key of the frame or path of the request that held the fragment; null for ledger lines.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS PRODUCER_ID VARCHAR(16777216) COMMENT 'The process that wrote the line; a UUIDv7.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS PRODUCER_VERSION VARCHAR(16777216) COMMENT 'Version of the program that wrote the line.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS EPOCH_ID VARCHAR(16777216) COMMENT 'One socket from open to close, one run of the poller, or one process; a UUIDv7.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS FRAME_NO NUMBER(38, 0) COMMENT 'Number of the frame in its epoch, from 1; null for ledger lines.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS ORDINAL NUMBER(38, 0) COMMENT 'Number of the line in its epoch, from 1, all streams together, without holes.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS OBSERVED_AT TIMESTAMP_NTZ(3) COMMENT 'When we received it: the wall clock at the opening of the epoch plus the time since.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS PART NUMBER(38, 0) COMMENT 'Number of this part, from 1, where a long event was split; else null.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS PARTS NUMBER(38, 0) COMMENT 'How many parts the event was split into; else null.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS REASON VARCHAR(16777216) COMMENT 'Why it was refused.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS VALUE_PATH VARCHAR(16777216) COMMENT 'Where in the fragment the first offending value stands, keys joined by dots.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS CODEC VARCHAR(16777216) COMMENT 'The codec that refused that value.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS TRIED_LAYOUT VARCHAR(16777216) COMMENT 'The wire layout it was read as.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS ENCODING VARCHAR(16777216) COMMENT 'How the body is written: as text, or in base64 where it is not valid UTF-8.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS PAYLOAD VARIANT COMMENT 'The bytes of the fragment as received; for ledger lines an object of what is not flat.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS _FILE VARCHAR(16777216) COMMENT 'Key of the lake object.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS _FILE_ROW NUMBER(38, 0) COMMENT 'Number of the line in that object, from 1.';
ALTER TABLE RAW.QUARANTINE ADD COLUMN IF NOT EXISTS _LOADED_AT TIMESTAMP_NTZ(3) COMMENT 'When the object was loaded.';
ALTER SESSION SET TIMEZONE = 'UTC';
CREATE PIPE IF NOT EXISTS RAW.QUARANTINE_PIPE
AUTO_INGEST = TRUE
AS
COPY INTO RAW.QUARANTINE
FROM @RAW.LAKE/mempool-data/quarantine/
FILE_FORMAT = (FORMAT_NAME = 'RAW.LAKE_LINES')
MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE
INCLUDE_METADATA = (
  _FILE = METADATA$FILENAME,
  _FILE_ROW = METADATA$FILE_ROW_NUMBER,
  _LOADED_AT = METADATA$START_SCAN_TIME
)
ON_ERROR = SKIP_FILE;
-- By hand, for objects older than the 7 days that the pipe looks back; one day alone: mempool-data/quarantine/dt=YYYY-MM-DD/
-- Objects that lie there for more than 64 days load with LOAD_UNCERTAIN_FILES = TRUE only.
-- ALTER SESSION SET TIMEZONE = 'UTC';
-- COPY INTO RAW.QUARANTINE
-- FROM @RAW.LAKE/mempool-data/quarantine/
-- FILE_FORMAT = (FORMAT_NAME = 'RAW.LAKE_LINES')
-- MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE
-- INCLUDE_METADATA = (
--   _FILE = METADATA$FILENAME,
--   _FILE_ROW = METADATA$FILE_ROW_NUMBER,
--   _LOADED_AT = METADATA$START_SCAN_TIME
-- )
-- ON_ERROR = SKIP_FILE;
