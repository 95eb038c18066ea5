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
