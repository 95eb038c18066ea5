{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key='block_hash') }}

{# A line that arrives may lie before those that are there: all observations of its block are made anew. #}
with observed as (
    select
        *,
        lag(payload_sha256) over (partition by block_hash order by observed_at, epoch_id, ordinal) as sha256_before,
        lag(is_stale) over (partition by block_hash order by observed_at, epoch_id, ordinal) as is_stale_before
    from {{ ref('block_lines') }} as lines
    {% if is_incremental() %}
    inner join (
        select distinct network as news_network, height as news_height, block_hash as news_hash
        from {{ ref('block_lines') }}
        where built_at > {{ newest_here('built_at') }}
    ) as news
        on lines.network = news_network and lines.height = news_height and lines.block_hash = news_hash
    {% endif %}
),

-- Consecutive equal observations are one; the same again after another is a new one. Equal bytes of which one stood on
-- the main chain and the other did not are two: caches of the source keep what a block said of itself.
runs as (
    select
        *,
        sum(case when payload_sha256 = sha256_before and is_stale = is_stale_before then 0 else 1 end) over (
            partition by block_hash order by observed_at, epoch_id, ordinal
            rows between unbounded preceding and current row
        ) as observation_no
    from observed
)

select
    network,
    source,
    block_hash,
    observation_no,
    event_id,
    path,
    origin,
    observed_at,
    max(observed_at) over (partition by block_hash, observation_no) as last_observed_at,
    count(*) over (partition by block_hash, observation_no) as lines_seen,
    height,
    previous_block_hash,
    mined_at,
    stale,
    -- of equal observations some may not tell; those that do agree
    case when count(on_main_chain) over (partition by block_hash, observation_no) > 0 then not is_stale end
        as on_main_chain,
    is_stale,
    canonical_block_hash,
    transactions,
    size_bytes,
    weight,
    total_fees_sats,
    reward_sats,
    median_rate,
    min_rate,
    p10_rate,
    p25_rate,
    p75_rate,
    p90_rate,
    max_rate,
    pool_id,
    pool_name,
    pool_slug,
    match_rate_percent,
    payload_sha256,
    max(_loaded_at) over (partition by block_hash, observation_no) as _loaded_at,
    {{ run_at() }} as built_at
from runs
qualify {{ is_first('block_hash, observation_no', 'observed_at, epoch_id, ordinal') }}
