{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key=['network', 'height'],
        post_hook='{{ forget_replaced_blocks() }}'
    )
}}

{# A block that arrives changes its own height, and the interval of the one above. #}
with news as (
    select distinct network, height
    from {{ ref('blocks') }}
    {% if is_incremental() %}
    where built_at > {{ newest_here('built_at') }}
    {% endif %}
)

select
    blocks.network,
    blocks.height,
    blocks.block_hash,
    blocks.previous_block_hash,
    blocks.mined_at,
    cast({{ dbt.datediff('parents.mined_at', 'blocks.mined_at', 'second') }} as bigint) as interval_seconds,
    blocks.transactions,
    blocks.size_bytes,
    blocks.weight,
    {{ share('blocks.weight', 4000000) }} as share_full,
    blocks.total_fees_sats,
    -- the coinbase pays none
    cast(cast(blocks.total_fees_sats as double) / nullif(blocks.transactions - 1, 0) as decimal(20, 2))
        as average_fee_sats,
    blocks.reward_sats,
    blocks.min_rate,
    blocks.p10_rate,
    blocks.p25_rate,
    blocks.median_rate,
    blocks.p75_rate,
    blocks.p90_rate,
    blocks.max_rate,
    blocks.pool_name,
    blocks.pool_slug,
    blocks.match_rate_percent,
    blocks.first_observed_at,
    blocks.last_observed_at,
    {{ run_at() }} as built_at
from {{ ref('blocks') }} as blocks
{% if is_incremental() %}
inner join (
    select network, height
    from news
    union
    select network, height + 1 as height
    from news
) as touched
    on blocks.network = touched.network and blocks.height = touched.height
{% endif %}
left join {{ ref('blocks') }} as parents
    on
        blocks.network = parents.network
        and parents.height = blocks.height - 1
        and blocks.previous_block_hash = parents.block_hash
where blocks.is_canonical
