{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key=['epoch_id', 'ordinal']) }}

{# The raw tables themselves, not staging: a line of an event type that is not in the catalogue has its ordinal too. #}

with loaded as (
    {% for raw_table in raw_tables() %}
    select network, source, origin, epoch_id, ordinal, event_type, observed_at, _loaded_at, _file, _file_row
    from {{ source('raw', raw_table.name) }}
    {% if is_incremental() %}
    where _loaded_at >= {{ loaded_since() }}
    {% endif %}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select
    loaded.network,
    loaded.source,
    loaded.origin,
    loaded.epoch_id,
    loaded.ordinal,
    loaded.event_type,
    loaded.observed_at,
    loaded._loaded_at,
    {{ run_at() }} as counted_at
from loaded
{% if is_incremental() %}
left join {{ this }} as known
    on
        loaded.epoch_id = known.epoch_id
        and loaded.ordinal = known.ordinal
        -- the same line was observed at the same time: by that most of a long table stays unread
        and loaded.observed_at = known.observed_at
where
    known.ordinal is null
    or (known.event_type = 'FragmentRejected' and loaded.event_type <> 'FragmentRejected')
{% endif %}
-- what a replay decoded stands in the place of its rejection, and is news from then on
qualify {{ is_first(
    'loaded.epoch_id, loaded.ordinal',
    "case when loaded.event_type = 'FragmentRejected' then 1 else 0 end, loaded._loaded_at, loaded._file, loaded._file_row"
) }}
