{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key=['epoch_id', 'ordinal']) }}

{# The payload is a hundred times as long as what is wanted of it: it is read of the lines that are news, of no others. #}
{% set read %}
(
    select
        network, source, origin, path, epoch_id, frame_no, ordinal, event_id, observed_at, block_hash, height,
        previous_block_hash, mined_at, stale, on_main_chain, canonical_block_hash, transactions, size_bytes, weight,
        total_fees_sats, reward_sats, payload_sha256, _loaded_at, _file, _file_row
    from {{ ref('stg_mempool__block_observed') }}
)
{% endset %}

with lines as (
    {{ distinct_lines(read) }}
)

select
    lines.network,
    lines.source,
    lines.origin,
    lines.path,
    lines.epoch_id,
    lines.frame_no,
    lines.ordinal,
    lines.event_id,
    lines.decoder_version,
    lines.observed_at,
    lines.block_hash,
    lines.height,
    lines.previous_block_hash,
    lines.mined_at,
    lines.stale,
    lines.on_main_chain,
    coalesce(not lines.on_main_chain, lines.stale, false) as is_stale,
    lines.canonical_block_hash,
    lines.transactions,
    lines.size_bytes,
    lines.weight,
    lines.total_fees_sats,
    lines.reward_sats,
    {{ json_decimal('whole.payload', ['extras', 'medianFee']) }} as median_rate,
    {{ json_decimal('whole.payload', ['extras', 'feeRange[0]']) }} as min_rate,
    {{ json_decimal('whole.payload', ['extras', 'feeRange[1]']) }} as p10_rate,
    {{ json_decimal('whole.payload', ['extras', 'feeRange[2]']) }} as p25_rate,
    {{ json_decimal('whole.payload', ['extras', 'feeRange[4]']) }} as p75_rate,
    {{ json_decimal('whole.payload', ['extras', 'feeRange[5]']) }} as p90_rate,
    {{ json_decimal('whole.payload', ['extras', 'feeRange[6]']) }} as max_rate,
    {{ json_integer('whole.payload', ['extras', 'pool', 'id']) }} as pool_id,
    {{ json_text('whole.payload', ['extras', 'pool', 'name']) }} as pool_name,
    {{ json_text('whole.payload', ['extras', 'pool', 'slug']) }} as pool_slug,
    {{ json_decimal('whole.payload', ['extras', 'matchRate']) }} as match_rate_percent,
    lines.payload_sha256,
    {{ run_at() }} as built_at,
    lines._loaded_at
from lines
inner join {{ ref('stg_mempool__block_observed') }} as whole
    on
        lines.epoch_id = whole.epoch_id
        and lines.ordinal = whole.ordinal
        and lines._file = whole._file
        and lines._file_row = whole._file_row
        and lines._loaded_at = whole._loaded_at
