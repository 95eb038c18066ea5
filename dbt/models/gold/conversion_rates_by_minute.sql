{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key=['network', 'minute_at']
    )
}}

{#
  A line that quotes can change every minute from when its quote was first fed; any other line can only end minutes.
  What a backfill brings was not known then, and makes none.
#}
with news as (
    select epoch_id, ordinal
    from {{ ref('lines') }}
    {% if is_incremental() %}
    where counted_at > {{ newest_here('built_at') }}
    {% endif %}
),

requoted as (
    select distinct quoted.network, quoted.source, quoted.quoted_at
    from {{ ref('stg_mempool__conversions_quoted') }} as quoted
    inner join news on quoted.epoch_id = news.epoch_id and quoted.ordinal = news.ordinal
),

reach as (
    select quotes.network, quotes.first_fed_at as from_at
    from {{ ref('conversions') }} as quotes
    inner join requoted
        on
            quotes.network = requoted.network
            and quotes.source = requoted.source
            and quotes.quoted_at = requoted.quoted_at
    where quotes.first_fed_at is not null
    {% if is_incremental() %}
    union all
    select network, max(minute_at) as from_at
    from {{ this }}
    where exists (select 1 from news)
    group by network
    {% endif %}
),

-- the minute before the first one in reach ends where that begins
spans as (
    select
        reached.network,
        {{ dbt.date_trunc('minute', dbt.dateadd('minute', -1, 'reached.from_at')) }} as first_minute,
        {{ dbt.date_trunc('minute', 'known.last_at') }} as last_minute,
        known.last_at
    from (select network, min(from_at) as from_at from reach group by network) as reached
    inner join (
        select network, max(last_observed_at) as last_at
        from {{ ref('epochs') }}
        group by network
    ) as known on reached.network = known.network
),

minutes as (
    select
        spans.network,
        minute.minute_at,
        {{ dbt.dateadd('minute', 1, 'minute.minute_at') }} as ended_at
    from spans, {{ minutes_between('spans.first_minute', 'spans.last_minute', 'minute') }}
    -- a minute is over once something has been seen after its end
    where {{ dbt.dateadd('minute', 1, 'minute.minute_at') }} < spans.last_at
),

-- each time the feed brought a quote: the newest quote, and the newest with a price, of those that had come by then
told as (
    select
        network,
        source,
        currency,
        first_fed_at as told_at,
        quoted_at,
        max(quoted_at) over (
            partition by network, source, currency order by first_fed_at, quoted_at
            rows between unbounded preceding and current row
        ) as newest_at,
        max(case when price is not null then quoted_at end) over (
            partition by network, source, currency order by first_fed_at, quoted_at
            rows between unbounded preceding and current row
        ) as newest_priced_at,
        lead(first_fed_at) over (
            partition by network, source, currency order by first_fed_at, quoted_at
        ) as told_until
    from {{ ref('conversions') }}
    where first_fed_at is not null
)

select
    cast(minutes.network as {{ dbt.type_string() }}) as network,
    cast(told.source as {{ dbt.type_string() }}) as source,
    cast(told.currency as {{ dbt.type_string() }}) as currency,
    minutes.minute_at,
    prices.price,
    cast(newest.price_status as {{ dbt.type_string() }}) as price_status,
    prices.quoted_at,
    cast({{ dbt.datediff('prices.quoted_at', 'minutes.ended_at', 'second') }} as bigint) as age_seconds,
    {{ run_at() }} as built_at
from minutes
inner join told
    on
        minutes.network = told.network
        and minutes.ended_at >= told.told_at
        and (told.told_until is null or minutes.ended_at < told.told_until)
inner join {{ ref('conversions') }} as newest
    on
        told.network = newest.network
        and told.source = newest.source
        and told.currency = newest.currency
        and told.newest_at = newest.quoted_at
left join {{ ref('conversions') }} as prices
    on
        told.network = prices.network
        and told.source = prices.source
        and told.currency = prices.currency
        and told.newest_priced_at = prices.quoted_at
