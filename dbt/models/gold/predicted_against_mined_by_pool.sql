select
    network,
    pool_slug,
    max(pool_name) as pool_name,
    cast(count(*) as bigint) as blocks,
    cast(count(projected_transactions) as bigint) as projected_blocks,
    cast(count(matched_transactions) as bigint) as matched_blocks,
    cast(avg(share_matched) as decimal(12, 8)) as average_share_matched,
    min(share_matched) as min_share_matched,
    cast(avg(share_surprising) as decimal(12, 8)) as average_share_surprising,
    max(share_surprising) as max_share_surprising,
    cast(avg(fee_sats_difference) as decimal(20, 2)) as average_fee_sats_difference,
    cast(avg(weight_difference) as decimal(20, 2)) as average_weight_difference,
    cast(avg(match_rate_percent) as decimal(12, 8)) as average_match_rate_percent
from {{ ref('predicted_against_mined') }}
where is_canonical and arrived_by = 'block'
group by network, pool_slug
