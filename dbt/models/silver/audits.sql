with completed as (
    {{ distinct_lines(ref('stg_mempool__audit_completed')) }}
)

select
    completed.network,
    completed.source,
    completed.epoch_id,
    completed.ordinal,
    completed.event_id,
    completed.observed_at,
    completed.audit_ordinal,
    lines.observed_at as audited_at,
    completed.block_index,
    completed.sequence,
    completed.outcome,
    completed.verified_ordinal,
    completed.only_here_rows,
    completed.only_there_rows,
    completed.differing_rows
from completed
left join {{ ref('lines') }} as lines
    on completed.epoch_id = lines.epoch_id and completed.audit_ordinal = lines.ordinal
