{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key=['_file', '_loaded_at', 'day_date']
    )
}}

{# An object is loaded whole: of what was loaded since, only loads that are not known yet are counted. #}
{% set since = loaded_since() if is_incremental() else long_ago() %}

{#
  After lines, and without what a pipe has loaded since these were made: lines that are not counted yet would look like
  repeats. The next run takes them.
#}
{% set newest_line %}
    select max(_loaded_at)
    from (select _loaded_at from {{ ref('lines') }} order by _loaded_at desc nulls last limit 1) as ends
{% endset %}
{% set lines_until = literal_timestamp(newest_line) or never() %}

with loads as (
    {% for raw_table in raw_tables() %}
    select distinct loaded._file, loaded._loaded_at
    from {{ source('raw', raw_table.name) }} as loaded
    where loaded._loaded_at >= {{ since }}
    {{ 'union' if not loop.last }}
    {% endfor %}
),

on_their_way as (
    {% for raw_table in raw_tables() %}
    select loaded._file, loaded._loaded_at
    from {{ source('raw', raw_table.name) }} as loaded
    left join {{ ref('lines') }} as lines
        on
            loaded.epoch_id = lines.epoch_id
            and loaded.ordinal = lines.ordinal
            and loaded.observed_at = lines.observed_at
    where loaded._loaded_at > {{ lines_until }} and lines.ordinal is null
    {{ 'union' if not loop.last }}
    {% endfor %}
),

news as (
    select loads.*
    from loads
    left join on_their_way as coming on loads._file = coming._file and loads._loaded_at = coming._loaded_at
    {% if is_incremental() %}
    left join {{ this }} as known
        on loads._file = known._file and loads._loaded_at = known._loaded_at and known._loaded_at >= {{ since }}
    {% endif %}
    where coming._file is null {{ 'and known._file is null' if is_incremental() }}
)

{% for raw_table in raw_tables() %}
select
    loaded.network,
    '{{ raw_table.stream }}' as stream,
    loaded._file,
    loaded._loaded_at,
    cast(loaded.observed_at as date) as day_date,
    count(*) as rows_loaded,
    count(distinct loaded.event_id) as distinct_ids,
    count(distinct loaded.event_type) as event_types,
    sum(case when loaded.event_type in ('{{ raw_table.event_types | join("', '") }}') then 0 else 1 end)
        as unknown_rows,
    sum({{ payload_bytes('loaded.payload') }}) as payload_bytes,
    min(loaded.observed_at) as first_observed_at,
    max(loaded.observed_at) as last_observed_at,
    {{ run_at() }} as built_at
from {{ source('raw', raw_table.name) }} as loaded
inner join news on loaded._file = news._file and loaded._loaded_at = news._loaded_at
where loaded._loaded_at >= {{ since }}
group by loaded.network, loaded._file, loaded._loaded_at, cast(loaded.observed_at as date)
{{ 'union all' if not loop.last }}
{% endfor %}
