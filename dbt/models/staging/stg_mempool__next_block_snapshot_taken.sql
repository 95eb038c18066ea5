-- Generated from the model by `npm run generate`: change the model, not this file.
select
    event_id,
    event_type,
    schema_version,
    layout,
    source,
    network,
    origin,
    path,
    producer_id,
    producer_version,
    epoch_id,
    frame_no,
    ordinal,
    observed_at,
    part,
    parts,
    block_index,
    sequence,
    stated_rows,
    stated_fee_sats,
    stated_weight,
    payload,
    _file,
    _file_row,
    _loaded_at
from {{ source('raw', 'mempool_block') }}
where event_type = 'NextBlockSnapshotTaken'
