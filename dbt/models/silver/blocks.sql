{{ config(materialized='table') }}

{% set lasting = ['height', 'previous_block_hash', 'mined_at', 'transactions', 'size_bytes', 'weight'] %}
{% set growing = [
    'stale', 'on_main_chain', 'canonical_block_hash', 'total_fees_sats', 'reward_sats', 'min_rate', 'median_rate', 'max_rate',
    'pool_id', 'pool_name', 'pool_slug', 'match_rate_percent',
] %}

with merged as (
    select
        network,
        source,
        block_hash,
        observation_no,
        is_stale,
        {% for column in lasting %}
        {{ column }},
        {% endfor %}
        -- what the source adds to a block comes and goes with its two shapes: the latest that is not null stands
        {% for column in growing %}
        {{ latest_not_null(column, 'block_hash', 'observation_no') }} as {{ column }},
        {% endfor %}
        min(observed_at) over (partition by block_hash) as first_observed_at,
        max(last_observed_at) over (partition by block_hash) as last_observed_at
    from {{ ref('block_observations') }}
)

select
    merged.network,
    merged.source,
    merged.block_hash,
    {% for column in lasting + growing %}
    merged.{{ column }},
    {% endfor %}
    merged.is_stale,
    merged.observation_no as observations,
    merged.first_observed_at,
    merged.last_observed_at,
    canonical.block_hash is not null as is_canonical
from merged
left join {{ ref('canonical_blocks') }} as canonical on merged.block_hash = canonical.block_hash
qualify {{ is_first('merged.block_hash', 'merged.observation_no desc') }}
