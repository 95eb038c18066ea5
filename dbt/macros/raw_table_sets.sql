{# The raw tables that hold what the source sent: all but the ledger and the quarantine. #}
{% macro raw_tables_of_fragments() -%}
    {{ return(raw_tables() | rejectattr('stream', 'in', ['feed-health', 'quarantine']) | list) }}
{%- endmacro %}
