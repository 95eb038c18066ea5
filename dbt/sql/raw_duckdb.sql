-- Generated from the model by `bitcoin-pipeline ddl --dialect duckdb`: change the model, not this file.

-- what all raw tables share
CREATE SCHEMA IF NOT EXISTS raw;
CREATE TEMP TABLE IF NOT EXISTS lake_lines (_file VARCHAR, _file_row BIGINT, line VARCHAR);

-- raw.mempool_block
CREATE TABLE IF NOT EXISTS raw.mempool_block (
  event_id VARCHAR,
  event_type VARCHAR,
  schema_version BIGINT,
  layout VARCHAR,
  source VARCHAR,
  network VARCHAR,
  origin VARCHAR,
  path VARCHAR,
  producer_id VARCHAR,
  producer_version VARCHAR,
  epoch_id VARCHAR,
  frame_no BIGINT,
  ordinal BIGINT,
  observed_at TIMESTAMP,
  part BIGINT,
  parts BIGINT,
  block_index BIGINT,
  sequence BIGINT,
  stated_rows BIGINT,
  stated_fee_sats BIGINT,
  stated_weight BIGINT,
  base_ordinal BIGINT,
  payload VARCHAR,
  _file VARCHAR,
  _file_row BIGINT,
  _loaded_at TIMESTAMP
);
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS event_id VARCHAR;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS event_type VARCHAR;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS schema_version BIGINT;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS layout VARCHAR;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS source VARCHAR;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS network VARCHAR;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS origin VARCHAR;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS path VARCHAR;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS producer_id VARCHAR;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS producer_version VARCHAR;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS epoch_id VARCHAR;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS frame_no BIGINT;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS ordinal BIGINT;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS observed_at TIMESTAMP;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS part BIGINT;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS parts BIGINT;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS block_index BIGINT;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS sequence BIGINT;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS stated_rows BIGINT;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS stated_fee_sats BIGINT;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS stated_weight BIGINT;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS base_ordinal BIGINT;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS payload VARCHAR;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS _file VARCHAR;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS _file_row BIGINT;
ALTER TABLE raw.mempool_block ADD COLUMN IF NOT EXISTS _loaded_at TIMESTAMP;
COMMENT ON TABLE raw.mempool_block IS 'The next block as the source projects it: snapshots, changes, and why transactions moved.';
COMMENT ON COLUMN raw.mempool_block.event_id IS '<epoch_id>-<ordinal>, fixed before the first send; a replayed fragment adds .<decoder version>.';
COMMENT ON COLUMN raw.mempool_block.event_type IS 'Name of the event.';
COMMENT ON COLUMN raw.mempool_block.schema_version IS 'Version of the event''s fields.';
COMMENT ON COLUMN raw.mempool_block.layout IS 'Wire layout the fragment was read as, dated by when it was first seen; null for ledger lines.';
COMMENT ON COLUMN raw.mempool_block.source IS 'The provider the data comes from.';
COMMENT ON COLUMN raw.mempool_block.network IS 'The bitcoin network.';
COMMENT ON COLUMN raw.mempool_block.origin IS 'How the line came about.';
COMMENT ON COLUMN raw.mempool_block.path IS 'Key of the frame or path of the request that held the fragment; null for ledger lines.';
COMMENT ON COLUMN raw.mempool_block.producer_id IS 'The process that wrote the line; a UUIDv7.';
COMMENT ON COLUMN raw.mempool_block.producer_version IS 'Version of the program that wrote the line.';
COMMENT ON COLUMN raw.mempool_block.epoch_id IS 'One socket from open to close, one run of the poller, or one process; a UUIDv7.';
COMMENT ON COLUMN raw.mempool_block.frame_no IS 'Number of the frame in its epoch, from 1; null for ledger lines.';
COMMENT ON COLUMN raw.mempool_block.ordinal IS 'Number of the line in its epoch, from 1, all streams together, without holes.';
COMMENT ON COLUMN raw.mempool_block.observed_at IS 'When we received it: the wall clock at the opening of the epoch plus the time since.';
COMMENT ON COLUMN raw.mempool_block.part IS 'Number of this part, from 1, where a long event was split; else null.';
COMMENT ON COLUMN raw.mempool_block.parts IS 'How many parts the event was split into; else null.';
COMMENT ON COLUMN raw.mempool_block.block_index IS 'Place in the queue of projected blocks; 0 is the next block.';
COMMENT ON COLUMN raw.mempool_block.sequence IS 'The source''s update counter; means nothing across epochs. Null in layouts that had none.';
COMMENT ON COLUMN raw.mempool_block.stated_rows IS 'Transactions in the block as the same frame states them.';
COMMENT ON COLUMN raw.mempool_block.stated_fee_sats IS 'Total fees in satoshis as the same frame states them.';
COMMENT ON COLUMN raw.mempool_block.stated_weight IS 'Total weight in weight units as the same frame states it.';
COMMENT ON COLUMN raw.mempool_block.base_ordinal IS 'Ordinal of the snapshot of the same epoch that this change follows; null before the first.';
COMMENT ON COLUMN raw.mempool_block.payload IS 'The bytes of the fragment as received; for ledger lines an object of what is not flat.';
COMMENT ON COLUMN raw.mempool_block._file IS 'Key of the lake object.';
COMMENT ON COLUMN raw.mempool_block._file_row IS 'Number of the line in that object, from 1.';
COMMENT ON COLUMN raw.mempool_block._loaded_at IS 'When the object was loaded.';
SET VARIABLE head_columns = (
  SELECT list({
    'name': column_name,
    'path': '$."' || column_name || '"',
    'data_type': data_type,
    'json_types': CASE data_type
      WHEN 'BIGINT' THEN ['BIGINT', 'UBIGINT', 'NULL']
      WHEN 'BOOLEAN' THEN ['BOOLEAN', 'NULL']
      ELSE ['VARCHAR', 'NULL']
    END
  } ORDER BY column_index)
  FROM duckdb_columns()
  WHERE database_name = current_database() AND schema_name = 'raw' AND table_name = 'mempool_block'
    AND column_name <> 'payload' AND NOT starts_with(column_name, '_')
);
SET VARIABLE head_shape = (SELECT json_group_object(c.name, 'VARCHAR') FROM unnest(getvariable('head_columns')) AS t(c));
SET VARIABLE head_paths = list_transform(getvariable('head_columns'), lambda c: c.path);
SET VARIABLE head_texts = ['$.network', '$.origin', '$.event_type', '$.schema_version'] || list_transform(
  list_filter(getvariable('head_columns'), lambda c: c.data_type = 'TIMESTAMP'), lambda c: c.path
);
SET VARIABLE known_versions = MAP {'NextBlockSnapshotTaken': 1, 'NextBlockChanged': 1, 'TransactionsMoved': 1, 'ConversionsQuoted': 1, 'BlockObserved': 1, 'EpochOpened': 1, 'EpochClosed': 1, 'GapFound': 1, 'GapClosed': 1, 'AuditCompleted': 1, 'FeedCounted': 1, 'ChainCovered': 1, 'FragmentRejected': 1};
SET VARIABLE elsewhere = MAP {'ConversionsQuoted': 'mempool-data/conversions/', 'BlockObserved': 'mempool-data/batch/', 'EpochOpened': 'mempool-data/feed-health/', 'EpochClosed': 'mempool-data/feed-health/', 'GapFound': 'mempool-data/feed-health/', 'GapClosed': 'mempool-data/feed-health/', 'AuditCompleted': 'mempool-data/feed-health/', 'FeedCounted': 'mempool-data/feed-health/', 'ChainCovered': 'mempool-data/feed-health/', 'FragmentRejected': 'mempool-data/quarantine/'};
INSERT INTO raw.mempool_block BY NAME
SELECT
  unnest(from_json(head, getvariable('head_shape'))),
  payload,
  _file,
  _file_row,
  make_timestamp(epoch_us(now())) AS _loaded_at
