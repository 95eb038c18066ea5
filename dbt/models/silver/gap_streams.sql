with found as (
    {{ lines_once(ref('stg_mempool__gap_found')) }}
)

{% for raw_table in raw_tables_of_fragments() %}
select
    gaps.network,
    '{{ raw_table.stream }}' as stream,
    gaps.gap_id,
    gaps.gap_epoch_id,
    gaps.cause,
    gaps.suspect_from_ordinal,
    gaps.found_at,
    gaps.naming_epoch_id,
    gaps.naming_ordinal,
    gaps.last_good_at,
    gaps.first_suspect_at,
    gaps.closing_epoch_id,
    gaps.closing_ordinal,
    gaps.closed_at
from {{ ref('gaps') }} as gaps
inner join found on gaps.naming_epoch_id = found.epoch_id and gaps.naming_ordinal = found.ordinal
where coalesce({{ json_array_holds('found.payload', ['streams'], raw_table.stream) }}, true)
{{ 'union all' if not loop.last }}
{% endfor %}
