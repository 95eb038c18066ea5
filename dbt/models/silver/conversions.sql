{{ config(materialized='table') }}

with lines as (
    {{ distinct_lines(ref('stg_mempool__conversions_quoted')) }}
),

quotes as (
    select
        lines.network,
        lines.source,
        lines.origin,
        lines.quoted_at,
        lines.observed_at,
        lines.epoch_id,
        lines.ordinal,
        members.member as currency,
        members.number
    from lines, {{ json_numbers('lines.payload', 'members') }}
    where members.member <> 'time'
),

priced as (
    select
        *,
        case when number > 0 then number end as price,
        case
            when number > 0 then 'quoted'
            when number = -1 then 'never-obtained'
            when number = 0 then 'refused'
            else 'unreadable'
        end as price_status
    from quotes
),

ranked as (
    select
        *,
        count(*) over (partition by network, source, quoted_at, currency) as lines_seen,
        min(observed_at) over (partition by network, source, quoted_at, currency) as first_observed_at,
        max(observed_at) over (partition by network, source, quoted_at, currency) as last_observed_at,
        min(case when origin <> 'backfill' then observed_at end) over (
            partition by network, source, quoted_at, currency
        ) as first_fed_at
    from priced
    qualify {{ is_first(
        'network, source, quoted_at, currency',
        'case when price is null then 1 else 0 end, observed_at desc, epoch_id desc, ordinal desc'
    ) }}
)

select
    network,
    source,
    currency,
    quoted_at,
    price,
    price_status,
    first_observed_at,
    last_observed_at,
    first_fed_at,
    lines_seen
from ranked
