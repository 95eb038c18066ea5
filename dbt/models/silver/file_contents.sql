{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key=['_file', '_loaded_at', 'day_date']
    )
}}

{# An object is loaded whole: of what was loaded since, only loads that are not known yet are counted. #}
{% set since = loaded_since() if is_incremental() else long_ago() %}

with loads as (
    {% for raw_table in raw_tables() %}
    select distinct loaded._file, loaded._loaded_at
    from {{ source('raw', raw_table.name) }} as loaded
    where loaded._loaded_at >= {{ since }}
    {{ 'union' if not loop.last }}
    {% endfor %}
),

news as (
    select loads.*
    from loads
    {% if is_incremental() %}
    left join {{ this }} as known
        on loads._file = known._file and loads._loaded_at = known._loaded_at and known._loaded_at >= {{ since }}
    where known._file is null
    {% endif %}
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
