with rejected as (
    {{ distinct_lines(ref('stg_mempool__fragment_rejected')) }}
)

select
    network,
    source,
    origin,
    epoch_id,
    ordinal,
    event_id,
    observed_at,
    path,
    frame_no,
    part,
    parts,
    reason,
    value_path,
    codec,
    tried_layout,
    encoding,
    _file,
    _file_row
from rejected
