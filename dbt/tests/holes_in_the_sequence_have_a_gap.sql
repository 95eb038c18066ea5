-- Changes and ticks whose sequence does not follow on the one before, where no gap says so. A snapshot may have any
-- sequence, and so may what came before the first one. What is on its way is no hole: looked at is each epoch up to its
-- first line that is not loaded. A tick (mempool-txids) counts for every block of its epoch, and shares the sequence of
-- the change beside it; without one the tick brought that block no message.
with events as (
    select epoch_id, block_index, ordinal, sequence, 'snapshot' as kind
    from {{ ref('next_block_snapshots') }}
    where part = parts
    union all
    select epoch_id, block_index, ordinal, sequence, 'change' as kind
    from {{ ref('next_block_deltas') }}
    where part = parts
    union all
    select moved.epoch_id, blocks.block_index, moved.ordinal, moved.sequence, 'tick' as kind
    from {{ ref('transactions_moved') }} as moved
    inner join (select distinct epoch_id, block_index from {{ ref('next_block_snapshots') }}) as blocks
        on moved.epoch_id = blocks.epoch_id
),

followed as (
    select
        *,
        lag(sequence) over (partition by epoch_id, block_index order by ordinal) as sequence_before,
        lag(ordinal) over (partition by epoch_id, block_index order by ordinal) as ordinal_before,
        lag(kind) over (partition by epoch_id, block_index order by ordinal) as kind_before,
        min(case when kind = 'snapshot' then ordinal end) over (partition by epoch_id, block_index) as first_snapshot
    from events
)

select followed.epoch_id, followed.block_index, followed.ordinal, followed.sequence_before, followed.sequence
from followed
inner join {{ ref('epochs') }} as epochs
    on followed.epoch_id = epochs.epoch_id and followed.ordinal <= epochs.complete_through_ordinal
where
    followed.kind <> 'snapshot'
    and followed.first_snapshot < followed.ordinal
    and followed.sequence <> followed.sequence_before + 1
    and not (followed.sequence = followed.sequence_before and 'tick' in (followed.kind, followed.kind_before))
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
