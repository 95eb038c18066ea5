{#
  A subquery for FROM: the lake objects that are loaded, as file_key, with the lines_read from each and when (read_at). The local
  loader keeps a ledger; Snowflake's COPY_HISTORY reaches back 14 days and needs a role of its own, so there it is empty.
#}
{% macro lines_in_files() -%}
    {{ adapter.dispatch('lines_in_files')() }}
{%- endmacro %}

{% macro duckdb__lines_in_files() -%}
    (select file as file_key, lines as lines_read, loaded_at as read_at from raw.loaded_files where error is null)
{%- endmacro %}

{% macro snowflake__lines_in_files() -%}
    (
        select cast(null as varchar) as file_key, cast(null as bigint) as lines_read, cast(null as timestamp_ntz) as read_at
        where false
    )
{%- endmacro %}
