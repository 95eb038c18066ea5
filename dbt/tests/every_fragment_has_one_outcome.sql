-- Counts in which what came in is not what was accepted, ignored and quarantined together.
select epoch_id, ordinal, fragments_in, fragments_accepted, fragments_ignored, fragments_quarantined
from {{ ref('feed_counts') }}
where fragments_in <> fragments_accepted + fragments_ignored + fragments_quarantined
