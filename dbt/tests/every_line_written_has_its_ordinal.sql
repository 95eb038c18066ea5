-- Epochs whose own count of lines is not that of their ordinals, or which go on after they were closed.
select epoch_id, ordinal, lines_out
from {{ ref('feed_counts') }}
where lines_out <> ordinal - 1
union all
select closed.epoch_id, closed.ordinal, epochs.last_ordinal - closed.ordinal as lines_out
from {{ ref('stg_mempool__epoch_closed') }} as closed
inner join {{ ref('epochs') }} as epochs on closed.epoch_id = epochs.epoch_id
where epochs.last_ordinal > closed.ordinal
