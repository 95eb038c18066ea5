{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key=['network', 'minute_at']
    )
}}

with {{ next_block_reach() }},

reached as (
    select network, min(from_at) as from_at
    from (
        select network, from_at
        from reach
        {% if is_incremental() %}
        union all
        -- from where the table ends, so that no minute between two epochs is left out
        select network, max(minute_at) as from_at
        from {{ this }}
        where exists (select 1 from news)
        group by network
        {% endif %}
    ) as reasons
    group by network
),

-- The minute before the first one in reach ends where that begins.
spans as (
    select
        reached.network,
        greatest(
            {{ dbt.date_trunc('minute', dbt.dateadd('minute', -1, 'reached.from_at')) }},
            {{ dbt.date_trunc('minute', 'known.first_at') }}
        ) as first_minute,
        {{ dbt.date_trunc('minute', 'known.last_at') }} as last_minute,
        known.last_at
    from reached
    inner join (
        select network, min(first_observed_at) as first_at, max(last_observed_at) as last_at
        from {{ ref('epochs') }}
        where next_block_lines > 0
        group by network
    ) as known on reached.network = known.network
),

minutes as (
    select
        spans.network,
        minute.minute_at,
        {{ dbt.dateadd('minute', 1, 'minute.minute_at') }} as asked_at
    from spans, {{ minutes_between('spans.first_minute', 'spans.last_minute', 'minute') }}
    -- a minute is answered once something has been seen after its end
    where {{ dbt.dateadd('minute', 1, 'minute.minute_at') }} < spans.last_at
),

{{ next_block_ctes('minutes') }},

-- Epochs that followed the next block through the whole minute: of another the changes are only some of the minute's.
first_bases as (
    select epoch_id, min(observed_at) as observed_at
    from {{ ref('next_block_bases') }}
    where block_index = 0
    group by epoch_id
),

followed as (
    select
        checked.network,
        checked.asked_at,
        checked.epoch_id
    from next_block_checked as checked
    inner join first_bases
        on
            checked.epoch_id = first_bases.epoch_id
            and first_bases.observed_at <= {{ dbt.dateadd('minute', -1, 'checked.asked_at') }}
    left join {{ ref('gaps') }} as gaps
        on
            checked.epoch_id = gaps.gap_epoch_id
            and gaps.covers_next_block
            and coalesce(gaps.last_good_at, gaps.found_at) < checked.asked_at
            and coalesce(gaps.closed_at, {{ never() }}) > {{ dbt.dateadd('minute', -1, 'checked.asked_at') }}
    left join {{ ref('next_block_bases') }} as others
        on
            checked.epoch_id = others.epoch_id
            and others.block_index <> 0
            and others.observed_at < checked.asked_at
            and coalesce(others.next_observed_at, {{ never() }}) > {{ dbt.dateadd('minute', -1, 'checked.asked_at') }}
    where checked.cause is null and gaps.gap_id is null and others.epoch_id is null
    qualify {{ is_first('checked.network, checked.asked_at', 'checked.epoch_id desc') }}
),

movements as (
    select
        followed.network,
        followed.asked_at,
        sum(coalesce(deltas.added_rows, 0)) as transactions_in,
        sum(coalesce(deltas.removed_rows, 0)) as transactions_out,
        sum(coalesce(deltas.changed_rows, 0)) as transactions_repriced
    from followed
    left join {{ ref('next_block_deltas') }} as deltas
        on
            followed.epoch_id = deltas.epoch_id
            and deltas.block_index = 0
            and deltas.observed_at > {{ dbt.dateadd('minute', -1, 'followed.asked_at') }}
            and deltas.observed_at <= followed.asked_at
    group by followed.network, followed.asked_at
)

select
    cast(minutes.network as {{ dbt.type_string() }}) as network,
    minutes.minute_at,
    cast(answers.level as {{ dbt.type_string() }}) as level,
    cast(answers.cause as {{ dbt.type_string() }}) as cause,
    cast(answers.gap_id as {{ dbt.type_string() }}) as gap_id,
    cast(answers.epoch_id as {{ dbt.type_string() }}) as epoch_id,
    cast(answers.ordinal as bigint) as ordinal,
    cast(answers.sequence as bigint) as sequence,
    cast(answers.transactions as bigint) as transactions,
    answers.fee_sats,
    answers.weight,
    cast(answers.weight / 4.0 as decimal(20, 2)) as vsize_vbytes,
    answers.min_rate,
    answers.p10_rate,
    answers.median_rate,
    answers.p90_rate,
    cast(movements.transactions_in as bigint) as transactions_in,
    cast(movements.transactions_out as bigint) as transactions_out,
    cast(movements.transactions_repriced as bigint) as transactions_repriced,
    {{ run_at() }} as built_at
from minutes
inner join next_block_answers as answers
    on minutes.network = answers.network and minutes.asked_at = answers.asked_at
left join movements on minutes.network = movements.network and minutes.asked_at = movements.asked_at
{% if is_incremental() %}
-- of a minute whose transactions are no longer kept, what was known when they were stands
left join {{ this }} as known
    on minutes.network = known.network and minutes.minute_at = known.minute_at and known.level <> 'unknown'
where known.minute_at is null or answers.cause is null or answers.cause <> 'not-kept'
{% endif %}
