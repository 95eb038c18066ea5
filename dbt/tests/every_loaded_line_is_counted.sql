{# Lines of the raw tables that no incremental run has picked up: their time of load lies too far behind. #}
{% for raw_table in raw_tables() %}
select loaded.event_id, loaded._loaded_at
from {{ source('raw', raw_table.name) }} as loaded
left join {{ ref('lines') }} as lines on loaded.epoch_id = lines.epoch_id and loaded.ordinal = lines.ordinal
where lines.ordinal is null
{{ 'union all' if not loop.last }}
{% endfor %}
