{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key=['_file', '_loaded_at', 'day_date', 'column_name']
    )
}}

{% set news %}
    select _file, _loaded_at
    from {{ ref('file_contents') }}
    {% if is_incremental() %}
    where built_at > {{ newest_here('built_at') }}
    {% endif %}
{% endset %}
{% set first_load = 'select min(_loaded_at) from (' ~ news ~ ') as news' %}
{% set since = literal_timestamp(first_load) or never() if is_incremental() else long_ago() %}

with news as (
    select distinct _file, _loaded_at from ({{ news }}) as listed
)

{% for raw_table in raw_tables() -%}
, {{ raw_table.name }} as (
    select
        loaded.network,
        loaded._file,
        loaded._loaded_at,
        cast(loaded.observed_at as date) as day_date
        {%- for column in raw_table.columns if column.nullable %}
        {% set is_its_own = 'true' if column.event_types is none else
            "loaded.event_type in ('" ~ column.event_types | join("', '") ~ "')" %},
        sum(case when {{ is_its_own }} then 1 else 0 end) as {{ column.name }}_rows,
        sum(case when {{ is_its_own }} and loaded.{{ column.name }} is null then 1 else 0 end)
            as {{ column.name }}_nulls
        {%- endfor %}
    from {{ source('raw', raw_table.name) }} as loaded
    inner join news on loaded._file = news._file and loaded._loaded_at = news._loaded_at
    where loaded._loaded_at >= {{ since }}
    group by loaded.network, loaded._file, loaded._loaded_at, cast(loaded.observed_at as date)
)
{% endfor %}

{% for raw_table in raw_tables() %}
{% set is_last_table = loop.last %}
{% for column in raw_table.columns if column.nullable %}
select
    network,
    '{{ raw_table.stream }}' as stream,
    _file,
    _loaded_at,
    day_date,
    '{{ column.name }}' as column_name,
    {{ column.name }}_rows as rows_loaded,
    {{ column.name }}_nulls as nulls,
    {{ run_at() }} as built_at
from {{ raw_table.name }}
where {{ column.name }}_rows > 0
{{ 'union all' if not (is_last_table and loop.last) }}
{% endfor %}
{% endfor %}
