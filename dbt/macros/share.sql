{# What share of `whole` the `part` is, from 0 to 1; null where there is no whole. #}
{% macro share(part, whole) -%}
    cast(cast({{ part }} as double) / nullif({{ whole }}, 0) as decimal(12, 8))
{%- endmacro %}
