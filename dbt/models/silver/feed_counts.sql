with counts as (
    {{ distinct_lines(ref('stg_mempool__feed_counted')) }}
)

select
    network,
    source,
    epoch_id,
    ordinal,
    event_id,
    observed_at,
    frames_in,
    bytes_in,
    frames_given_up,
    bytes_given_up,
    fragments_in,
    fragments_accepted,
    fragments_ignored,
    fragments_quarantined,
    lines_out,
    bytes_out
from counts
