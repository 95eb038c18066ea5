{#
  Parents are walked from the best tip, not by hash but by run (see block_heads). So the recursion is as deep as there
  are forks, whatever the number of blocks.
#}
with recursive edges as (
    select
        *,
        lead(height) over (partition by network order by height, block_hash) as next_height,
        lead(block_hash) over (partition by network order by height, block_hash) as next_hash,
        lead(is_stale) over (partition by network order by height, block_hash) as next_is_stale,
        lead(last_observed_at) over (partition by network order by height, block_hash) as next_last_observed_at
    from {{ ref('block_heads') }}
    where begins_run or ends_run
),

-- a run of one block has one edge, which begins and ends it
nodes as (
    select
        network,
        block_hash as bottom_hash,
        previous_block_hash as parent_hash,
        height as bottom_height,
        case when ends_run then height else next_height end as top_height,
        case when ends_run then block_hash else next_hash end as top_hash,
        case when ends_run then is_stale else next_is_stale end as top_is_stale,
        case when ends_run then last_observed_at else next_last_observed_at end as top_last_observed_at
    from edges
    where begins_run
),

-- a tip: not called stale by the source, and without such a child
tips as (
    select nodes.*
    from nodes
    where
        not nodes.top_is_stale
        and not exists (
            select 1
            from nodes as children
            where
                children.network = nodes.network
                and children.parent_hash = nodes.top_hash
                and not children.top_is_stale
        )
),

walks (
    network, tip_run, tip_height, tip_seen_at, tip_hash, bottom_hash, bottom_height, top_height, parent_hash
) as (
    select
        network, bottom_hash as tip_run, top_height as tip_height, top_last_observed_at as tip_seen_at, top_hash as tip_hash,
        bottom_hash, bottom_height, top_height, parent_hash
    from tips
    union all
    select
        walks.network, walks.tip_run, walks.tip_height, walks.tip_seen_at, walks.tip_hash,
        nodes.bottom_hash, nodes.bottom_height, nodes.top_height, nodes.parent_hash
    from walks
    inner join nodes
        on
            walks.network = nodes.network
            and walks.parent_hash = nodes.top_hash
            -- whatever a source says: a walk that does not go down would not end
            and walks.bottom_height > nodes.top_height
),

chains as (
    select
        network,
        tip_run,
        min(bottom_height) as from_height,
        row_number() over (
            partition by network
            order by max(tip_height) desc, max(tip_seen_at) desc, max(tip_hash)
        ) as chain_rank
    from walks
    group by network, tip_run
),

-- A lower chain counts only below what the better ones reach down to: their lowest block's parent, known or not, is
-- at the height before.
bounded as (
    select
        *,
        min(from_height - 1) over (
            partition by network order by chain_rank rows between unbounded preceding and 1 preceding
        ) as below_height
    from chains
)

select
    heads.network,
    heads.height,
    heads.block_hash
from {{ ref('block_heads') }} as heads
inner join (
    select walks.network, walks.bottom_hash, walks.bottom_height, walks.top_height, bounded.below_height
    from walks
    inner join bounded on walks.network = bounded.network and walks.tip_run = bounded.tip_run
) as runs
    on
        heads.network = runs.network
        and heads.height >= runs.bottom_height
        and heads.height <= runs.top_height
        and heads.height < coalesce(runs.below_height, heads.height + 1)
        -- at a height with several blocks each is a run of its own
        and (runs.bottom_height < runs.top_height or runs.bottom_hash = heads.block_hash)
