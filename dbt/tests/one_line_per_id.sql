{# Ids under which two different lines were loaded; what is sent or loaded again is the same line. #}
{% for raw_table in raw_tables() %}
select event_id
from {{ source('raw', raw_table.name) }}
group by event_id
having
    count(distinct event_type) > 1
    or count(distinct observed_at) > 1
    or count(distinct {{ payload_bytes('payload') }}) > 1
{{ 'union all' if not loop.last }}
{% endfor %}
