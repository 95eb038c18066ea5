{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key=['network', 'stream', 'day_date']
    )
}}

{% set first_day %}
    select min(day_date)
    from {{ ref('file_columns') }}
    {% if is_incremental() %}
    where built_at > {{ newest_here('built_at') }}
    {% endif %}
{% endset %}
{% set from_at = literal_timestamp(first_day) or never() if is_incremental() else long_ago() %}

select
    cast(network as {{ dbt.type_string() }}) as network,
    cast(stream as {{ dbt.type_string() }}) as stream,
    day_date,
    cast(column_name as {{ dbt.type_string() }}) as column_name,
    cast(sum(rows_loaded) as bigint) as rows_loaded,
    cast(sum(nulls) as bigint) as nulls,
    cast(sum(nulls) * 1.0 / sum(rows_loaded) as decimal(12, 8)) as share_of_nulls,
    {{ run_at() }} as built_at
from {{ ref('file_columns') }}
where day_date >= cast({{ from_at }} as date)
group by network, stream, day_date, column_name
