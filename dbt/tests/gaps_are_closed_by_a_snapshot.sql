-- Gaps of the next block whose closing line is there and begins no snapshot. What is on its way is no violation: the
-- snapshots are read from staging, which holds all that was there when the epochs were built.
select gaps.gap_id, gaps.closing_epoch_id, gaps.closing_ordinal
from {{ ref('gaps') }} as gaps
inner join {{ ref('epochs') }} as epochs
    on gaps.closing_epoch_id = epochs.epoch_id and gaps.closing_ordinal <= epochs.complete_through_ordinal
where
    gaps.covers_next_block
    and not exists (
        select 1
        from {{ ref('stg_mempool__next_block_snapshot_taken') }} as snapshots
        where
            snapshots.epoch_id = gaps.closing_epoch_id
            and snapshots.ordinal = gaps.closing_ordinal
            and coalesce(snapshots.part, 1) = 1
    )
