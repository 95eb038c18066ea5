{# The latest value of `expression` up to this row that is not null, by `order_by` within `partition_by`. #}
{% macro latest_so_far(expression, partition_by, order_by) -%}
    {{ adapter.dispatch('latest_so_far')(expression, partition_by, order_by) }}
{%- endmacro %}

{% macro duckdb__latest_so_far(expression, partition_by, order_by) -%}
    last_value({{ expression }} ignore nulls) over (
        partition by {{ partition_by }} order by {{ order_by }} rows between unbounded preceding and current row
    )
{%- endmacro %}

{% macro snowflake__latest_so_far(expression, partition_by, order_by) -%}
    last_value({{ expression }}) ignore nulls over (
        partition by {{ partition_by }} order by {{ order_by }} rows between unbounded preceding and current row
    )
{%- endmacro %}
