{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key=['epoch_id', 'ordinal']) }}

with lines as (
    {{ distinct_lines(ref('stg_mempool__block_observed')) }}
)

select
    network,
    source,
    origin,
    path,
    epoch_id,
    frame_no,
    ordinal,
    event_id,
    decoder_version,
    observed_at,
    block_hash,
    height,
    previous_block_hash,
    mined_at,
    stale,
    on_main_chain,
    coalesce(not on_main_chain, stale, false) as is_stale,
    canonical_block_hash,
    transactions,
    size_bytes,
    weight,
    total_fees_sats,
    reward_sats,
    {{ json_decimal('payload', ['extras', 'medianFee']) }} as median_rate,
    {{ json_decimal('payload', ['extras', 'feeRange[0]']) }} as min_rate,
    {{ json_decimal('payload', ['extras', 'feeRange[1]']) }} as p10_rate,
    {{ json_decimal('payload', ['extras', 'feeRange[2]']) }} as p25_rate,
    {{ json_decimal('payload', ['extras', 'feeRange[4]']) }} as p75_rate,
    {{ json_decimal('payload', ['extras', 'feeRange[5]']) }} as p90_rate,
    {{ json_decimal('payload', ['extras', 'feeRange[6]']) }} as max_rate,
    {{ json_integer('payload', ['extras', 'pool', 'id']) }} as pool_id,
    {{ json_text('payload', ['extras', 'pool', 'name']) }} as pool_name,
    {{ json_text('payload', ['extras', 'pool', 'slug']) }} as pool_slug,
    {{ json_decimal('payload', ['extras', 'matchRate']) }} as match_rate_percent,
    payload_sha256,
    {{ run_at() }} as built_at,
    _loaded_at
from lines
