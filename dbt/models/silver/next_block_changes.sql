{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key=['epoch_id', 'ordinal']) }}

with snapshots as (
    {{ distinct_lines(ref('stg_mempool__next_block_snapshot_taken')) }}
),

deltas as (
    {{ distinct_lines(ref('stg_mempool__next_block_changed')) }}
),

listed as (
    {{ whole_rows('snapshots', ['blockTransactions'], 'snapshot') }}
    union all
    {{ removed_rows('deltas', ['delta', 'removed']) }}
    union all
    {{ whole_rows('deltas', ['delta', 'added'], 'added') }}
    union all
    {{ changed_rows('deltas', ['delta', 'changed']) }}
)

select
    network,
    epoch_id,
    ordinal,
    part,
    {{ event_ordinal() }} as event_ordinal,
    -- Deltas apply in the order removed, added, changed; one number orders all that happened to a txid in an epoch.
    ({{ event_ordinal() }}) * 3 + case change when 'removed' then 0 when 'changed' then 2 else 1 end as apply_order,
    block_index,
    observed_at,
    change,
    txid,
    fee_sats,
    vsize_vbytes,
    cast(vsize_vbytes * 4 as bigint) as weight,
    value_sats,
    rate,
    flags,
    {{ epoch_seconds_to_timestamp('first_seen_s') }} as first_seen_at,
    accelerated,
    decoder_version,
    _loaded_at
from listed
-- a txid that one list names twice counts once, as last named
qualify {{ is_first('epoch_id, ordinal, change, txid', 'place desc') }}
