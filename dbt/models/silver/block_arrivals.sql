{#
  A list of blocks answers a subscription, which the first list of an epoch does, or tells of a reorganisation. Of the
  latter those blocks are news that stand where the first list showed another, or above; lower ones were only not shown.
#}
with told as (
    select
        network,
        block_hash,
        height,
        epoch_id,
        ordinal,
        frame_no,
        path,
        observed_at,
        min(frame_no) over (partition by epoch_id) as first_frame_no,
        rank() over (partition by block_hash order by observed_at, epoch_id, ordinal) as telling_no
    from {{ ref('block_lines') }}
    where path in ('block', 'blocks')
),

shown as (
    select
        *,
        min(case when frame_no = first_frame_no then height end) over (partition by epoch_id) as first_shown_height
    from told
)

select
    network,
    block_hash,
    height,
    epoch_id,
    ordinal,
    frame_no,
    path as arrived_by,
    observed_at as arrived_at
from shown
where
    path = 'block'
    or (telling_no = 1 and frame_no > first_frame_no and height >= first_shown_height)
qualify {{ is_first('block_hash', "case when path = 'block' then 0 else 1 end, telling_no") }}