FROM (
  SELECT
    *,
    CASE WHEN cut > 0 THEN left(line, cut - 1) || '}' ELSE '{}' END AS head,
    substr(line, cut + 11, length(line) - cut - 11) AS payload,
    list_filter(
      list_zip(json_type(head, getvariable('head_paths')), getvariable('head_columns')),
      lambda found: NOT list_contains(found[2].json_types, found[1])
    ) AS wrong_types,
    list_filter(
      list_zip(json_type(head, ['$.event_id', '$.event_type', '$.epoch_id', '$.ordinal', '$.observed_at']), ['event_id', 'event_type', 'epoch_id', 'ordinal', 'observed_at']),
      lambda found: coalesce(found[1], 'NULL') = 'NULL'
    ) AS missing,
    json_extract_string(head, getvariable('head_texts')) AS belongs,
    list_filter(belongs[5:], lambda found: NOT ends_with(found, 'Z')) AS wrong_times
  FROM (
    SELECT *, CASE WHEN json_valid(line) AND ends_with(line, '}') THEN strpos(line, ',"payload":') ELSE 0 END AS cut
    FROM lake_lines
  )
)
WHERE CASE
  WHEN cut = 0
    THEN error(format('line {}: not a JSON object that ends in payload', _file_row))
  WHEN len(missing) > 0
    THEN error(format('line {}: {} is missing', _file_row, missing[1][2]))
  WHEN belongs[1] <> getvariable('lake_network')
    THEN error(format('line {}: it is {}, this lake is {}', _file_row, belongs[1], getvariable('lake_network')))
  WHEN CASE belongs[2] WHEN 'live' THEN 'real' WHEN 'simulated' THEN 'simulated' WHEN 'recording' THEN 'recording' END
    <> getvariable('lake_origin_class')
    THEN error(format('line {}: its origin is {}, this lake is {}', _file_row, belongs[2], getvariable('lake_origin_class')))
  WHEN TRY_CAST(belongs[4] AS BIGINT) > getvariable('known_versions')[belongs[3]]
    THEN error(format(
      'line {}: {} is of schema version {}, this program knows {}: update it',
      _file_row, belongs[3], belongs[4], getvariable('known_versions')[belongs[3]]
    ))
  WHEN getvariable('elsewhere')[belongs[3]] IS NOT NULL
    THEN error(format(
      'line {}: {} belongs below {}', _file_row, belongs[3], getvariable('elsewhere')[belongs[3]]
    ))
  WHEN len(wrong_types) > 0
    THEN error(format('line {}: {} is of the JSON type {}', _file_row, wrong_types[1][2].name, wrong_types[1][1]))
  WHEN len(wrong_times) > 0
    THEN error(format('line {}: the time {} is not in UTC', _file_row, wrong_times[1]))
  ELSE true
END;

