{#
  The mined blocks by `period`, hour or day, of the miners' clocks: a row for each that has a canonical block, or lies
  between a block and its parent, so that none is missing in it. In an incremental run only days are made anew in which
  a block, its parent or its child changed since the last run of {{ this }}, which must carry network, day_date and
  built_at.
#}
{% macro blocks_by(period) %}
with {{ block_periods(period) }},

{% if is_incremental() %}
changed as (
    select network, height, block_hash, previous_block_hash, mined_at
    from {{ ref('blocks') }}
    where built_at > {{ newest_here('built_at') }}
),

touched as (
    select
        changed.network,
        least(changed.mined_at, coalesce(beside.mined_at, changed.mined_at)) as from_at,
        greatest(changed.mined_at, coalesce(beside.mined_at, changed.mined_at)) as to_at
    from changed
    left join (
        select parents.block_hash, parents.network, parents.mined_at, changed.block_hash as changed_hash
        from changed
        inner join {{ ref('blocks') }} as parents
            on
                parents.network = changed.network
                and parents.height = changed.height - 1
                and parents.block_hash = changed.previous_block_hash
        union all
        select children.block_hash, children.network, children.mined_at, changed.block_hash as changed_hash
        from changed
        inner join {{ ref('blocks') }} as children
            on
                children.network = changed.network
                and children.height = changed.height + 1
                and children.previous_block_hash = changed.block_hash
    ) as beside on changed.network = beside.network and changed.block_hash = beside.changed_hash
),

days as (
    select distinct periods.network, periods.day_date
    from (select distinct network, day_date from periods) as periods
    inner join touched
        on
            periods.network = touched.network
            and periods.day_date >= cast(touched.from_at as date)
            and periods.day_date <= cast(touched.to_at as date)
),
{% else %}
days as (
    select distinct network, day_date
    from periods
),
{% endif %}

mined as (
    select
        statistics.*,
        {{ dbt.date_trunc(period, 'statistics.mined_at') }} as period_at,
        coalesce(statistics.pool_slug, 'unknown') as known_slug,
        coalesce(statistics.pool_name, 'Unknown') as known_name
    from {{ ref('block_statistics') }} as statistics
    inner join days
        on statistics.network = days.network and cast(statistics.mined_at as date) = days.day_date
),

summed as (
    select
        network,
        period_at,
        count(*) as blocks,
        sum(transactions) as transactions,
        sum(size_bytes) as size_bytes,
        sum(weight) as weight,
        -- a sum over some of the blocks would look like one over all
        case when count(total_fees_sats) = count(*) then sum(total_fees_sats) end as total_fees_sats,
        case when count(reward_sats) = count(*) then sum(reward_sats) end as reward_sats,
        min(min_rate) as min_rate,
        median(median_rate) as median_rate,
        max(max_rate) as max_rate,
        avg(interval_seconds) as average_interval_seconds,
        max(interval_seconds) as longest_interval_seconds,
        count(distinct known_slug) as pools
    from mined
    group by network, period_at
),

biggest_pools as (
    select
        network,
        period_at,
        known_slug,
        max(known_name) as known_name,
        count(*) as blocks
    from mined
    group by network, period_at, known_slug
    qualify {{ is_first('network, period_at', 'count(*) desc, known_slug') }}
),

replaced as (
    select
        network,
        {{ dbt.date_trunc(period, 'mined_at') }} as period_at,
        count(*) as stale_blocks
    from {{ ref('blocks') }}
    where not is_canonical
    group by network, {{ dbt.date_trunc(period, 'mined_at') }}
)

select
    periods.network,
    periods.day_date,
    {% if period != 'day' %}
    periods.period_at as {{ period }}_at,
    {% endif %}
    cast(coalesce(summed.blocks, 0) as bigint) as blocks,
    cast(coalesce(replaced.stale_blocks, 0) as bigint) as stale_blocks,
    cast(coalesce(summed.transactions, 0) as bigint) as transactions,
    cast(coalesce(summed.size_bytes, 0) as bigint) as size_bytes,
    cast(coalesce(summed.weight, 0) as bigint) as weight,
    {{ share('summed.weight', 'summed.blocks * 4000000') }} as share_full,
    cast(case when summed.blocks is null then 0 else summed.total_fees_sats end as bigint) as total_fees_sats,
    cast(case when summed.blocks is null then 0 else summed.reward_sats end as bigint) as reward_sats,
    summed.min_rate,
    cast(summed.median_rate as decimal(20, 8)) as median_rate,
    summed.max_rate,
    cast(summed.average_interval_seconds as decimal(20, 2)) as average_interval_seconds,
    summed.longest_interval_seconds,
    cast(coalesce(summed.pools, 0) as bigint) as pools,
    biggest_pools.known_name as biggest_pool_name,
    cast(biggest_pools.blocks as bigint) as biggest_pool_blocks,
    {{ share('biggest_pools.blocks', 'summed.blocks') }} as biggest_pool_share,
    {{ run_at() }} as built_at
from periods
inner join days on periods.network = days.network and periods.day_date = days.day_date
left join summed on periods.network = summed.network and periods.period_at = summed.period_at
left join biggest_pools
    on periods.network = biggest_pools.network and periods.period_at = biggest_pools.period_at
left join replaced on periods.network = replaced.network and periods.period_at = replaced.period_at
{% endmacro %}


{#
  As a common table expression `periods`: the hours or days with a canonical block, and those between a block and its
  parent, with network, period_at and day_date.
#}
{% macro block_periods(period) %}
periods as (
    select distinct
        network,
        {{ dbt.date_trunc(period, 'hour_at') }} as period_at,
        cast(hour_at as date) as day_date
    from (
        select network, {{ dbt.date_trunc('hour', 'mined_at') }} as hour_at
        from {{ ref('block_statistics') }}
        union all
        select wide.network, hours.hour_at
        from (
            select
                network,
                {{ dbt.date_trunc('hour', dbt.dateadd('second', '-interval_seconds', 'mined_at')) }} as from_hour,
                {{ dbt.date_trunc('hour', 'mined_at') }} as to_hour
            from {{ ref('block_statistics') }}
            where interval_seconds > 3600
        ) as wide, {{ hours_between('wide.from_hour', 'wide.to_hour', 'hours') }}
    ) as mined_or_between
)
{% endmacro %}


{# Takes away the rows of {{ this }} whose period has no block any more, nor lies between two. #}
{% macro forget_empty_periods(period) -%}
    delete from {{ this }}
    where (network, {{ 'day_date' if period == 'day' else period ~ '_at' }}) not in (
        with {{ block_periods(period) }}
        select network, {{ 'day_date' if period == 'day' else 'period_at' }}
        from periods
    )
{%- endmacro %}
