{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key=['network', 'stream', 'day_date']
    )
}}

{# Days are made anew from the first one of which something was loaded since. #}
{% set first_day %}
    select min(day_date)
    from {{ ref('file_contents') }}
    {% if is_incremental() %}
    where built_at > {{ newest_here('built_at') }}
    {% endif %}
{% endset %}
{% set from_at = literal_timestamp(first_day) or never() if is_incremental() else long_ago() %}

with loaded as (
    select
        network,
        stream,
        day_date,
        count(distinct _file) as files,
        sum(rows_loaded) as rows_loaded,
        sum(unknown_rows) as unknown_rows,
        sum(payload_bytes) as payload_bytes
    from {{ ref('file_contents') }}
    where day_date >= cast({{ from_at }} as date)
    group by network, stream, day_date
),

-- lines, each once; of types that this program does not know the stream is not known either
distinct_lines as (
    select network, stream, cast(hour_at as date) as day_date, sum(lines_loaded) as lines_loaded
    from {{ ref('load_lags') }}
    where hour_at >= {{ from_at }}
    group by network, stream, cast(hour_at as date)
),

-- holes in the ordinals, on the day of the first line after each
missing as (
    select network, cast(from_at as date) as day_date, sum(from_ordinal - coalesce(ordinal_before, 0) - 1) as lines_missing
    from (
        select *, lag(to_ordinal) over (partition by epoch_id order by from_ordinal) as ordinal_before
        from {{ ref('line_runs') }}
    ) as runs
    group by network, cast(from_at as date)
),

days as (
    select
        loaded.network,
        loaded.stream,
        loaded.day_date,
        loaded.files,
        loaded.rows_loaded,
        loaded.unknown_rows,
        coalesce(distinct_lines.lines_loaded, 0) as lines_loaded,
        loaded.rows_loaded - loaded.unknown_rows - coalesce(distinct_lines.lines_loaded, 0) as repeated_rows,
        loaded.payload_bytes,
        cast(null as bigint) as lines_missing
    from loaded
    left join distinct_lines
        on
            loaded.network = distinct_lines.network
            and loaded.stream = distinct_lines.stream
            and loaded.day_date = distinct_lines.day_date
    union all
    select
        together.network,
        'all' as stream,
        together.day_date,
        together.files,
        together.rows_loaded,
        together.unknown_rows,
        once.lines_loaded,
        together.rows_loaded - once.lines_loaded as repeated_rows,
        together.payload_bytes,
        coalesce(missing.lines_missing, 0) as lines_missing
    from (
        select
            network,
            day_date,
            sum(files) as files,
            sum(rows_loaded) as rows_loaded,
            sum(unknown_rows) as unknown_rows,
            sum(payload_bytes) as payload_bytes
        from loaded
        group by network, day_date
    ) as together
    inner join (
        select network, day_date, sum(lines_loaded) as lines_loaded
        from distinct_lines
        group by network, day_date
    ) as once on together.network = once.network and together.day_date = once.day_date
    left join missing on together.network = missing.network and together.day_date = missing.day_date
)

select
    cast(network as {{ dbt.type_string() }}) as network,
    cast(stream as {{ dbt.type_string() }}) as stream,
    day_date,
    cast(files as bigint) as files,
    cast(rows_loaded as bigint) as rows_loaded,
    cast(lines_loaded as bigint) as lines_loaded,
    cast(repeated_rows as bigint) as repeated_rows,
    cast(unknown_rows as bigint) as unknown_rows,
    cast(payload_bytes as bigint) as payload_bytes,
    cast(lines_loaded + lines_missing as bigint) as lines_written,
    cast(lines_missing as bigint) as lines_missing,
    {{ run_at() }} as built_at
from days