-- raw.conversions
CREATE TABLE IF NOT EXISTS raw.conversions (
  event_id VARCHAR,
  event_type VARCHAR,
  schema_version BIGINT,
  layout VARCHAR,
  source VARCHAR,
  network VARCHAR,
  origin VARCHAR,
  path VARCHAR,
  producer_id VARCHAR,
  producer_version VARCHAR,
  epoch_id VARCHAR,
  frame_no BIGINT,
  ordinal BIGINT,
  observed_at TIMESTAMP,
  part BIGINT,
  parts BIGINT,
  quoted_at TIMESTAMP,
  payload_sha256 VARCHAR,
  payload VARCHAR,
  _file VARCHAR,
  _file_row BIGINT,
  _loaded_at TIMESTAMP
);
ALTER TABLE raw.conversions ADD COLUMN IF NOT EXISTS event_id VARCHAR;
ALTER TABLE raw.conversions ADD COLUMN IF NOT EXISTS event_type VARCHAR;
ALTER TABLE raw.conversions ADD COLUMN IF NOT EXISTS schema_version BIGINT;
ALTER TABLE raw.conversions ADD COLUMN IF NOT EXISTS layout VARCHAR;
ALTER TABLE raw.conversions ADD COLUMN IF NOT EXISTS source VARCHAR;
ALTER TABLE raw.conversions ADD COLUMN IF NOT EXISTS network VARCHAR;
ALTER TABLE raw.conversions ADD COLUMN IF NOT EXISTS origin VARCHAR;
ALTER TABLE raw.conversions ADD COLUMN IF NOT EXISTS path VARCHAR;
ALTER TABLE raw.conversions ADD COLUMN IF NOT EXISTS producer_id VARCHAR;
ALTER TABLE raw.conversions ADD COLUMN IF NOT EXISTS producer_version VARCHAR;
ALTER TABLE raw.conversions ADD COLUMN IF NOT EXISTS epoch_id VARCHAR;
ALTER TABLE raw.conversions ADD COLUMN IF NOT EXISTS frame_no BIGINT;
ALTER TABLE raw.conversions ADD COLUMN IF NOT EXISTS ordinal BIGINT;
ALTER TABLE raw.conversions ADD COLUMN IF NOT EXISTS observed_at TIMESTAMP;
ALTER TABLE raw.conversions ADD COLUMN IF NOT EXISTS part BIGINT;
ALTER TABLE raw.conversions ADD COLUMN IF NOT EXISTS parts BIGINT;
ALTER TABLE raw.conversions ADD COLUMN IF NOT EXISTS quoted_at TIMESTAMP;
ALTER TABLE raw.conversions ADD COLUMN IF NOT EXISTS payload_sha256 VARCHAR;
ALTER TABLE raw.conversions ADD COLUMN IF NOT EXISTS payload VARCHAR;
ALTER TABLE raw.conversions ADD COLUMN IF NOT EXISTS _file VARCHAR;
ALTER TABLE raw.conversions ADD COLUMN IF NOT EXISTS _file_row BIGINT;
ALTER TABLE raw.conversions ADD COLUMN IF NOT EXISTS _loaded_at TIMESTAMP;
COMMENT ON TABLE raw.conversions IS 'The price of 1 BTC in several currencies as quoted by the source.';
COMMENT ON COLUMN raw.conversions.event_id IS '<epoch_id>-<ordinal>, fixed before the first send; a replayed fragment adds .<decoder version>.';
COMMENT ON COLUMN raw.conversions.event_type IS 'Name of the event.';
COMMENT ON COLUMN raw.conversions.schema_version IS 'Version of the event''s fields.';
COMMENT ON COLUMN raw.conversions.layout IS 'Wire layout the fragment was read as, dated by when it was first seen; null for ledger lines.';
COMMENT ON COLUMN raw.conversions.source IS 'The provider the data comes from.';
COMMENT ON COLUMN raw.conversions.network IS 'The bitcoin network.';
COMMENT ON COLUMN raw.conversions.origin IS 'How the line came about.';
COMMENT ON COLUMN raw.conversions.path IS 'Key of the frame or path of the request that held the fragment; null for ledger lines.';
COMMENT ON COLUMN raw.conversions.producer_id IS 'The process that wrote the line; a UUIDv7.';
COMMENT ON COLUMN raw.conversions.producer_version IS 'Version of the program that wrote the line.';
COMMENT ON COLUMN raw.conversions.epoch_id IS 'One socket from open to close, one run of the poller, or one process; a UUIDv7.';
COMMENT ON COLUMN raw.conversions.frame_no IS 'Number of the frame in its epoch, from 1; null for ledger lines.';
COMMENT ON COLUMN raw.conversions.ordinal IS 'Number of the line in its epoch, from 1, all streams together, without holes.';
COMMENT ON COLUMN raw.conversions.observed_at IS 'When we received it: the wall clock at the opening of the epoch plus the time since.';
COMMENT ON COLUMN raw.conversions.part IS 'Number of this part, from 1, where a long event was split; else null.';
COMMENT ON COLUMN raw.conversions.parts IS 'How many parts the event was split into; else null.';
COMMENT ON COLUMN raw.conversions.quoted_at IS 'When the source last obtained a price, by the source''s clock.';
COMMENT ON COLUMN raw.conversions.payload_sha256 IS 'SHA-256 of the payload bytes, to collapse equal observations.';
COMMENT ON COLUMN raw.conversions.payload IS 'The bytes of the fragment as received; for ledger lines an object of what is not flat.';
COMMENT ON COLUMN raw.conversions._file IS 'Key of the lake object.';
COMMENT ON COLUMN raw.conversions._file_row IS 'Number of the line in that object, from 1.';
COMMENT ON COLUMN raw.conversions._loaded_at IS 'When the object was loaded.';
SET VARIABLE head_columns = (
  SELECT list({
    'name': column_name,
    'path': '$."' || column_name || '"',
    'data_type': data_type,
    'json_types': CASE data_type
      WHEN 'BIGINT' THEN ['BIGINT', 'UBIGINT', 'NULL']
      WHEN 'BOOLEAN' THEN ['BOOLEAN', 'NULL']
      ELSE ['VARCHAR', 'NULL']
    END
  } ORDER BY column_index)
  FROM duckdb_columns()
  WHERE database_name = current_database() AND schema_name = 'raw' AND table_name = 'conversions'
    AND column_name <> 'payload' AND NOT starts_with(column_name, '_')
);
SET VARIABLE head_shape = (SELECT json_group_object(c.name, 'VARCHAR') FROM unnest(getvariable('head_columns')) AS t(c));
SET VARIABLE head_paths = list_transform(getvariable('head_columns'), lambda c: c.path);
SET VARIABLE head_texts = ['$.network', '$.origin', '$.event_type', '$.schema_version'] || list_transform(
  list_filter(getvariable('head_columns'), lambda c: c.data_type = 'TIMESTAMP'), lambda c: c.path
);
SET VARIABLE known_versions = MAP {'NextBlockSnapshotTaken': 1, 'NextBlockChanged': 1, 'TransactionsMoved': 1, 'ConversionsQuoted': 1, 'BlockObserved': 1, 'EpochOpened': 1, 'EpochClosed': 1, 'GapFound': 1, 'GapClosed': 1, 'AuditCompleted': 1, 'FeedCounted': 1, 'ChainCovered': 1, 'FragmentRejected': 1};
SET VARIABLE elsewhere = MAP {'NextBlockSnapshotTaken': 'mempool-data/stream/', 'NextBlockChanged': 'mempool-data/stream/', 'TransactionsMoved': 'mempool-data/stream/', 'BlockObserved': 'mempool-data/batch/', 'EpochOpened': 'mempool-data/feed-health/', 'EpochClosed': 'mempool-data/feed-health/', 'GapFound': 'mempool-data/feed-health/', 'GapClosed': 'mempool-data/feed-health/', 'AuditCompleted': 'mempool-data/feed-health/', 'FeedCounted': 'mempool-data/feed-health/', 'ChainCovered': 'mempool-data/feed-health/', 'FragmentRejected': 'mempool-data/quarantine/'};
INSERT INTO raw.conversions BY NAME
SELECT
  unnest(from_json(head, getvariable('head_shape'))),
  payload,
  _file,
  _file_row,
  make_timestamp(epoch_us(now())) AS _loaded_at
FROM (
  SELECT
    *,
    CASE WHEN cut > 0 THEN left(line, cut - 1) || '}' ELSE '{}' END AS head,
    substr(line, cut + 11, length(line) - cut - 11) AS payload,
    list_filter(
      list_zip(json_type(head, getvariable('head_paths')), getvariable('head_columns')),
      lambda found: NOT list_contains(found[2].json_types, found[1])
    ) AS wrong_types,
    list_filter(
      list_zip(json_type(head, ['$.event_id', '$.event_type', '$.epoch_id', '$.ordinal', '$.observed_at']), ['event_id', 'event_type', 'epoch_id', 'ordinal', 'observed_at']),
      lambda found: coalesce(found[1], 'NULL') = 'NULL'
    ) AS missing,
    json_extract_string(head, getvariable('head_texts')) AS belongs,
    list_filter(belongs[5:], lambda found: NOT ends_with(found, 'Z')) AS wrong_times
  FROM (
    SELECT *, CASE WHEN json_valid(line) AND ends_with(line, '}') THEN strpos(line, ',"payload":') ELSE 0 END AS cut
    FROM lake_lines
  )
)
WHERE CASE
  WHEN cut = 0
    THEN error(format('line {}: not a JSON object that ends in payload', _file_row))
  WHEN len(missing) > 0
    THEN error(format('line {}: {} is missing', _file_row, missing[1][2]))
  WHEN belongs[1] <> getvariable('lake_network')
    THEN error(format('line {}: it is {}, this lake is {}', _file_row, belongs[1], getvariable('lake_network')))
  WHEN CASE belongs[2] WHEN 'live' THEN 'real' WHEN 'simulated' THEN 'simulated' WHEN 'recording' THEN 'recording' END
    <> getvariable('lake_origin_class')
    THEN error(format('line {}: its origin is {}, this lake is {}', _file_row, belongs[2], getvariable('lake_origin_class')))
  WHEN TRY_CAST(belongs[4] AS BIGINT) > getvariable('known_versions')[belongs[3]]
    THEN error(format(
      'line {}: {} is of schema version {}, this program knows {}: update it',
      _file_row, belongs[3], belongs[4], getvariable('known_versions')[belongs[3]]
    ))
  WHEN getvariable('elsewhere')[belongs[3]] IS NOT NULL
    THEN error(format(
      'line {}: {} belongs below {}', _file_row, belongs[3], getvariable('elsewhere')[belongs[3]]
    ))
  WHEN len(wrong_types) > 0
    THEN error(format('line {}: {} is of the JSON type {}', _file_row, wrong_types[1][2].name, wrong_types[1][1]))
  WHEN len(wrong_times) > 0
    THEN error(format('line {}: the time {} is not in UTC', _file_row, wrong_times[1]))
  ELSE true
END;

