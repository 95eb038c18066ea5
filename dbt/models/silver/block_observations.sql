with observed as (
    select
        *,
        lag(payload_sha256) over (partition by block_hash order by observed_at, epoch_id, ordinal) as sha256_before
    from (
        {{ distinct_lines(ref('stg_mempool__block_observed')) }}
    ) as lines
),

-- consecutive equal observations are one; the same again after another is a new one
runs as (
    select
        *,
        sum(case when payload_sha256 = sha256_before then 0 else 1 end) over (
            partition by block_hash order by observed_at, epoch_id, ordinal
            rows between unbounded preceding and current row
        ) as observation_no
    from observed
),

spans as (
    select
        block_hash,
        observation_no,
        count(*) as lines_seen,
        max(observed_at) as last_observed_at
    from runs
    group by block_hash, observation_no
)

select
    runs.network,
    runs.source,
    runs.block_hash,
    runs.observation_no,
    runs.event_id,
    runs.path,
    runs.origin,
    runs.observed_at,
    spans.last_observed_at,
    spans.lines_seen,
    runs.height,
    runs.previous_block_hash,
    runs.mined_at,
    runs.stale,
    runs.canonical_block_hash,
    runs.transactions,
    runs.size_bytes,
    runs.weight,
    runs.total_fees_sats,
    runs.reward_sats,
    {{ json_decimal('runs.payload', ['extras', 'medianFee']) }} as median_rate,
    {{ json_decimal('runs.payload', ['extras', 'feeRange[0]']) }} as min_rate,
    {{ json_decimal('runs.payload', ['extras', 'feeRange[6]']) }} as max_rate,
    {{ json_integer('runs.payload', ['extras', 'pool', 'id']) }} as pool_id,
    {{ json_text('runs.payload', ['extras', 'pool', 'name']) }} as pool_name,
    {{ json_text('runs.payload', ['extras', 'pool', 'slug']) }} as pool_slug,
    {{ json_decimal('runs.payload', ['extras', 'matchRate']) }} as match_rate_percent,
    runs.payload_sha256
from runs
inner join spans on runs.block_hash = spans.block_hash and runs.observation_no = spans.observation_no
qualify {{ is_first(
        'runs.block_hash, runs.observation_no',
        'runs.observed_at, runs.epoch_id, runs.ordinal'
    ) }}
