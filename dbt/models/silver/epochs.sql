{{ config(materialized='table') }}

with numbered as (
    select
        *,
        row_number() over (partition by epoch_id order by ordinal) as place
    from {{ ref('lines') }}
),

counted as (
    select
        network,
        source,
        epoch_id,
        count(*) as lines_loaded,
        sum(case when event_type in ('NextBlockSnapshotTaken', 'NextBlockChanged') then 1 else 0 end)
            as next_block_lines,
        max(ordinal) as last_ordinal,
        min(observed_at) as first_observed_at,
        max(observed_at) as last_observed_at,
        -- no ordinal is missing as long as a line's place equals it
        max(case when ordinal = place then ordinal end) as complete_through_ordinal,
        max(case when ordinal = place then observed_at end) as complete_through_at,
        min(case when ordinal = 1 then observed_at end) as began_at
    from numbered
    group by network, source, epoch_id
),

opened as (
    {{ distinct_lines(ref('stg_mempool__epoch_opened')) }}
),

closed_lines as (
    {{ distinct_lines(ref('stg_mempool__epoch_closed')) }}
),

closed as (
    select *
    from closed_lines
    qualify {{ is_first('epoch_id', 'ordinal desc') }}
)

select
    counted.network,
    counted.source,
    counted.epoch_id,
    opened.epoch_kind,
    opened.endpoint,
    opened.producer_id,
    opened.producer_version,
    counted.began_at,
    closed.observed_at as closed_at,
    closed.close_reason,
    closed.close_code,
    counted.first_observed_at,
    counted.last_observed_at,
    counted.lines_loaded,
    counted.next_block_lines,
    counted.last_ordinal,
    counted.complete_through_ordinal,
    counted.complete_through_at
from counted
left join opened on counted.epoch_id = opened.epoch_id and opened.ordinal = 1
left join closed on counted.epoch_id = closed.epoch_id
