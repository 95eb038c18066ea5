{#
  The only places that read JSON. `json` is the payload: text in DuckDB, VARIANT in Snowflake.
  `path` is a list of keys: ['delta', 'added'].
#}

{# The value at `path` as text; null where it is missing or JSON null. #}
{% macro json_text(json, path) -%}
    {{ adapter.dispatch('json_text')(json, path) }}
{%- endmacro %}

{% macro duckdb__json_text(json, path) -%}
    ({{ json }} ->> '$.{{ path | join(".") }}')
{%- endmacro %}

{% macro snowflake__json_text(json, path) -%}
    get_path({{ json }}, '{{ path | join(".") }}')::varchar
{%- endmacro %}


{# The value at `path` as a decimal; null where it is missing, JSON null or no number. #}
{% macro json_decimal(json, path, scale=8) -%}
    try_cast({{ json_text(json, path) }} as decimal({{ 12 + scale }}, {{ scale }}))
{%- endmacro %}


{# The value at `path` as an integer of up to 18 digits; null where it is missing, JSON null or no number. #}
{% macro json_integer(json, path) -%}
    try_cast({{ json_text(json, path) }} as bigint)
{%- endmacro %}


{# How many elements the array at `path` has; 0 where it is missing. #}
{% macro json_length(json, path) -%}
    {{ adapter.dispatch('json_length')(json, path) }}
{%- endmacro %}

{% macro duckdb__json_length(json, path) -%}
    coalesce(json_array_length({{ json }}, '$.{{ path | join(".") }}'), 0)::bigint
{%- endmacro %}

{% macro snowflake__json_length(json, path) -%}
    coalesce(array_size(get_path({{ json }}, '{{ path | join(".") }}')), 0)
{%- endmacro %}


{# Whether the array of strings at `path` holds `text`; null where there is no such array. #}
{% macro json_array_holds(json, path, text) -%}
    {{ adapter.dispatch('json_array_holds')(json, path, text) }}
{%- endmacro %}

{% macro duckdb__json_array_holds(json, path, text) -%}
    list_contains(from_json(json_extract({{ json }}, '$.{{ path | join(".") }}'), '["VARCHAR"]'), '{{ text }}')
{%- endmacro %}

{% macro snowflake__json_array_holds(json, path, text) -%}
    array_contains('{{ text }}'::variant, as_array(get_path({{ json }}, '{{ path | join(".") }}')))
{%- endmacro %}


{#
  A subquery for FROM: a row for each element of the array of arrays at `path`, as `tuple`, with its `place` from 1 and
  the `columns` of the row of `relation` it came from. The payload is not among them: it would be copied for each.
#}
{% macro json_tuples(relation, columns, json, path) -%}
    {{ adapter.dispatch('json_tuples')(relation, columns, json, path) }}
{%- endmacro %}

{% macro duckdb__json_tuples(relation, columns, json, path) -%}
    (
        select {{ columns | join(', ') }}, unnest(listed) as tuple, generate_subscripts(listed, 1) as place
        from (
            select
                {{ columns | join(', ') }},
                from_json(json_extract({{ json }}, '$.{{ path | join(".") }}'), '[["VARCHAR"]]') as listed
            from {{ relation }}
        )
    )
{%- endmacro %}

{% macro snowflake__json_tuples(relation, columns, json, path) -%}
    (
        select {{ columns | join(', ') }}, listed.value as tuple, listed.index + 1 as place
        from {{ relation }}, lateral flatten(input => get_path({{ json }}, '{{ path | join(".") }}')) as listed
    )
{%- endmacro %}


{# As json_tuples for an array of objects: each as a tuple of its values under `keys`, null where it has none. #}
{% macro json_objects(relation, columns, json, path, keys) -%}
    {{ adapter.dispatch('json_objects')(relation, columns, json, path, keys) }}
{%- endmacro %}

{% macro duckdb__json_objects(relation, columns, json, path, keys) -%}
    (
        select {{ columns | join(', ') }}, [item."{{ keys | join('", item."') }}"] as tuple, place
        from (
            select {{ columns | join(', ') }}, unnest(listed) as item, generate_subscripts(listed, 1) as place
            from (
                select
                    {{ columns | join(', ') }},
                    from_json(
                        json_extract({{ json }}, '$.{{ path | join(".") }}'),
                        '[{ "{{ keys | join("\": \"VARCHAR\", \"") }}": "VARCHAR" }]'
                    ) as listed
                from {{ relation }}
            )
        )
    )
{%- endmacro %}

{% macro snowflake__json_objects(relation, columns, json, path, keys) -%}
    (
        select
            {{ columns | join(', ') }},
            array_construct(listed.value:"{{ keys | join('", listed.value:"') }}") as tuple,
            listed.index + 1 as place
        from {{ relation }}, lateral flatten(input => get_path({{ json }}, '{{ path | join(".") }}')) as listed
    )
{%- endmacro %}


{# The element at `position` (from 0) of a tuple made by json_tuples, as text. #}
{% macro tuple_text(tuple, position) -%}
    {{ adapter.dispatch('tuple_text')(tuple, position) }}
{%- endmacro %}

{% macro duckdb__tuple_text(tuple, position) -%}
    {{ tuple }}[{{ position + 1 }}]
{%- endmacro %}

{% macro snowflake__tuple_text(tuple, position) -%}
    {{ tuple }}[{{ position }}]::varchar
{%- endmacro %}


{# As json_tuples for an array of strings: each as `item`. #}
{% macro json_strings(relation, columns, json, path) -%}
    {{ adapter.dispatch('json_strings')(relation, columns, json, path) }}
{%- endmacro %}

{% macro duckdb__json_strings(relation, columns, json, path) -%}
    (
        select {{ columns | join(', ') }}, unnest(listed) as item, generate_subscripts(listed, 1) as place
        from (
            select
                {{ columns | join(', ') }},
                from_json(json_extract({{ json }}, '$.{{ path | join(".") }}'), '["VARCHAR"]') as listed
            from {{ relation }}
        )
    )
{%- endmacro %}

{% macro snowflake__json_strings(relation, columns, json, path) -%}
    (
        select {{ columns | join(', ') }}, listed.value::varchar as item, listed.index + 1 as place
        from {{ relation }}, lateral flatten(input => get_path({{ json }}, '{{ path | join(".") }}')) as listed
    )
{%- endmacro %}
