{# Takes away what is no longer canonical and has no other block in its place: those that have are written over. #}
{% macro forget_replaced_blocks() -%}
    delete from {{ this }}
    where block_hash in (select block_hash from {{ ref('blocks') }} where not is_canonical)
{%- endmacro %}
