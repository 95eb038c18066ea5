{#
  The one timestamp that a query finds, as a literal; none where it finds null or nothing is run. Both engines leave
  parts of a long table unread by a literal, not by a subquery.
#}
{% macro literal_timestamp(query) -%}
    {% if execute %}
        {% set found = run_query(query).columns[0].values() %}
        {% if found and found[0] is not none %}
            {{ return("cast('" ~ found[0] ~ "' as " ~ dbt.type_timestamp() ~ ")") }}
        {% endif %}
    {% endif %}
    {{ return(none) }}
{%- endmacro %}


{# A moment after all others. #}
{% macro never() -%}
    cast('9999-01-01' as {{ dbt.type_timestamp() }})
{%- endmacro %}


{#
  In a WITH or FROM: what a query finds, as literal rows in an incremental run, else the query itself. For few rows that
  are joined with a long table: an engine that guesses how many they are reads the whole of that table.
  `columns`: the query's columns in order, each with its type: text, bigint or timestamp.
#}
{% macro literal_rows(query, columns) -%}
    {% if not execute or not is_incremental() or model.resource_type == 'unit_test' %}
        {{- return(query) -}}
    {% endif %}
    {% set rows = run_query(query).rows %}
    {% set types = {'text': dbt.type_string(), 'bigint': 'bigint', 'timestamp': dbt.type_timestamp()} %}
    select
        {% for name, type in columns.items() %}
        cast({{ name if rows else 'null' }} as {{ types[type] }}) as {{ name }}{{ ',' if not loop.last }}
        {% endfor %}
    {% if rows %}
    from (
        values
        {% for row in rows %}
        (
            {%- for value in row.values() -%}
            {{ 'null' if value is none else "'" ~ dbt.escape_single_quotes(value | string) ~ "'" }}{{ ', ' if not loop.last }}
            {%- endfor -%}
        ){{ ',' if not loop.last }}
        {% endfor %}
    ) as listed ({{ columns | join(', ') }})
    {% else %}
    where false
    {% endif %}
{%- endmacro %}
