with complete as (
    select
        network,
        epoch_id,
        block_index,
        event_ordinal as base_ordinal,
        max(ordinal) as last_ordinal,
        max(observed_at) as observed_at,
        max(sequence) as sequence
    from {{ ref('next_block_snapshots') }}
    group by network, epoch_id, block_index, event_ordinal
    having count(*) = max(parts)
)

-- the source tells a socket of one block at a time: a snapshot of another ends what is known of this one
select
    *,
    lead(base_ordinal) over (partition by epoch_id order by base_ordinal) as next_base_ordinal,
    lead(observed_at) over (partition by epoch_id order by base_ordinal) as next_observed_at
from complete
