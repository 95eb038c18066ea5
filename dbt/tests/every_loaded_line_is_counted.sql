{#
  Lines of the raw tables that no run has picked up. What a pipe loads while the tables are built is on its way, in no
  order: there it is missing once the look-back has passed it. The local loader waits for the build.
#}
{% set newest = '(select max(_loaded_at) from ' ~ ref('lines') ~ ')' %}
{% set minutes = var('load_look_back_minutes')[target.type] if target.type == 'snowflake' else 0 %}
{% for raw_table in raw_tables() %}
select loaded.event_id, loaded._loaded_at
from {{ source('raw', raw_table.name) }} as loaded
left join {{ ref('lines') }} as lines on loaded.epoch_id = lines.epoch_id and loaded.ordinal = lines.ordinal
where lines.ordinal is null and loaded._loaded_at <= {{ dbt.dateadd('minute', -minutes, newest) }}
{{ 'union all' if not loop.last }}
{% endfor %}
