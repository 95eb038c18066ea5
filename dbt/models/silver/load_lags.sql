{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key=['network', 'hour_at']
    )
}}

{# Not of what a replay decoded: when it was loaded first was as its rejection. #}
{% set lag_ms %}
    case when lines.origin <> 'replay' then {{ dbt.datediff('lines.observed_at', 'lines._loaded_at', 'millisecond') }} end
{% endset %}

{#
  Hours of which a line was loaded since are made anew, from all their lines. Whole, whatever the stream: where the only
  rejection of an hour was decoded since, quarantine has no line in it any more.
#}
{% set news %}
    select distinct network, {{ dbt.date_trunc('hour', 'observed_at') }} as hour_at
    from {{ ref('lines') }}
    {% if is_incremental() %}
    where counted_at > {{ newest_here('built_at') }}
    {% endif %}
{% endset %}
{% set from_at = literal_timestamp('select min(hour_at) from (' ~ news ~ ') as news') if is_incremental() else none %}

with streams as (
    {% for raw_table in raw_tables() %}
    {% set is_last_table = loop.last %}
    {% for event_type in raw_table.event_types %}
    select '{{ raw_table.stream }}' as stream, '{{ event_type }}' as event_type
    {{ 'union all' if not (is_last_table and loop.last) }}
    {% endfor %}
    {% endfor %}
),

news as (
    {{ news }}
)

select
    lines.network,
    coalesce(streams.stream, 'unknown') as stream,
    news.hour_at,
    count(*) as lines_loaded,
    cast(median({{ lag_ms | trim }}) / 1000 as decimal(18, 3)) as median_lag_seconds,
    cast(max({{ lag_ms | trim }}) / 1000.0 as decimal(18, 3)) as max_lag_seconds,
    {{ run_at() }} as built_at
from {{ ref('lines') }} as lines
left join streams on lines.event_type = streams.event_type
inner join news
    on lines.network = news.network and {{ dbt.date_trunc('hour', 'lines.observed_at') }} = news.hour_at
where lines.observed_at >= {{ from_at or long_ago() }}
group by lines.network, coalesce(streams.stream, 'unknown'), news.hour_at
