{#
  Says in the comment of gold._build when this build began and which it was, so that a reader learns of it from
  metadata: SHOW TABLES wakes no warehouse. Only of a build without an error. DuckDB's readers look at the copy that
  they are given.
#}
{% macro mark_build() -%}
    {{ adapter.dispatch('mark_build')() }}
{%- endmacro %}

{% macro duckdb__mark_build() -%}
    select 1
{%- endmacro %}

{% macro snowflake__mark_build() -%}
    {% set failed = results | selectattr('status', 'in', ['error', 'fail', 'runtime error']) | list %}
    {% if not execute or flags.WHICH not in ('build', 'run') or failed %}
    select 1
    {% else %}
    {% set began_at = run_started_at.strftime('%Y-%m-%dT%H:%M:%S.%fZ') %}
    create or replace table gold._build comment = '{{ began_at }} {{ invocation_id }}' as
    select {{ run_at() }} as built_at
    {% endif %}
{%- endmacro %}
