{#
  As a common table expression `news`: the blocks of which observations were built since the last run of {{ this }}, with
  network, height and block_hash; all of them in a run from nothing. {{ this }} must carry built_at.
#}
{% macro block_news() %}
news as (
    select distinct network, height, block_hash
    from {{ ref('block_observations') }}
    {% if is_incremental() %}
    where built_at > {{ newest_here('built_at') }}
    {% endif %}
)
{% endmacro %}


{# In a FROM: the heights of the blocks in `relation`, and those up to `reach` above and below. #}
{% macro heights_beside(relation, reach) -%}
    (
        {% for step in range(-reach, reach + 1) %}
        select network, height + {{ step }} as height
        from {{ relation }}
        {{ 'union' if not loop.last }}
        {% endfor %}
    )
{%- endmacro %}
