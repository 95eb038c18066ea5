{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='block_hash'
    )
}}

{% set lasting = ['height', 'previous_block_hash', 'mined_at', 'transactions', 'size_bytes', 'weight'] %}
{% set growing = [
    'stale', 'on_main_chain', 'total_fees_sats', 'reward_sats', 'min_rate', 'p10_rate', 'p25_rate', 'median_rate',
    'p75_rate', 'p90_rate', 'max_rate', 'pool_id', 'pool_name', 'pool_slug', 'match_rate_percent',
] %}

with {{ block_news() }},

canonical as (
    select network, height, block_hash
    from {{ ref('canonical_blocks') }}
),

{% if is_incremental() %}
-- a block that arrives may make others canonical, or no longer so
turned as (
    select known.network, known.height, known.block_hash
    from {{ this }} as known
    left join canonical
        on
            known.network = canonical.network
            and known.height = canonical.height
            and known.block_hash = canonical.block_hash
    where known.is_canonical <> (canonical.block_hash is not null) and exists (select 1 from news)
),

{% endif %}
merged as (
    select
        observed.network,
        source,
        observed.block_hash,
        observation_no,
        is_stale,
        {% for column in lasting %}
        observed.{{ column }},
        {% endfor %}
        -- what the source adds to a block comes and goes with its two shapes: the latest that is not null stands
        {% for column in growing %}
        {{ latest_not_null(column, 'observed.block_hash', 'observation_no') }} as {{ column }},
        {% endfor %}
        {{ latest_not_null('canonical_block_hash', 'observed.block_hash', 'observation_no') }} as replaced_by_hash,
        min(observed_at) over (partition by observed.block_hash) as first_observed_at,
        max(last_observed_at) over (partition by observed.block_hash) as last_observed_at
    from {{ ref('block_observations') }} as observed
    {% if is_incremental() %}
    inner join (select * from news union select * from turned) as touched
        on
            observed.network = touched.network
            and observed.height = touched.height
            and observed.block_hash = touched.block_hash
    {% endif %}
)

select
    merged.network,
    merged.source,
    merged.block_hash,
    {% for column in lasting + growing %}
    merged.{{ column }},
    {% endfor %}
    merged.is_stale,
    case when merged.is_stale then merged.replaced_by_hash end as canonical_block_hash,
    merged.observation_no as observations,
    merged.first_observed_at,
    merged.last_observed_at,
    canonical.block_hash is not null as is_canonical,
    {{ run_at() }} as built_at
from merged
left join canonical
    on
        merged.network = canonical.network
        and merged.height = canonical.height
        and merged.block_hash = canonical.block_hash
qualify {{ is_first('merged.block_hash', 'merged.observation_no desc') }}
