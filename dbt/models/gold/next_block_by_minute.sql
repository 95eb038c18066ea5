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

movements as (
    select
        answers.network,
        answers.asked_at,
        sum(deltas.added_rows) as transactions_in,
        sum(deltas.removed_rows) as transactions_out,
        sum(deltas.changed_rows) as transactions_repriced
    from next_block_answers as answers
    inner join {{ ref('next_block_deltas') }} as deltas
        on
            answers.epoch_id = deltas.epoch_id
            and deltas.block_index = 0
            and deltas.observed_at > {{ dbt.dateadd('minute', -1, 'answers.asked_at') }}
            and deltas.observed_at <= answers.asked_at
    group by answers.network, answers.asked_at
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
    cast(case when answers.cause is null then coalesce(movements.transactions_in, 0) end as bigint) as transactions_in,
    cast(case when answers.cause is null then coalesce(movements.transactions_out, 0) end as bigint)
        as transactions_out,
    cast(case when answers.cause is null then coalesce(movements.transactions_repriced, 0) end as bigint)
        as transactions_repriced,
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
