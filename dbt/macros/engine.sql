{# The latest value of `expression` that is not null, by `order_by` within `partition_by`. #}
{% macro latest_not_null(expression, partition_by, order_by) -%}
    {{ adapter.dispatch('latest_not_null')(expression, partition_by, order_by) }}
{%- endmacro %}

{% macro duckdb__latest_not_null(expression, partition_by, order_by) -%}
    last_value({{ expression }} ignore nulls) over (
        partition by {{ partition_by }} order by {{ order_by }}
        rows between unbounded preceding and unbounded following
    )
{%- endmacro %}

{% macro snowflake__latest_not_null(expression, partition_by, order_by) -%}
    last_value({{ expression }}) ignore nulls over (
        partition by {{ partition_by }} order by {{ order_by }}
        rows between unbounded preceding and unbounded following
    )
{%- endmacro %}


{# In a FROM: every whole minute from `first_minute` to `last_minute`, both included, as `<name>.minute_at`. #}
{% macro minutes_between(first_minute, last_minute, name) -%}
    {{ adapter.dispatch('minutes_between')(first_minute, last_minute, name) }}
{%- endmacro %}

{% macro duckdb__minutes_between(first_minute, last_minute, name) -%}
    unnest(generate_series({{ first_minute }}, {{ last_minute }}, interval 1 minute)) as {{ name }}(minute_at)
{%- endmacro %}

{% macro snowflake__minutes_between(first_minute, last_minute, name) -%}
    lateral (
        select dateadd('minute', value::integer, {{ first_minute }}) as minute_at
        from table(flatten(input => array_generate_range(
            0, greatest(datediff('minute', {{ first_minute }}, {{ last_minute }}) + 1, 0)
        )))
    ) as {{ name }}
{%- endmacro %}


{# The start of this run as a timestamp in UTC without a zone. #}
{% macro run_at() -%}
    cast('{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S.%f") }}' as {{ dbt.type_timestamp() }})
{%- endmacro %}


{# Unix seconds as a timestamp in UTC without a zone. #}
{% macro epoch_seconds_to_timestamp(seconds) -%}
    {{ adapter.dispatch('epoch_seconds_to_timestamp')(seconds) }}
{%- endmacro %}

{% macro duckdb__epoch_seconds_to_timestamp(seconds) -%}
    epoch_ms(cast({{ seconds }} as bigint) * 1000)
{%- endmacro %}

{% macro snowflake__epoch_seconds_to_timestamp(seconds) -%}
    to_timestamp_ntz({{ seconds }}, 0)
{%- endmacro %}


{# A moment before all others. #}
{% macro long_ago() -%}
    cast('1970-01-01' as {{ dbt.type_timestamp() }})
{%- endmacro %}


{#
  In a QUALIFY: the row is the first of its group. `order_by` must leave no two rows equal.
  Not row_number() = 1 on DuckDB: 1.5.5 rewrites it (top_n_window_elimination) so that a query in which the same
  subquery stands twice reads freed memory: it crashes or gives rubbish.
#}
{% macro is_first(partition_by, order_by) -%}
    {{ adapter.dispatch('is_first')(partition_by, order_by) }}
{%- endmacro %}

{% macro duckdb__is_first(partition_by, order_by) -%}
    rank() over (partition by {{ partition_by }} order by {{ order_by }}) = 1
{%- endmacro %}

{% macro snowflake__is_first(partition_by, order_by) -%}
    row_number() over (partition by {{ partition_by }} order by {{ order_by }}) = 1
{%- endmacro %}


{# Whether all the relations exist: a run that was told to make few, or that failed, may end without some. #}
{% macro are_made(relations) -%}
    {% for relation in relations if load_relation(relation) is none %}
        {{ return(false) }}
    {% endfor %}
    {{ return(true) }}
{%- endmacro %}
