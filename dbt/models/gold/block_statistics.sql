select
    blocks.network,
    blocks.height,
    blocks.block_hash,
    blocks.previous_block_hash,
    blocks.mined_at,
    cast({{ dbt.datediff('parents.mined_at', 'blocks.mined_at', 'second') }} as bigint) as interval_seconds,
    blocks.transactions,
    blocks.size_bytes,
    blocks.weight,
    blocks.total_fees_sats,
    blocks.reward_sats,
    blocks.min_rate,
    blocks.median_rate,
    blocks.max_rate,
    blocks.pool_name,
    blocks.pool_slug,
    blocks.first_observed_at,
    blocks.last_observed_at
from {{ ref('blocks') }} as blocks
left join {{ ref('blocks') }} as parents
    on blocks.network = parents.network and blocks.previous_block_hash = parents.block_hash
where blocks.is_canonical
