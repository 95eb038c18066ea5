{{ config(materialized='table') }}

with counted as (
    select
        network,
        source,
        epoch_id,
        sum(to_ordinal - from_ordinal + 1) as lines_loaded,
        sum(next_block_lines) as next_block_lines,
        max(to_ordinal) as last_ordinal,
        min(first_observed_at) as first_observed_at,
        max(last_observed_at) as last_observed_at,
        max(case when from_ordinal = 1 then to_ordinal end) as complete_through_ordinal,
        max(case when from_ordinal = 1 then to_at end) as complete_through_at,
        max(case when from_ordinal = 1 then from_at end) as began_at
    from {{ ref('line_runs') }}
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
