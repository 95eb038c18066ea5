-- Minutes that are unknown without a cause or with a figure, or known with a cause or without a figure.
select network, minute_at, level, cause, transactions
from {{ ref('next_block_by_minute') }}
where
    (level = 'unknown') <> (cause is not null)
    or (level = 'unknown') <> (transactions is null)
    or (level = 'unknown' and coalesce(fee_sats, weight, min_rate, median_rate, transactions_in) is not null)
