with known as (
    select
        blocks.network,
        blocks.height,
        blocks.block_hash,
        arrivals.arrived_at,
        arrivals.arrived_by,
        blocks.is_canonical,
        coalesce(blocks.pool_name, 'Unknown') as pool_name,
        coalesce(blocks.pool_slug, 'unknown') as pool_slug,
        projections.level,
        projections.cause,
        projections.gap_id,
        projections.projected_epoch_id,
        projections.projected_ordinal,
        projections.projected_transactions,
        blocks.transactions - 1 as mined_transactions,
        projections.projected_fee_sats,
        blocks.total_fees_sats as mined_fee_sats,
        projections.projected_weight,
        blocks.weight as mined_weight,
        -- a list that holds more than the block is not its own
        projections.listed_transactions between 1 and blocks.transactions as is_listed,
        projections.matched_transactions,
        projections.matched_fee_sats,
        projections.matched_weight,
        blocks.match_rate_percent
    from {{ ref('block_arrivals') }} as arrivals
    inner join {{ ref('block_projections') }} as projections
        on
            arrivals.block_hash = projections.block_hash
            and arrivals.epoch_id = projections.epoch_id
            and arrivals.ordinal = projections.ordinal
    inner join {{ ref('blocks') }} as blocks on arrivals.block_hash = blocks.block_hash
),

matched as (
    select
        *,
        case when is_listed then matched_transactions end as matched,
        case when is_listed then projected_transactions - matched_transactions end as missed,
        case when is_listed then mined_transactions - matched_transactions end as surprising
    from known
)

select
    network,
    height,
    block_hash,
    arrived_at,
    arrived_by,
    is_canonical,
    pool_name,
    pool_slug,
    level,
    cause,
    gap_id,
    projected_epoch_id,
    projected_ordinal,
    projected_transactions,
    mined_transactions,
    mined_transactions - projected_transactions as transactions_difference,
    projected_fee_sats,
    mined_fee_sats,
    mined_fee_sats - projected_fee_sats as fee_sats_difference,
    projected_weight,
    mined_weight,
    mined_weight - projected_weight as weight_difference,
    matched as matched_transactions,
    missed as missed_transactions,
    surprising as surprising_transactions,
    {{ share('matched', 'projected_transactions') }} as share_matched,
    {{ share('surprising', 'mined_transactions') }} as share_surprising,
    case when is_listed then matched_fee_sats end as matched_fee_sats,
    case when is_listed then matched_weight end as matched_weight,
    match_rate_percent
from matched
