{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='block_hash'
    )
}}

with {{ next_block_reach() }},

arrivals as (
    select
        arrived.*,
        {{ dbt.dateadd('millisecond', -1, 'arrived.arrived_at') }} as asked_at
    from {{ ref('block_arrivals') }} as arrived
    inner join (select network, min(from_at) as from_at from reach group by network) as reached
        on
            arrived.network = reached.network
            and arrived.arrived_at >= {{ dbt.dateadd('minute', -1, 'reached.from_at') }}
),

{{ next_block_ctes('(select distinct network, asked_at from arrivals)') }},

-- What was mined stands in the frame of the block; a list of blocks has none for each of them.
lists as (
    select
        arrivals.block_hash,
        moved.epoch_id,
        moved.event_ordinal,
        sum(moved.mined_rows) as listed_transactions
    from arrivals
    inner join {{ ref('transactions_moved') }} as moved
        on arrivals.epoch_id = moved.epoch_id and arrivals.frame_no = moved.frame_no
    where arrivals.arrived_by = 'block'
    group by arrivals.block_hash, moved.epoch_id, moved.event_ordinal
    having count(*) = max(moved.parts)
),

mined as (
    select distinct lists.block_hash, listed.txid
    from lists
    inner join {{ ref('mined_transactions') }} as listed
        on lists.epoch_id = listed.epoch_id and lists.event_ordinal = listed.event_ordinal
),

matches as (
    select
        arrivals.block_hash,
        count(*) as matched_transactions,
        sum(projected.fee_sats) as matched_fee_sats,
        sum(projected.weight) as matched_weight
    from arrivals
    inner join mined on arrivals.block_hash = mined.block_hash
    inner join next_block_rows as projected
        on
            arrivals.network = projected.network
            and arrivals.asked_at = projected.asked_at
            and mined.txid = projected.txid
    group by arrivals.block_hash
)

select
    arrivals.network,
    arrivals.block_hash,
    arrivals.epoch_id,
    arrivals.ordinal,
    arrivals.asked_at,
    answers.level,
    answers.cause,
    answers.gap_id,
    answers.epoch_id as projected_epoch_id,
    answers.ordinal as projected_ordinal,
    answers.transactions as projected_transactions,
    answers.fee_sats as projected_fee_sats,
    answers.weight as projected_weight,
    cast(lists.listed_transactions as bigint) as listed_transactions,
    cast(
        case when answers.cause is null and lists.block_hash is not null then coalesce(matches.matched_transactions, 0) end
        as bigint
    ) as matched_transactions,
    cast(
        case when answers.cause is null and lists.block_hash is not null then coalesce(matches.matched_fee_sats, 0) end
        as bigint
    ) as matched_fee_sats,
    cast(
        case when answers.cause is null and lists.block_hash is not null then coalesce(matches.matched_weight, 0) end
        as bigint
    ) as matched_weight,
    {{ run_at() }} as built_at
from arrivals
inner join next_block_answers as answers
    on arrivals.network = answers.network and arrivals.asked_at = answers.asked_at
left join lists on arrivals.block_hash = lists.block_hash
left join matches on arrivals.block_hash = matches.block_hash
{% if is_incremental() %}
-- where the transactions are no longer kept, what was found when they were stands
left join {{ this }} as known
    on
        arrivals.block_hash = known.block_hash
        and arrivals.epoch_id = known.epoch_id
        and arrivals.ordinal = known.ordinal
where answers.cause is distinct from 'not-kept' or known.block_hash is null
{% endif %}