-- raw.block_metadata
CREATE TABLE IF NOT EXISTS raw.block_metadata (
  event_id VARCHAR,
  event_type VARCHAR,
  schema_version BIGINT,
  layout VARCHAR,
  source VARCHAR,
  network VARCHAR,
  origin VARCHAR,
  path VARCHAR,
  producer_id VARCHAR,
  producer_version VARCHAR,
  epoch_id VARCHAR,
  frame_no BIGINT,
  ordinal BIGINT,
  observed_at TIMESTAMP,
  part BIGINT,
  parts BIGINT,
  block_hash VARCHAR,
  height BIGINT,
  previous_block_hash VARCHAR,
  mined_at TIMESTAMP,
  stale BOOLEAN,
  canonical_block_hash VARCHAR,
  transactions BIGINT,
  size_bytes BIGINT,
  weight BIGINT,
  total_fees_sats BIGINT,
  reward_sats BIGINT,
  on_main_chain BOOLEAN,
  payload_sha256 VARCHAR,
  payload VARCHAR,
  _file VARCHAR,
  _file_row BIGINT,
  _loaded_at TIMESTAMP
);
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS event_id VARCHAR;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS event_type VARCHAR;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS schema_version BIGINT;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS layout VARCHAR;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS source VARCHAR;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS network VARCHAR;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS origin VARCHAR;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS path VARCHAR;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS producer_id VARCHAR;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS producer_version VARCHAR;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS epoch_id VARCHAR;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS frame_no BIGINT;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS ordinal BIGINT;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS observed_at TIMESTAMP;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS part BIGINT;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS parts BIGINT;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS block_hash VARCHAR;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS height BIGINT;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS previous_block_hash VARCHAR;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS mined_at TIMESTAMP;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS stale BOOLEAN;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS canonical_block_hash VARCHAR;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS transactions BIGINT;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS size_bytes BIGINT;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS weight BIGINT;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS total_fees_sats BIGINT;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS reward_sats BIGINT;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS on_main_chain BOOLEAN;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS payload_sha256 VARCHAR;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS payload VARCHAR;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS _file VARCHAR;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS _file_row BIGINT;
ALTER TABLE raw.block_metadata ADD COLUMN IF NOT EXISTS _loaded_at TIMESTAMP;
COMMENT ON TABLE raw.block_metadata IS 'Mined blocks as observed, from the socket and from REST alike.';
COMMENT ON COLUMN raw.block_metadata.event_id IS '<epoch_id>-<ordinal>, fixed before the first send; a replayed fragment adds .<decoder version>.';
COMMENT ON COLUMN raw.block_metadata.event_type IS 'Name of the event.';
COMMENT ON COLUMN raw.block_metadata.schema_version IS 'Version of the event''s fields.';
COMMENT ON COLUMN raw.block_metadata.layout IS 'Wire layout the fragment was read as, dated by when it was first seen; null for ledger lines.';
COMMENT ON COLUMN raw.block_metadata.source IS 'The provider the data comes from.';
COMMENT ON COLUMN raw.block_metadata.network IS 'The bitcoin network.';
COMMENT ON COLUMN raw.block_metadata.origin IS 'How the line came about.';
COMMENT ON COLUMN raw.block_metadata.path IS 'Key of the frame or path of the request that held the fragment; null for ledger lines.';
COMMENT ON COLUMN raw.block_metadata.producer_id IS 'The process that wrote the line; a UUIDv7.';
COMMENT ON COLUMN raw.block_metadata.producer_version IS 'Version of the program that wrote the line.';
COMMENT ON COLUMN raw.block_metadata.epoch_id IS 'One socket from open to close, one run of the poller, or one process; a UUIDv7.';
COMMENT ON COLUMN raw.block_metadata.frame_no IS 'Number of the frame in its epoch, from 1; null for ledger lines.';
COMMENT ON COLUMN raw.block_metadata.ordinal IS 'Number of the line in its epoch, from 1, all streams together, without holes.';
COMMENT ON COLUMN raw.block_metadata.observed_at IS 'When we received it: the wall clock at the opening of the epoch plus the time since.';
COMMENT ON COLUMN raw.block_metadata.part IS 'Number of this part, from 1, where a long event was split; else null.';
COMMENT ON COLUMN raw.block_metadata.parts IS 'How many parts the event was split into; else null.';
COMMENT ON COLUMN raw.block_metadata.block_hash IS 'Hash of the block header.';
COMMENT ON COLUMN raw.block_metadata.height IS 'Number of blocks below it on its branch.';
COMMENT ON COLUMN raw.block_metadata.previous_block_hash IS 'Hash of the parent; null for the first block.';
COMMENT ON COLUMN raw.block_metadata.mined_at IS 'The miner''s clock, in the header; may be off by up to two hours.';
COMMENT ON COLUMN raw.block_metadata.stale IS 'True when the source holds another block of this height canonical; null where it does not say.';
COMMENT ON COLUMN raw.block_metadata.canonical_block_hash IS 'On a stale block: the block of this height on the main chain.';
COMMENT ON COLUMN raw.block_metadata.transactions IS 'Transactions in the block, coinbase included.';
COMMENT ON COLUMN raw.block_metadata.size_bytes IS 'Serialised size in bytes.';
COMMENT ON COLUMN raw.block_metadata.weight IS 'Weight units, 4,000,000 at the most.';
COMMENT ON COLUMN raw.block_metadata.total_fees_sats IS 'Fees of all its transactions in satoshis.';
COMMENT ON COLUMN raw.block_metadata.reward_sats IS 'Subsidy plus fees in satoshis.';
COMMENT ON COLUMN raw.block_metadata.on_main_chain IS 'Whether it stood on the source''s main chain, by the blocks around it; null where one message alone can''t tell. Surer than stale, which may come from a cache.';
COMMENT ON COLUMN raw.block_metadata.payload_sha256 IS 'SHA-256 of the payload bytes, to collapse equal observations.';
COMMENT ON COLUMN raw.block_metadata.payload IS 'The bytes of the fragment as received; for ledger lines an object of what is not flat.';
COMMENT ON COLUMN raw.block_metadata._file IS 'Key of the lake object.';
COMMENT ON COLUMN raw.block_metadata._file_row IS 'Number of the line in that object, from 1.';
COMMENT ON COLUMN raw.block_metadata._loaded_at IS 'When the object was loaded.';
SET VARIABLE head_columns = (
  SELECT list({
    'name': column_name,
    'path': '$."' || column_name || '"',
    'data_type': data_type,
    'json_types': CASE data_type
      WHEN 'BIGINT' THEN ['BIGINT', 'UBIGINT', 'NULL']
      WHEN 'BOOLEAN' THEN ['BOOLEAN', 'NULL']
      ELSE ['VARCHAR', 'NULL']
    END
  } ORDER BY column_index)
  FROM duckdb_columns()
  WHERE database_name = current_database() AND schema_name = 'raw' AND table_name = 'block_metadata'
    AND column_name <> 'payload' AND NOT starts_with(column_name, '_')
);
SET VARIABLE head_shape = (SELECT json_group_object(c.name, 'VARCHAR') FROM unnest(getvariable('head_columns')) AS t(c));
SET VARIABLE head_paths = list_transform(getvariable('head_columns'), lambda c: c.path);
SET VARIABLE head_texts = ['$.network', '$.origin', '$.event_type', '$.schema_version'] || list_transform(
  list_filter(getvariable('head_columns'), lambda c: c.data_type = 'TIMESTAMP'), lambda c: c.path
);
SET VARIABLE known_versions = MAP {'NextBlockSnapshotTaken': 1, 'NextBlockChanged': 1, 'TransactionsMoved': 1, 'ConversionsQuoted': 1, 'BlockObserved': 1, 'EpochOpened': 1, 'EpochClosed': 1, 'GapFound': 1, 'GapClosed': 1, 'AuditCompleted': 1, 'FeedCounted': 1, 'ChainCovered': 1, 'FragmentRejected': 1};
SET VARIABLE elsewhere = MAP {'NextBlockSnapshotTaken': 'mempool-data/stream/', 'NextBlockChanged': 'mempool-data/stream/', 'TransactionsMoved': 'mempool-data/stream/', 'ConversionsQuoted': 'mempool-data/conversions/', 'EpochOpened': 'mempool-data/feed-health/', 'EpochClosed': 'mempool-data/feed-health/', 'GapFound': 'mempool-data/feed-health/', 'GapClosed': 'mempool-data/feed-health/', 'AuditCompleted': 'mempool-data/feed-health/', 'FeedCounted': 'mempool-data/feed-health/', 'ChainCovered': 'mempool-data/feed-health/', 'FragmentRejected': 'mempool-data/quarantine/'};
INSERT INTO raw.block_metadata BY NAME
SELECT
  unnest(from_json(head, getvariable('head_shape'))),
  payload,
  _file,
  _file_row,
  make_timestamp(epoch_us(now())) AS _loaded_at
