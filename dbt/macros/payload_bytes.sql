{# Bytes of a payload: as it was received in DuckDB, as it is printed in Snowflake, which keeps values. #}
{% macro payload_bytes(payload) -%}
    {{ adapter.dispatch('payload_bytes')(payload) }}
{%- endmacro %}

{% macro duckdb__payload_bytes(payload) -%}
    strlen({{ payload }})
{%- endmacro %}

{% macro snowflake__payload_bytes(payload) -%}
    octet_length(to_json({{ payload }}))
{%- endmacro %}
