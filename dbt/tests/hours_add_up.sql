-- Hours whose levels do not add up to their length, or which are not as long as lies between the first line and the last.
with spans as (
    select network, min(first_observed_at) as first_at, max(last_observed_at) as last_at
    from {{ ref('epochs') }}
    group by network
)

select hours.network, hours.stream, hours.hour_at, hours.seconds
from {{ ref('coverage_by_hour') }} as hours
inner join spans on hours.network = spans.network
where
    hours.verified_seconds + hours.contiguous_seconds + hours.unknown_seconds <> hours.seconds
    or hours.seconds * 1000 <> {{ dbt.datediff(
        'greatest(hours.hour_at, spans.first_at)',
        'least(' ~ dbt.dateadd('hour', 1, 'hours.hour_at') ~ ', spans.last_at)',
        'millisecond'
    ) }}