FROM (
  SELECT
    *,
    CASE WHEN cut > 0 THEN left(line, cut - 1) || '}' ELSE '{}' END AS head,
    substr(line, cut + 11, length(line) - cut - 11) AS payload,
    list_filter(
      list_zip(json_type(head, getvariable('head_paths')), getvariable('head_columns')),
      lambda found: NOT list_contains(found[2].json_types, found[1])
    ) AS wrong_types,
    list_filter(
      list_zip(json_type(head, ['$.event_id', '$.event_type', '$.epoch_id', '$.ordinal', '$.observed_at']), ['event_id', 'event_type', 'epoch_id', 'ordinal', 'observed_at']),
      lambda found: coalesce(found[1], 'NULL') = 'NULL'
    ) AS missing,
    json_extract_string(head, getvariable('head_texts')) AS belongs,
    list_filter(belongs[5:], lambda found: NOT ends_with(found, 'Z')) AS wrong_times
  FROM (
    SELECT *, CASE WHEN json_valid(line) AND ends_with(line, '}') THEN strpos(line, ',"payload":') ELSE 0 END AS cut
    FROM lake_lines
  )
)
WHERE CASE
  WHEN cut = 0
    THEN error(format('line {}: not a JSON object that ends in payload', _file_row))
  WHEN len(missing) > 0
    THEN error(format('line {}: {} is missing', _file_row, missing[1][2]))
  WHEN belongs[1] <> getvariable('lake_network')
    THEN error(format('line {}: it is {}, this lake is {}', _file_row, belongs[1], getvariable('lake_network')))
  WHEN CASE belongs[2] WHEN 'live' THEN 'real' WHEN 'simulated' THEN 'simulated' WHEN 'recording' THEN 'recording' END
    <> getvariable('lake_origin_class')
    THEN error(format('line {}: its origin is {}, this lake is {}', _file_row, belongs[2], getvariable('lake_origin_class')))
  WHEN TRY_CAST(belongs[4] AS BIGINT) > getvariable('known_versions')[belongs[3]]
    THEN error(format(
      'line {}: {} is of schema version {}, this program knows {}: update it',
      _file_row, belongs[3], belongs[4], getvariable('known_versions')[belongs[3]]
    ))
  WHEN getvariable('elsewhere')[belongs[3]] IS NOT NULL
    THEN error(format(
      'line {}: {} belongs below {}', _file_row, belongs[3], getvariable('elsewhere')[belongs[3]]
    ))
  WHEN len(wrong_types) > 0
    THEN error(format('line {}: {} is of the JSON type {}', _file_row, wrong_types[1][2].name, wrong_types[1][1]))
  WHEN len(wrong_times) > 0
    THEN error(format('line {}: the time {} is not in UTC', _file_row, wrong_times[1]))
  ELSE true
END;

