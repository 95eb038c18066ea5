/** Blocks made up in the raw table: ten minutes apart, from height 0, with a pool, rates and fees as a source gives them. */

/** Hashes of a branch: `''` for the chain, anything else for what replaces it. */
const hashOf = (branch: string, height: string): string =>
  `sha256('${branch}' || (${height})::varchar)`;

/** A statement that adds the blocks of these heights, both included, as loaded `minutesLater`. */
export const insertBlocks = (
  fromHeight: number,
  toHeight: number,
  branch = '',
  minutesLater = 0,
): string => `
  INSERT INTO raw.block_metadata BY NAME
  WITH blocks AS (
    SELECT height, ${hashOf(branch, 'height')} AS hash,
      ${hashOf('', 'height - 1')} AS parent_of_chain, ${hashOf(branch, 'height - 1')} AS parent_of_branch
    FROM range(${fromHeight}, ${toHeight + 1}) AS heights(height)
  )
  SELECT
    'bench${branch}' || ${fromHeight} || '-' || (height + 1) AS event_id, 'BlockObserved' AS event_type,
    1 AS schema_version, 'mempool/2024-04' AS layout, 'mempool.space' AS source, 'mainnet' AS network,
    'recording' AS origin, '/api/v1/blocks' AS path, 'bench' AS producer_id, '0' AS producer_version,
    'bench${branch}' || ${fromHeight} AS epoch_id, height AS frame_no, height - ${fromHeight} + 1 AS ordinal,
    timestamp '2009-01-04' + to_minutes(10 * height) AS observed_at,
    hash AS block_hash, height,
    CASE WHEN height = 0 THEN NULL WHEN height = ${fromHeight} THEN parent_of_chain ELSE parent_of_branch END
      AS previous_block_hash,
    timestamp '2009-01-03' + to_minutes(10 * height) AS mined_at,
    false AS stale, 2500 AS transactions, 1500000 AS size_bytes, 3990000 AS weight,
    2000000 + height % 1000 AS total_fees_sats, 314000000 AS reward_sats, true AS on_main_chain,
    hash AS payload_sha256,
    '{"extras":{"medianFee":3.6,"feeRange":[1.5,2,2.5,3.6,5,8,400],"matchRate":99.5,"pool":{"id":' || height % 20
      || ',"name":"Pool ' || height % 20 || '","slug":"pool-' || height % 20 || '"}}}' AS payload,
    'bench' AS _file, height AS _file_row,
    timestamp '2026-11-21' + to_minutes(${minutesLater}) AS _loaded_at
  FROM blocks`;
