{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key=['epoch_id', 'ordinal']) }}

{% set snapshots = lines_kept(ref('stg_mempool__next_block_snapshot_taken')) %}
{% set deltas = lines_kept(ref('stg_mempool__next_block_changed')) %}
{% set since = loaded_since() if is_incremental() else none %}

{# Lists are read from lines, not from a subquery of them: one that stands twice is held by an engine, payloads and all. #}
{% set whole_snapshots = '(' ~ whole_lines(snapshots, 'snapshot_places', since) ~ ')' %}
{% set whole_deltas = '(' ~ whole_lines(deltas, 'delta_places', since) ~ ')' %}

with snapshot_places as (
    {{ places_of_distinct_lines(snapshots, since) }}
),

delta_places as (
    {{ places_of_distinct_lines(deltas, since) }}
),

listed as (
    {{ whole_rows(whole_snapshots, ['blockTransactions'], 'snapshot') }}
    union all
    {{ removed_rows(whole_deltas, ['delta', 'removed']) }}
    union all
    {{ whole_rows(whole_deltas, ['delta', 'added'], 'added') }}
    union all
    {{ changed_rows(whole_deltas, ['delta', 'changed']) }}
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