-- raw.feed_health
CREATE TABLE IF NOT EXISTS raw.feed_health (
  event_id VARCHAR,
  event_type VARCHAR,
  schema_version BIGINT,
  layout VARCHAR,
  source VARCHAR,
  network VARCHAR,
  origin VARCHAR,
  path VARCHAR,
  producer_id VARCHAR,
  producer_version VARCHAR,
  epoch_id VARCHAR,
  frame_no BIGINT,
  ordinal BIGINT,
  observed_at TIMESTAMP,
  part BIGINT,
  parts BIGINT,
  epoch_kind VARCHAR,
  endpoint VARCHAR,
  close_reason VARCHAR,
  close_code BIGINT,
  gap_id VARCHAR,
  gap_epoch_id VARCHAR,
  cause VARCHAR,
  suspect_from_ordinal BIGINT,
  found_ordinal BIGINT,
  expected_sequence BIGINT,
  received_sequence BIGINT,
  closing_epoch_id VARCHAR,
  closing_ordinal BIGINT,
  audit_ordinal BIGINT,
  block_index BIGINT,
  sequence BIGINT,
  outcome VARCHAR,
  verified_ordinal BIGINT,
  only_here_rows BIGINT,
  only_there_rows BIGINT,
  differing_rows BIGINT,
  frames_in BIGINT,
  bytes_in BIGINT,
  frames_given_up BIGINT,
  bytes_given_up BIGINT,
  fragments_in BIGINT,
  fragments_accepted BIGINT,
  fragments_ignored BIGINT,
  fragments_quarantined BIGINT,
  lines_out BIGINT,
  bytes_out BIGINT,
  revision BIGINT,
  top_height BIGINT,
  top_hash VARCHAR,
  lowest_height BIGINT,
  covered_blocks BIGINT,
  pending_blocks BIGINT,
  payload VARCHAR,
  _file VARCHAR,
  _file_row BIGINT,
  _loaded_at TIMESTAMP
);
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS event_id VARCHAR;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS event_type VARCHAR;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS schema_version BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS layout VARCHAR;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS source VARCHAR;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS network VARCHAR;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS origin VARCHAR;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS path VARCHAR;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS producer_id VARCHAR;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS producer_version VARCHAR;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS epoch_id VARCHAR;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS frame_no BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS ordinal BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS observed_at TIMESTAMP;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS part BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS parts BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS epoch_kind VARCHAR;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS endpoint VARCHAR;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS close_reason VARCHAR;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS close_code BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS gap_id VARCHAR;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS gap_epoch_id VARCHAR;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS cause VARCHAR;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS suspect_from_ordinal BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS found_ordinal BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS expected_sequence BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS received_sequence BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS closing_epoch_id VARCHAR;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS closing_ordinal BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS audit_ordinal BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS block_index BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS sequence BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS outcome VARCHAR;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS verified_ordinal BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS only_here_rows BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS only_there_rows BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS differing_rows BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS frames_in BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS bytes_in BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS frames_given_up BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS bytes_given_up BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS fragments_in BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS fragments_accepted BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS fragments_ignored BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS fragments_quarantined BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS lines_out BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS bytes_out BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS revision BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS top_height BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS top_hash VARCHAR;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS lowest_height BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS covered_blocks BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS pending_blocks BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS payload VARCHAR;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS _file VARCHAR;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS _file_row BIGINT;
ALTER TABLE raw.feed_health ADD COLUMN IF NOT EXISTS _loaded_at TIMESTAMP;
COMMENT ON TABLE raw.feed_health IS 'The ledger: epochs, gaps, counts.';
COMMENT ON COLUMN raw.feed_health.event_id IS '<epoch_id>-<ordinal>, fixed before the first send; a replayed fragment adds .<decoder version>.';
COMMENT ON COLUMN raw.feed_health.event_type IS 'Name of the event.';
COMMENT ON COLUMN raw.feed_health.schema_version IS 'Version of the event''s fields.';
COMMENT ON COLUMN raw.feed_health.layout IS 'Wire layout the fragment was read as, dated by when it was first seen; null for ledger lines.';
COMMENT ON COLUMN raw.feed_health.source IS 'The provider the data comes from.';
COMMENT ON COLUMN raw.feed_health.network IS 'The bitcoin network.';
COMMENT ON COLUMN raw.feed_health.origin IS 'How the line came about.';
COMMENT ON COLUMN raw.feed_health.path IS 'Key of the frame or path of the request that held the fragment; null for ledger lines.';
COMMENT ON COLUMN raw.feed_health.producer_id IS 'The process that wrote the line; a UUIDv7.';
COMMENT ON COLUMN raw.feed_health.producer_version IS 'Version of the program that wrote the line.';
COMMENT ON COLUMN raw.feed_health.epoch_id IS 'One socket from open to close, one run of the poller, or one process; a UUIDv7.';
COMMENT ON COLUMN raw.feed_health.frame_no IS 'Number of the frame in its epoch, from 1; null for ledger lines.';
COMMENT ON COLUMN raw.feed_health.ordinal IS 'Number of the line in its epoch, from 1, all streams together, without holes.';
COMMENT ON COLUMN raw.feed_health.observed_at IS 'When we received it: the wall clock at the opening of the epoch plus the time since.';
COMMENT ON COLUMN raw.feed_health.part IS 'Number of this part, from 1, where a long event was split; else null.';
COMMENT ON COLUMN raw.feed_health.parts IS 'How many parts the event was split into; else null.';
COMMENT ON COLUMN raw.feed_health.epoch_kind IS 'One socket from open to close, one run of the poller, or one process, for what it has to say while there is no socket.';
COMMENT ON COLUMN raw.feed_health.endpoint IS 'Address of the source without credentials.';
COMMENT ON COLUMN raw.feed_health.close_reason IS 'Stopped by us, closed by the other side, the end of a recording, or by us because the wall clock was set or because there was no room to keep what came. Of a run of the poller: finished, out of time, or ended by a source or a lake that failed.';
COMMENT ON COLUMN raw.feed_health.close_code IS 'WebSocket close code; 1005 when the other side gave none.';
COMMENT ON COLUMN raw.feed_health.gap_id IS 'The event_id of this line; GapClosed repeats it.';
COMMENT ON COLUMN raw.feed_health.gap_epoch_id IS 'The epoch whose lines are suspect.';
COMMENT ON COLUMN raw.feed_health.cause IS 'sequence: the counter jumped, or a message did not come or did not decode. socket: the connection ended. silence: no change came for longer than is usual while the source sent other things. loading: the source is out of sync. self-check: the rows do not add up to the totals stated beside them. audit: they are not those of a fresh snapshot. spool-full: no room to keep what came. crash, restart: the process ended without, or with, a goodbye. clock: the wall clock was set.';
COMMENT ON COLUMN raw.feed_health.suspect_from_ordinal IS 'The first ordinal of that epoch that can not be relied on.';
COMMENT ON COLUMN raw.feed_health.found_ordinal IS 'The line that showed the gap; this line where no other did.';
COMMENT ON COLUMN raw.feed_health.expected_sequence IS 'The sequence that should have come.';
COMMENT ON COLUMN raw.feed_health.received_sequence IS 'The sequence that came; null where none could be read.';
COMMENT ON COLUMN raw.feed_health.closing_epoch_id IS 'The epoch of the snapshot that ended it; another one after a lost socket.';
COMMENT ON COLUMN raw.feed_health.closing_ordinal IS 'The ordinal of that snapshot.';
COMMENT ON COLUMN raw.feed_health.audit_ordinal IS 'Ordinal of the snapshot in this epoch.';
COMMENT ON COLUMN raw.feed_health.block_index IS 'The projected block that was compared.';
COMMENT ON COLUMN raw.feed_health.sequence IS 'The source''s update counter, of the snapshot and of our rows.';
COMMENT ON COLUMN raw.feed_health.outcome IS 'agreed: the same rows. healed: the snapshot was ahead, and the next message made both the same. failed: it did not, or none came.';
COMMENT ON COLUMN raw.feed_health.verified_ordinal IS 'Ordinal of the line at which both were the same; null where the audit failed.';
COMMENT ON COLUMN raw.feed_health.only_here_rows IS 'Transactions that only our rows held.';
COMMENT ON COLUMN raw.feed_health.only_there_rows IS 'Transactions that only the snapshot held.';
COMMENT ON COLUMN raw.feed_health.differing_rows IS 'Transactions in both, with other values.';
COMMENT ON COLUMN raw.feed_health.frames_in IS 'Frames received since the epoch began.';
COMMENT ON COLUMN raw.feed_health.bytes_in IS 'Bytes of those frames.';
COMMENT ON COLUMN raw.feed_health.frames_given_up IS 'Of the frames received: those of which nothing was kept, because the spool had no room. Null in lines older than this count.';
COMMENT ON COLUMN raw.feed_health.bytes_given_up IS 'Bytes of the frames given up.';
COMMENT ON COLUMN raw.feed_health.fragments_in IS 'Fragments in the frames that were kept: what the next three add up to. Null in lines older than this count.';
COMMENT ON COLUMN raw.feed_health.fragments_accepted IS 'Fragments that became an event.';
COMMENT ON COLUMN raw.feed_health.fragments_ignored IS 'Fragments that make no event.';
COMMENT ON COLUMN raw.feed_health.fragments_quarantined IS 'Fragments that did not decode.';
COMMENT ON COLUMN raw.feed_health.lines_out IS 'Lines written before this one.';
COMMENT ON COLUMN raw.feed_health.bytes_out IS 'Bytes of those lines.';
COMMENT ON COLUMN raw.feed_health.revision IS 'Number of the state, one more with each change; the highest holds.';
COMMENT ON COLUMN raw.feed_health.top_height IS 'Height of the highest block held; null before the first.';
COMMENT ON COLUMN raw.feed_health.top_hash IS 'Hash of that block.';
COMMENT ON COLUMN raw.feed_health.lowest_height IS 'Height of the lowest block held.';
COMMENT ON COLUMN raw.feed_health.covered_blocks IS 'Heights in whole stretches: each has one canonical block in the lake.';
COMMENT ON COLUMN raw.feed_health.pending_blocks IS 'Heights known to be missing, which the next runs ask for.';
COMMENT ON COLUMN raw.feed_health.payload IS 'The bytes of the fragment as received; for ledger lines an object of what is not flat.';
COMMENT ON COLUMN raw.feed_health._file IS 'Key of the lake object.';
COMMENT ON COLUMN raw.feed_health._file_row IS 'Number of the line in that object, from 1.';
COMMENT ON COLUMN raw.feed_health._loaded_at IS 'When the object was loaded.';
SET VARIABLE head_columns = (
  SELECT list({
    'name': column_name,
    'path': '$."' || column_name || '"',
    'data_type': data_type,
    'json_types': CASE data_type
      WHEN 'BIGINT' THEN ['BIGINT', 'UBIGINT', 'NULL']
      WHEN 'BOOLEAN' THEN ['BOOLEAN', 'NULL']
      ELSE ['VARCHAR', 'NULL']
    END
  } ORDER BY column_index)
  FROM duckdb_columns()
  WHERE database_name = current_database() AND schema_name = 'raw' AND table_name = 'feed_health'
    AND column_name <> 'payload' AND NOT starts_with(column_name, '_')
);
SET VARIABLE head_shape = (SELECT json_group_object(c.name, 'VARCHAR') FROM unnest(getvariable('head_columns')) AS t(c));
SET VARIABLE head_paths = list_transform(getvariable('head_columns'), lambda c: c.path);
SET VARIABLE head_texts = ['$.network', '$.origin', '$.event_type', '$.schema_version'] || list_transform(
  list_filter(getvariable('head_columns'), lambda c: c.data_type = 'TIMESTAMP'), lambda c: c.path
);
SET VARIABLE known_versions = MAP {'NextBlockSnapshotTaken': 1, 'NextBlockChanged': 1, 'TransactionsMoved': 1, 'ConversionsQuoted': 1, 'BlockObserved': 1, 'EpochOpened': 1, 'EpochClosed': 1, 'GapFound': 1, 'GapClosed': 1, 'AuditCompleted': 1, 'FeedCounted': 1, 'ChainCovered': 1, 'FragmentRejected': 1};
SET VARIABLE elsewhere = MAP {'NextBlockSnapshotTaken': 'mempool-data/stream/', 'NextBlockChanged': 'mempool-data/stream/', 'TransactionsMoved': 'mempool-data/stream/', 'ConversionsQuoted': 'mempool-data/conversions/', 'BlockObserved': 'mempool-data/batch/', 'FragmentRejected': 'mempool-data/quarantine/'};
INSERT INTO raw.feed_health BY NAME
SELECT
  unnest(from_json(head, getvariable('head_shape'))),
  payload,
  _file,
  _file_row,
  make_timestamp(epoch_us(now())) AS _loaded_at
