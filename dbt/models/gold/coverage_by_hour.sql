{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key=['network', 'stream', 'hour_at']
    )
}}

with lengths as (
    select *
    from {{ ref('coverage_lengths') }}
    {% if is_incremental() %}
    where built_at > (select coalesce(max(built_at), {{ long_ago() }}) from {{ this }})
    {% endif %}
),

hours as (
    select
        network,
        stream,
        hour_at,
        sum(length_ms) as length_ms,
        sum(case when level = 'verified' then length_ms else 0 end) as verified_ms,
        sum(case when level = 'contiguous' then length_ms else 0 end) as contiguous_ms,
        sum(case when level = 'unknown' then length_ms else 0 end) as unknown_ms,
        max(built_at) as built_at
    from lengths
    group by network, stream, hour_at
),

worst as (
    select *
    from lengths
    where cause is not null
    qualify {{ is_first('network, stream, hour_at', 'length_ms desc, cause') }}
),

-- open gaps reach into all hours that follow
touching as (
    select hours.network, hours.stream, hours.hour_at, count(*) as gaps
    from hours
    inner join {{ ref('gap_streams') }} as gap_streams
        on
            hours.network = gap_streams.network
            and hours.stream = gap_streams.stream
            and coalesce(gap_streams.last_good_at, gap_streams.found_at)
            < {{ dbt.dateadd('hour', 1, 'hours.hour_at') }}
            and coalesce(gap_streams.closed_at, {{ never() }}) > hours.hour_at
    group by hours.network, hours.stream, hours.hour_at
)

select
    cast(hours.network as {{ dbt.type_string() }}) as network,
    cast(hours.stream as {{ dbt.type_string() }}) as stream,
    hours.hour_at,
    cast(hours.length_ms / 1000.0 as decimal(10, 3)) as seconds,
    cast(hours.verified_ms / 1000.0 as decimal(10, 3)) as verified_seconds,
    cast(hours.contiguous_ms / 1000.0 as decimal(10, 3)) as contiguous_seconds,
    cast(hours.unknown_ms / 1000.0 as decimal(10, 3)) as unknown_seconds,
    cast((hours.verified_ms + hours.contiguous_ms) * 1.0 / nullif(hours.length_ms, 0) as decimal(9, 6)) as share_known,
    cast(worst.cause as {{ dbt.type_string() }}) as worst_cause,
    cast(worst.length_ms / 1000.0 as decimal(10, 3)) as worst_cause_seconds,
    cast(coalesce(touching.gaps, 0) as bigint) as gaps,
    cast(coalesce(lags.lines_loaded, 0) as bigint) as lines_loaded,
    lags.median_lag_seconds,
    lags.max_lag_seconds,
    hours.built_at
from hours
left join worst
    on hours.network = worst.network and hours.stream = worst.stream and hours.hour_at = worst.hour_at
left join touching
    on hours.network = touching.network and hours.stream = touching.stream and hours.hour_at = touching.hour_at
left join {{ ref('load_lags') }} as lags
    on hours.network = lags.network and hours.stream = lags.stream and hours.hour_at = lags.hour_at
