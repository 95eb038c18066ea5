-- Days of which the rows of all streams are not those of each together, or their lines not rows without repeats.
select
    network,
    day_date,
    sum(case when stream = 'all' then rows_loaded else -rows_loaded end) as rows_off,
    sum(case when stream = 'all' then payload_bytes else -payload_bytes end) as bytes_off,
    sum(
        case
            when stream = 'all' then lines_loaded + repeated_rows - rows_loaded
            else rows_loaded - lines_loaded - repeated_rows - unknown_rows
        end
    ) as lines_off
from {{ ref('completeness_by_day') }}
group by network, day_date
having rows_off <> 0 or bytes_off <> 0 or lines_off <> 0
