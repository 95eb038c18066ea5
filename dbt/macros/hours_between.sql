{# In a FROM: every whole hour from `first_hour` to `last_hour`, both included, as `<name>.hour_at`. #}
{% macro hours_between(first_hour, last_hour, name) -%}
    {{ adapter.dispatch('hours_between')(first_hour, last_hour, name) }}
{%- endmacro %}

{% macro duckdb__hours_between(first_hour, last_hour, name) -%}
    unnest(generate_series({{ first_hour }}, {{ last_hour }}, interval 1 hour)) as {{ name }}(hour_at)
{%- endmacro %}

{% macro snowflake__hours_between(first_hour, last_hour, name) -%}
    lateral (
        select dateadd('hour', value::integer, {{ first_hour }}) as hour_at
        from table(flatten(input => array_generate_range(
            0, greatest(datediff('hour', {{ first_hour }}, {{ last_hour }}) + 1, 0)
        )))
    ) as {{ name }}
{%- endmacro %}