FROM (
  SELECT
    *,
    CASE WHEN cut > 0 THEN left(line, cut - 1) || '}' ELSE '{}' END AS head,
    substr(line, cut + 11, length(line) - cut - 11) AS payload,
    list_filter(
      list_zip(json_type(head, getvariable('head_paths')), getvariable('head_columns')),
      lambda found: NOT list_contains(found[2].json_types, found[1])
    ) AS wrong_types,
    list_filter(
      list_zip(json_type(head, ['$.event_id', '$.event_type', '$.epoch_id', '$.ordinal', '$.observed_at']), ['event_id', 'event_type', 'epoch_id', 'ordinal', 'observed_at']),
      lambda found: coalesce(found[1], 'NULL') = 'NULL'
    ) AS missing,
    json_extract_string(head, getvariable('head_texts')) AS belongs,
    list_filter(belongs[5:], lambda found: NOT ends_with(found, 'Z')) AS wrong_times
  FROM (
    SELECT *, CASE WHEN json_valid(line) AND ends_with(line, '}') THEN strpos(line, ',"payload":') ELSE 0 END AS cut
    FROM lake_lines
  )
)
WHERE CASE
  WHEN cut = 0
    THEN error(format('line {}: not a JSON object that ends in payload', _file_row))
  WHEN len(missing) > 0
    THEN error(format('line {}: {} is missing', _file_row, missing[1][2]))
  WHEN belongs[1] <> getvariable('lake_network')
    THEN error(format('line {}: it is {}, this lake is {}', _file_row, belongs[1], getvariable('lake_network')))
  WHEN CASE belongs[2] WHEN 'live' THEN 'real' WHEN 'simulated' THEN 'simulated' WHEN 'recording' THEN 'recording' END
    <> getvariable('lake_origin_class')
    THEN error(format('line {}: its origin is {}, this lake is {}', _file_row, belongs[2], getvariable('lake_origin_class')))
  WHEN TRY_CAST(belongs[4] AS BIGINT) > getvariable('known_versions')[belongs[3]]
    THEN error(format(
      'line {}: {} is of schema version {}, this program knows {}: update it',
      _file_row, belongs[3], belongs[4], getvariable('known_versions')[belongs[3]]
    ))
  WHEN getvariable('elsewhere')[belongs[3]] IS NOT NULL
    THEN error(format(
      'line {}: {} belongs below {}', _file_row, belongs[3], getvariable('elsewhere')[belongs[3]]
    ))
  WHEN len(wrong_types) > 0
    THEN error(format('line {}: {} is of the JSON type {}', _file_row, wrong_types[1][2].name, wrong_types[1][1]))
  WHEN len(wrong_times) > 0
    THEN error(format('line {}: the time {} is not in UTC', _file_row, wrong_times[1]))
  ELSE true
END;

