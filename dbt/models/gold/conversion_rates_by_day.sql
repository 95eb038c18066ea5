with quotes as (
    select
        *,
        {{ dbt.date_trunc('day', 'quoted_at') }} as day_at
    from {{ ref('conversions') }}
),

days as (
    select
        network,
        source,
        currency,
        day_at,
        {{ dbt.dateadd('day', 1, 'day_at') }} as ended_at,
        min_by(price, case when price is not null then quoted_at end) as open_price,
        max_by(price, case when price is not null then quoted_at end) as close_price,
        min(price) as min_price,
        max(price) as max_price,
        sum(price) as sum_of_prices,
        count(price) as quotes,
        count(*) - count(price) as missing_quotes,
        max(case when price is not null then quoted_at end) as closed_with_at
    from quotes
    group by network, source, currency, day_at
),

seen as (
    select network, max(last_observed_at) as last_at
    from {{ ref('epochs') }}
    group by network
)

select
    days.network,
    days.source,
    days.currency,
    cast(days.day_at as date) as day_date,
    days.open_price,
    days.close_price,
    days.min_price,
    days.max_price,
    cast(days.sum_of_prices / nullif(days.quotes, 0) as decimal(20, 8)) as average_price,
    cast(days.quotes as bigint) as quotes,
    cast(days.missing_quotes as bigint) as missing_quotes,
    cast(
        {{ dbt.datediff('days.closed_with_at', 'least(days.ended_at, seen.last_at)', 'second') }} as bigint
    ) as age_seconds
from days
inner join seen on days.network = seen.network
