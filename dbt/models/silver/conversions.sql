with lines as (
    {{ distinct_lines(ref('stg_mempool__conversions_quoted')) }}
),

quotes as (
    select
        lines.network,
        lines.source,
        lines.quoted_at,
        lines.observed_at,
        lines.epoch_id,
        lines.ordinal,
        members.member as currency,
        try_cast(members.text as decimal(20, 8)) as quoted_price
    from lines, {{ json_members('lines.payload', 'members') }}
    where members.member <> 'time'
),

-- -1 says that no price was ever obtained, 0 that it was refused or precedes the data
priced as (
    select
        *,
        case when quoted_price > 0 then quoted_price end as price
    from quotes
),

ranked as (
    select
        *,
        count(*) over (partition by network, source, quoted_at, currency) as lines_seen,
        min(observed_at) over (partition by network, source, quoted_at, currency) as first_observed_at,
        max(observed_at) over (partition by network, source, quoted_at, currency) as last_observed_at
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
    case when price is null then 'missing' else 'quoted' end as price_status,
    first_observed_at,
    last_observed_at,
    lines_seen
from ranked
