-- Whole segments in which a height has no canonical block, or more than one. Segments do not overlap: each block is put
-- into the last one that begins at or below it, and each segment is counted. Whether each block is the parent of the
-- next, canonical_blocks_link_to_their_parents says. What is neither whole nor pending is not claimed.
with placed as (
    select network, from_height as height, 0 as is_block, from_height, to_height
    from {{ ref('chain_segments') }}
    where kind = 'whole'
    union all
    select network, height, 1 as is_block, cast(null as bigint) as from_height, cast(null as bigint) as to_height
    from {{ ref('blocks') }}
    where is_canonical
),

held as (
    select
        network,
        case when is_block = 1 then height end as block_height,
        height,
        max(from_height) over (
            partition by network order by height, is_block rows between unbounded preceding and current row
        ) as from_height,
        max(to_height) over (
            partition by network order by height, is_block rows between unbounded preceding and current row
        ) as to_height
    from placed
)

select network, from_height, to_height, count(block_height) as blocks, count(distinct block_height) as heights
from held
where height <= to_height
group by network, from_height, to_height
having
    count(block_height) <> to_height - from_height + 1
    or count(distinct block_height) <> to_height - from_height + 1
