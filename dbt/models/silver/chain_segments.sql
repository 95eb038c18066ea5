{% set columns = ['network', 'source', 'revision', 'observed_at'] %}

{# A statement counts once every line of its run before it is loaded, the blocks that it speaks of among them. #}
with stated as (
    select lines.*
    from (
        {{ distinct_lines(ref('stg_mempool__chain_covered')) }}
    ) as lines
    inner join {{ ref('epochs') }} as epochs
        on lines.epoch_id = epochs.epoch_id and lines.ordinal <= epochs.complete_through_ordinal
),

newest as (
    select *
    from stated
    qualify {{ is_first('network', 'revision desc, observed_at desc, epoch_id desc, ordinal desc') }}
),

stretches as (
    select {{ columns | join(', ') }}, 'whole' as kind, tuple
    from {{ json_objects('newest', columns, 'payload', ['segments'], ['from', 'to']) }} as whole
    union all
    select {{ columns | join(', ') }}, 'pending' as kind, tuple
    from {{ json_objects('newest', columns, 'payload', ['pending'], ['from', 'to']) }} as pending
),

read as (
    select
        {{ columns | join(', ') }},
        kind,
        try_cast({{ tuple_text('tuple', 0) }} as bigint) as from_height,
        try_cast({{ tuple_text('tuple', 1) }} as bigint) as to_height
    from stretches
)

select
    network,
    source,
    kind,
    from_height,
    to_height,
    to_height - from_height + 1 as blocks,
    revision,
    observed_at as stated_at
from read
