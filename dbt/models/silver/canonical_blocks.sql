{#
  Parents are walked from the best tip, not by hash but by run: a run is a stretch of heights that have one known block
  each, each the parent of the next. So the recursion is as deep as there are forks, whatever the number of blocks.
#}
with recursive blocks as (
    select
        network,
        block_hash,
        height,
        previous_block_hash,
        is_stale,
        last_observed_at,
        count(*) over (partition by network, height) as siblings
    from {{ ref('block_observations') }}
    qualify {{ is_first('block_hash', 'observation_no desc') }}
),

linked as (
    select
        *,
        case
            when siblings = 1
                and lag(siblings) over (partition by network order by height, block_hash) = 1
                and lag(block_hash) over (partition by network order by height, block_hash) = previous_block_hash
                and lag(is_stale) over (partition by network order by height, block_hash) = is_stale
                then 0
            else 1
        end as begins_run
    from blocks
),

numbered as (
    select
        *,
        sum(begins_run) over (
            partition by network order by height, block_hash rows between unbounded preceding and current row
        ) as run_no
    from linked
),

runs as (
    select
        network,
        run_no,
        min(height) as bottom_height,
        max(height) as top_height,
        max(case when begins_run = 1 then previous_block_hash end) as parent_hash
    from numbered
    group by network, run_no
),

nodes as (
    select
        runs.*,
        tops.block_hash as top_hash,
        tops.is_stale as top_is_stale,
        tops.last_observed_at as top_last_observed_at
    from runs
    inner join numbered as tops
        on runs.network = tops.network and runs.run_no = tops.run_no and runs.top_height = tops.height
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

walks as (
    select
        network, run_no as tip_run, top_height as tip_height, top_last_observed_at as tip_seen_at, top_hash as tip_hash,
        run_no, bottom_height, parent_hash
    from tips
    union all
    select
        walks.network, walks.tip_run, walks.tip_height, walks.tip_seen_at, walks.tip_hash,
        nodes.run_no, nodes.bottom_height, nodes.parent_hash
    from walks
    inner join nodes on walks.network = nodes.network and walks.parent_hash = nodes.top_hash
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
)

select
    numbered.network,
    numbered.height,
    numbered.block_hash
from numbered
inner join walks on numbered.network = walks.network and numbered.run_no = walks.run_no
inner join chains on walks.network = chains.network and walks.tip_run = chains.tip_run
-- A lower chain counts only below what the better ones reach down to: their lowest block's parent, known or not, is
-- at the height before.
where not exists (
    select 1
    from chains as better
    where
        better.network = chains.network
        and better.chain_rank < chains.chain_rank
        and numbered.height >= better.from_height - 1
)
