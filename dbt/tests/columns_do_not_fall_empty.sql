{{ config(severity='warn') }}
{#
  Columns that are null in every row of a day, and were filled in a tenth of the rows or more the day before; of days
  with too few rows nothing is said. Null by nature: parts, of which only a line that is too long for one has any; what
  a gap, a close or an audit has only in some cases; and what only a block that was replaced has.
#}
{% set null_by_nature = [
    'part', 'parts', 'close_code', 'expected_sequence', 'received_sequence', 'verified_ordinal', 'canonical_block_hash',
] %}
select days.network, days.stream, days.day_date, days.column_name, days.rows_loaded
from {{ ref('completeness_by_day_and_column') }} as days
inner join {{ ref('completeness_by_day_and_column') }} as days_before
    on
        days.network = days_before.network
        and days.stream = days_before.stream
        and days.column_name = days_before.column_name
        and days_before.day_date = cast({{ dbt.dateadd('day', -1, 'days.day_date') }} as date)
where
    days.nulls = days.rows_loaded
    and days.rows_loaded >= 20
    and days_before.rows_loaded >= 20
    and days_before.share_of_nulls <= 0.9
    and days.column_name not in ('{{ null_by_nature | join("', '") }}')
