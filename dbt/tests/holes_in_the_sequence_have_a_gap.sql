-- Changes whose sequence does not follow on the one before, where no gap says so. A snapshot may have any sequence, and
-- what is on its way is no hole: looked at is each epoch up to its first line that is not loaded.
with events as (
    select epoch_id, block_index, ordinal, sequence, 1 as is_snapshot
    from {{ ref('next_block_snapshots') }}
    where part = parts
    union all
    select epoch_id, block_index, ordinal, sequence, 0 as is_snapshot
    from {{ ref('next_block_deltas') }}
    where part = parts
),

followed as (
    select
        *,
        lag(sequence) over (partition by epoch_id, block_index order by ordinal) as sequence_before,
        lag(ordinal) over (partition by epoch_id, block_index order by ordinal) as ordinal_before
    from events
)

select followed.epoch_id, followed.block_index, followed.ordinal, followed.sequence_before, followed.sequence
from followed
inner join {{ ref('epochs') }} as epochs
    on followed.epoch_id = epochs.epoch_id and followed.ordinal <= epochs.complete_through_ordinal
where
    followed.is_snapshot = 0
    and followed.sequence <> followed.sequence_before + 1
    and not exists (
        select 1
        from {{ ref('gaps') }} as gaps
        where
            gaps.gap_epoch_id = followed.epoch_id
            and gaps.covers_next_block
            and gaps.suspect_from_ordinal <= followed.ordinal
            and (
                gaps.closing_epoch_id is null
                or gaps.closing_epoch_id <> gaps.gap_epoch_id
                or gaps.closing_ordinal > followed.ordinal_before
            )
    )
