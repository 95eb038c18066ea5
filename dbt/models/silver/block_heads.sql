{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key=['network', 'height']
    )
}}

{#
  A run is a stretch of heights that have one known block each, each the parent of the next. Where one begins or ends
  shows within a height of it: of a block that arrives only its own height and those beside it are read anew.
#}
with {{ block_news() }},

latest as (
    select
        observed.network,
        observed.height,
        observed.block_hash,
        observed.previous_block_hash,
        observed.is_stale,
        observed.last_observed_at
    from {{ ref('block_observations') }} as observed
    {% if is_incremental() %}
    inner join {{ heights_beside('news', 2) }} as beside
        on observed.network = beside.network and observed.height = beside.height
    {% endif %}
    qualify {{ is_first('observed.block_hash', 'observed.observation_no desc') }}
),

counted as (
    select
        *,
        count(*) over (partition by network, height) as siblings
    from latest
),

linked as (
    select
        *,
        siblings = 1
        and coalesce(lag(siblings) over (partition by network order by height, block_hash) = 1, false)
        and coalesce(lag(block_hash) over (partition by network order by height, block_hash) = previous_block_hash, false)
        and lag(is_stale) over (partition by network order by height, block_hash) = is_stale as follows
    from counted
),

marked as (
    select
        network,
        height,
        block_hash,
        previous_block_hash,
        is_stale,
        last_observed_at,
        not follows as begins_run,
        not coalesce(lead(follows) over (partition by network order by height, block_hash), false) as ends_run
    from linked
)

select
    marked.*,
    {{ run_at() }} as built_at
from marked
{% if is_incremental() %}
inner join {{ heights_beside('news', 1) }} as beside
    on marked.network = beside.network and marked.height = beside.height
{% endif %}
