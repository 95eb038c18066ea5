{#
  In a FROM: the members of the object, as `<name>.member` and `<name>.number`: null where the value is no number, or too
  long a one. Text that reads like a number is none.
#}
{% macro json_numbers(json, name) -%}
    {{ adapter.dispatch('json_numbers')(json, name) }}
{%- endmacro %}

{% macro duckdb__json_numbers(json, name) -%}
    lateral (
        select
            key as member,
            case when type in ('BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE') then try_cast(value as decimal(20, 8)) end as number
        from json_each({{ json }})
    ) as {{ name }}
{%- endmacro %}

{% macro snowflake__json_numbers(json, name) -%}
    lateral (
        select
            key as member,
            case
                when typeof(value) in ('INTEGER', 'DECIMAL', 'DOUBLE') then try_cast(value::varchar as decimal(20, 8))
            end as number
        from table(flatten(input => {{ json }}))
    ) as {{ name }}
{%- endmacro %}
