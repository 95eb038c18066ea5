select
    network,
    source,
    currency,
    quoted_at,
    price,
    price_status,
    first_observed_at,
    last_observed_at,
    cast({{ dbt.datediff('quoted_at', 'first_observed_at', 'second') }} as bigint) as age_seconds
from {{ ref('conversions') }}
