{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key=['epoch_id', 'ordinal']) }}

with lines as (
    {{ distinct_lines(ref('stg_mempool__transactions_moved')) }}
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
    frame_no,
    event_id,
    decoder_version,
    sequence,
    observed_at,
    {{ json_length('payload', ['added']) }} as added_rows,
    {{ json_length('payload', ['removed']) }} as removed_rows,
    {{ json_length('payload', ['mined']) }} as mined_rows,
    {{ json_length('payload', ['replaced']) }} as replaced_rows,
    _loaded_at
from lines
