{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key=['epoch_id', 'ordinal']) }}

with lines as (
    {{ distinct_lines(ref('stg_mempool__next_block_snapshot_taken')) }}
)

select
    network,
    source,
    origin,
    epoch_id,
    ordinal,
    {{ event_ordinal() }} as event_ordinal,
    coalesce(part, 1) as part,
    coalesce(parts, 1) as parts,
    event_id,
    decoder_version,
    block_index,
    sequence,
    observed_at,
    {{ json_length('payload', ['blockTransactions']) }} as snapshot_rows,
    stated_rows,
    stated_fee_sats,
    stated_weight,
    _loaded_at
from lines
