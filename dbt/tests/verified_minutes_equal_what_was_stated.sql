-- Verified minutes whose totals are not those that the source stated beside the last message that went into them, or,
-- where it stated nothing, at whose last message no audit found the rows to be the source's.
with stated as (
    select epoch_id, ordinal, stated_rows, stated_fee_sats, stated_weight
    from {{ ref('next_block_snapshots') }}
    union all
    select epoch_id, ordinal, stated_rows, stated_fee_sats, stated_weight
    from {{ ref('next_block_deltas') }}
)

select minutes.network, minutes.minute_at, minutes.transactions, stated.stated_rows
from {{ ref('next_block_by_minute') }} as minutes
left join stated on minutes.epoch_id = stated.epoch_id and minutes.ordinal = stated.ordinal
where
    minutes.level = 'verified'
    and (
        minutes.transactions <> stated.stated_rows
        or minutes.fee_sats <> stated.stated_fee_sats
        or minutes.weight <> stated.stated_weight
        or (
            stated.stated_rows is null
            and not exists (
                select 1
                from {{ ref('audits') }} as audits
                where audits.epoch_id = minutes.epoch_id and audits.verified_ordinal = minutes.ordinal
            )
        )
    )