-- raw.quarantine
CREATE TABLE IF NOT EXISTS raw.quarantine (
  event_id VARCHAR,
  event_type VARCHAR,
  schema_version BIGINT,
  layout VARCHAR,
  source VARCHAR,
  network VARCHAR,
  origin VARCHAR,
  path VARCHAR,
  producer_id VARCHAR,
  producer_version VARCHAR,
  epoch_id VARCHAR,
  frame_no BIGINT,
  ordinal BIGINT,
  observed_at TIMESTAMP,
  part BIGINT,
  parts BIGINT,
  reason VARCHAR,
  value_path VARCHAR,
  codec VARCHAR,
  tried_layout VARCHAR,
  encoding VARCHAR,
  payload VARCHAR,
  _file VARCHAR,
  _file_row BIGINT,
  _loaded_at TIMESTAMP
);
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS event_id VARCHAR;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS event_type VARCHAR;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS schema_version BIGINT;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS layout VARCHAR;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS source VARCHAR;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS network VARCHAR;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS origin VARCHAR;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS path VARCHAR;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS producer_id VARCHAR;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS producer_version VARCHAR;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS epoch_id VARCHAR;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS frame_no BIGINT;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS ordinal BIGINT;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS observed_at TIMESTAMP;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS part BIGINT;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS parts BIGINT;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS reason VARCHAR;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS value_path VARCHAR;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS codec VARCHAR;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS tried_layout VARCHAR;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS encoding VARCHAR;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS payload VARCHAR;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS _file VARCHAR;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS _file_row BIGINT;
ALTER TABLE raw.quarantine ADD COLUMN IF NOT EXISTS _loaded_at TIMESTAMP;
COMMENT ON TABLE raw.quarantine IS 'Bytes that did not decode, whole, with the reason.';
COMMENT ON COLUMN raw.quarantine.event_id IS '<epoch_id>-<ordinal>, fixed before the first send; a replayed fragment adds .<decoder version>.';
COMMENT ON COLUMN raw.quarantine.event_type IS 'Name of the event.';
COMMENT ON COLUMN raw.quarantine.schema_version IS 'Version of the event''s fields.';
COMMENT ON COLUMN raw.quarantine.layout IS 'Wire layout the fragment was read as, dated by when it was first seen; null for ledger lines.';
COMMENT ON COLUMN raw.quarantine.source IS 'The provider the data comes from.';
COMMENT ON COLUMN raw.quarantine.network IS 'The bitcoin network.';
COMMENT ON COLUMN raw.quarantine.origin IS 'How the line came about.';
COMMENT ON COLUMN raw.quarantine.path IS 'Key of the frame or path of the request that held the fragment; null for ledger lines.';
COMMENT ON COLUMN raw.quarantine.producer_id IS 'The process that wrote the line; a UUIDv7.';
COMMENT ON COLUMN raw.quarantine.producer_version IS 'Version of the program that wrote the line.';
COMMENT ON COLUMN raw.quarantine.epoch_id IS 'One socket from open to close, one run of the poller, or one process; a UUIDv7.';
COMMENT ON COLUMN raw.quarantine.frame_no IS 'Number of the frame in its epoch, from 1; null for ledger lines.';
COMMENT ON COLUMN raw.quarantine.ordinal IS 'Number of the line in its epoch, from 1, all streams together, without holes.';
COMMENT ON COLUMN raw.quarantine.observed_at IS 'When we received it: the wall clock at the opening of the epoch plus the time since.';
COMMENT ON COLUMN raw.quarantine.part IS 'Number of this part, from 1, where a long event was split; else null.';
COMMENT ON COLUMN raw.quarantine.parts IS 'How many parts the event was split into; else null.';
COMMENT ON COLUMN raw.quarantine.reason IS 'Why it was refused.';
COMMENT ON COLUMN raw.quarantine.value_path IS 'Where in the fragment the first offending value stands, keys joined by dots.';
COMMENT ON COLUMN raw.quarantine.codec IS 'The codec that refused that value.';
COMMENT ON COLUMN raw.quarantine.tried_layout IS 'The wire layout it was read as.';
COMMENT ON COLUMN raw.quarantine.encoding IS 'How the body is written: as text, or in base64 where it is not valid UTF-8.';
COMMENT ON COLUMN raw.quarantine.payload IS 'The bytes of the fragment as received; for ledger lines an object of what is not flat.';
COMMENT ON COLUMN raw.quarantine._file IS 'Key of the lake object.';
COMMENT ON COLUMN raw.quarantine._file_row IS 'Number of the line in that object, from 1.';
COMMENT ON COLUMN raw.quarantine._loaded_at IS 'When the object was loaded.';
SET VARIABLE head_columns = (
  SELECT list({
    'name': column_name,
    'path': '$."' || column_name || '"',
    'data_type': data_type,
    'json_types': CASE data_type
      WHEN 'BIGINT' THEN ['BIGINT', 'UBIGINT', 'NULL']
      WHEN 'BOOLEAN' THEN ['BOOLEAN', 'NULL']
      ELSE ['VARCHAR', 'NULL']
    END
  } ORDER BY column_index)
  FROM duckdb_columns()
  WHERE database_name = current_database() AND schema_name = 'raw' AND table_name = 'quarantine'
    AND column_name <> 'payload' AND NOT starts_with(column_name, '_')
);
SET VARIABLE head_shape = (SELECT json_group_object(c.name, 'VARCHAR') FROM unnest(getvariable('head_columns')) AS t(c));
SET VARIABLE head_paths = list_transform(getvariable('head_columns'), lambda c: c.path);
SET VARIABLE head_texts = ['$.network', '$.origin', '$.event_type', '$.schema_version'] || list_transform(
  list_filter(getvariable('head_columns'), lambda c: c.data_type = 'TIMESTAMP'), lambda c: c.path
);
SET VARIABLE known_versions = MAP {'NextBlockSnapshotTaken': 1, 'NextBlockChanged': 1, 'TransactionsMoved': 1, 'ConversionsQuoted': 1, 'BlockObserved': 1, 'EpochOpened': 1, 'EpochClosed': 1, 'GapFound': 1, 'GapClosed': 1, 'AuditCompleted': 1, 'FeedCounted': 1, 'ChainCovered': 1, 'FragmentRejected': 1};
SET VARIABLE elsewhere = MAP {'NextBlockSnapshotTaken': 'mempool-data/stream/', 'NextBlockChanged': 'mempool-data/stream/', 'TransactionsMoved': 'mempool-data/stream/', 'ConversionsQuoted': 'mempool-data/conversions/', 'BlockObserved': 'mempool-data/batch/', 'EpochOpened': 'mempool-data/feed-health/', 'EpochClosed': 'mempool-data/feed-health/', 'GapFound': 'mempool-data/feed-health/', 'GapClosed': 'mempool-data/feed-health/', 'AuditCompleted': 'mempool-data/feed-health/', 'FeedCounted': 'mempool-data/feed-health/', 'ChainCovered': 'mempool-data/feed-health/'};
INSERT INTO raw.quarantine BY NAME
SELECT
  unnest(from_json(head, getvariable('head_shape'))),
  payload,
  _file,
  _file_row,
  make_timestamp(epoch_us(now())) AS _loaded_at
FROM (
  SELECT
    *,
    CASE WHEN cut > 0 THEN left(line, cut - 1) || '}' ELSE '{}' END AS head,
    substr(line, cut + 11, length(line) - cut - 11) AS payload,
    list_filter(
      list_zip(json_type(head, getvariable('head_paths')), getvariable('head_columns')),
      lambda found: NOT list_contains(found[2].json_types, found[1])
    ) AS wrong_types,
    list_filter(
      list_zip(json_type(head, ['$.event_id', '$.event_type', '$.epoch_id', '$.ordinal', '$.observed_at']), ['event_id', 'event_type', 'epoch_id', 'ordinal', 'observed_at']),
      lambda found: coalesce(found[1], 'NULL') = 'NULL'
    ) AS missing,
    json_extract_string(head, getvariable('head_texts')) AS belongs,
    list_filter(belongs[5:], lambda found: NOT ends_with(found, 'Z')) AS wrong_times
  FROM (
    SELECT *, CASE WHEN json_valid(line) AND ends_with(line, '}') THEN strpos(line, ',"payload":') ELSE 0 END AS cut
    FROM lake_lines
  )
)
WHERE CASE
  WHEN cut = 0
    THEN error(format('line {}: not a JSON object that ends in payload', _file_row))
  WHEN len(missing) > 0
    THEN error(format('line {}: {} is missing', _file_row, missing[1][2]))
  WHEN belongs[1] <> getvariable('lake_network')
    THEN error(format('line {}: it is {}, this lake is {}', _file_row, belongs[1], getvariable('lake_network')))
  WHEN CASE belongs[2] WHEN 'live' THEN 'real' WHEN 'simulated' THEN 'simulated' WHEN 'recording' THEN 'recording' END
    <> getvariable('lake_origin_class')
    THEN error(format('line {}: its origin is {}, this lake is {}', _file_row, belongs[2], getvariable('lake_origin_class')))
  WHEN TRY_CAST(belongs[4] AS BIGINT) > getvariable('known_versions')[belongs[3]]
    THEN error(format(
      'line {}: {} is of schema version {}, this program knows {}: update it',
      _file_row, belongs[3], belongs[4], getvariable('known_versions')[belongs[3]]
    ))
  WHEN getvariable('elsewhere')[belongs[3]] IS NOT NULL
    THEN error(format(
      'line {}: {} belongs below {}', _file_row, belongs[3], getvariable('elsewhere')[belongs[3]]
    ))
  WHEN len(wrong_types) > 0
    THEN error(format('line {}: {} is of the JSON type {}', _file_row, wrong_types[1][2].name, wrong_types[1][1]))
  WHEN len(wrong_times) > 0
    THEN error(format('line {}: the time {} is not in UTC', _file_row, wrong_times[1]))
  ELSE true
END;
