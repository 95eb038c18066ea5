{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key='epoch_id') }}

{#
  What is loaded of an epoch, held in runs: thus it is known without reading all lines again which are missing, and
  which line comes before or after another. A run that grows meets its neighbour and the two become one.
#}
with news as (
    select *
    from {{ ref('lines') }}
    {% if is_incremental() %}
    where counted_at > {{ newest_here('counted_at') }}
    {% endif %}
),

pieces as (
    select
        network,
        source,
        epoch_id,
        ordinal as from_ordinal,
        ordinal as to_ordinal,
        observed_at as from_at,
        observed_at as to_at,
        observed_at as first_observed_at,
        observed_at as last_observed_at,
        -- a rejected fragment that is decoded later is news twice, once as each
        case when event_type in ('NextBlockSnapshotTaken', 'NextBlockChanged') then 1 else 0 end as next_block_lines,
        counted_at
    from news
    {% if is_incremental() %}
    union all
    select
        known.network,
        known.source,
        known.epoch_id,
        known.from_ordinal,
        known.to_ordinal,
        known.from_at,
        known.to_at,
        known.first_observed_at,
        known.last_observed_at,
        known.next_block_lines,
        known.counted_at
    from {{ this }} as known
    where known.epoch_id in (select news.epoch_id from news)
    {% endif %}
),

reached as (
    select
        *,
        max(to_ordinal) over (
            partition by epoch_id order by from_ordinal, to_ordinal desc
            rows between unbounded preceding and 1 preceding
        ) as reached_ordinal
    from pieces
),

numbered as (
    select
        *,
        sum(case when from_ordinal <= reached_ordinal + 1 then 0 else 1 end) over (
            partition by epoch_id order by from_ordinal, to_ordinal desc
            rows between unbounded preceding and current row
        ) as run_no
    from reached
)

select
    network,
    source,
    epoch_id,
    min(from_ordinal) as from_ordinal,
    max(to_ordinal) as to_ordinal,
    min_by(from_at, from_ordinal) as from_at,
    max_by(to_at, to_ordinal) as to_at,
    min(first_observed_at) as first_observed_at,
    max(last_observed_at) as last_observed_at,
    sum(next_block_lines) as next_block_lines,
    max(counted_at) as counted_at
from numbered
group by network, source, epoch_id, run_no
