{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key=['network', 'stream', 'hour_at']
    )
}}

{#
  As coverageOf of the model: what each epoch says changes at its cuts and nowhere else; of those that say something at
  a moment one is chosen; what is chosen holds until the next cut. Hours begin with a cut.
#}

{# All hours are made anew from the first one whose answers may be others, and from where the table ends. #}
{% set reached %}
    with {{ next_block_reach() }}

    select {{ dbt.date_trunc('hour', 'min(from_at)') }}
    from (
        select from_at from reach
        {% if is_incremental() %}
        union all
        select max(hour_at) as from_at from {{ this }} where exists (select 1 from news)
        {% endif %}
    ) as reasons
{% endset %}
{% set from_at = literal_timestamp(reached) or never() if is_incremental() else long_ago() %}

{# Of what stands at that moment, the oldest line that made it so. #}
{% set standing_since %}
    select min(bases.observed_at)
    from {{ ref('next_block_bases') }} as bases
    inner join {{ ref('epochs') }} as epochs on bases.epoch_id = epochs.epoch_id
    where
        epochs.complete_through_at > {{ from_at }}
        and bases.observed_at <= {{ from_at }}
        and (bases.next_observed_at is null or bases.next_observed_at > {{ from_at }})
{% endset %}
{% set lines_from_at = literal_timestamp(standing_since) or from_at if is_incremental() else from_at %}

with streams as (
    {% for raw_table in raw_tables_of_fragments() %}
    select '{{ raw_table.stream }}' as stream
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

spans as (
    select
        network,
        stream,
        greatest(min(first_observed_at), {{ from_at }}) as first_at,
        max(last_observed_at) as last_at
    from {{ ref('epochs') }}, streams
    group by network, stream
),

-- After its last line an epoch knows nothing; it is heard as long as none that began later has ended too.
ended as (
    select
        epochs.network,
        streams.stream,
        epochs.epoch_id,
        epochs.began_at,
        epochs.complete_through_at,
        min(epochs.complete_through_at) over (
            partition by epochs.network, streams.stream order by epochs.began_at desc, epochs.epoch_id desc
            rows between unbounded preceding and 1 preceding
        ) as later_ended_at
    from {{ ref('epochs') }} as epochs
    inner join streams
        on case
            when streams.stream = 'mempool-block' then epochs.next_block_lines > 0
            else epochs.epoch_kind = 'socket'
        end
    where epochs.began_at is not null
),

epochs as (
    select
        ended.network,
        ended.stream,
        ended.epoch_id,
        ended.began_at,
        ended.complete_through_at,
        greatest(ended.complete_through_at, coalesce(ended.later_ended_at, spans.last_at)) as until_at
    from ended
    inner join spans on ended.network = spans.network and ended.stream = spans.stream
    where greatest(ended.complete_through_at, coalesce(ended.later_ended_at, spans.last_at)) > spans.first_at
),

audited as (
    select distinct epoch_id, verified_ordinal
    from {{ ref('audits') }}
    where verified_ordinal is not null
),

-- The last of the lines of a moment; what came before the span stands where that begins. While a socket is told of
-- another block there is no base of the next one.
standing as (
    select
        epochs.network,
        epochs.stream,
        epochs.epoch_id,
        greatest(lines.observed_at, spans.first_at) as cut_at,
        lines.base_ordinal,
        case
            when lines.block_index <> 0 then 'no-base'
            when lines.stated_rows + lines.stated_fee_sats + lines.stated_weight is not null
                then case
                    when
                        lines.stated_rows = lines.transactions
                        and lines.stated_fee_sats = lines.fee_sats
                        and lines.stated_weight = lines.weight
                        then 'verified'
                    else 'self-check'
                end
            when audited.epoch_id is not null then 'verified'
            when lines.sequence is null then 'no-sequence'
            else 'contiguous'
        end as word
    from epochs
    inner join spans on epochs.network = spans.network and epochs.stream = spans.stream
    inner join {{ ref('reckoned_lines') }} as lines on epochs.epoch_id = lines.epoch_id
    left join audited on lines.epoch_id = audited.epoch_id and lines.ordinal = audited.verified_ordinal
    where
        epochs.stream = 'mempool-block'
        and lines.observed_at >= {{ lines_from_at }}
    qualify {{ is_first(
        'epochs.epoch_id, greatest(lines.observed_at, spans.first_at)', 'lines.ordinal desc'
    ) }}
),

-- by the first suspect line, then by when they were found
gaps as (
    select
        gap_streams.*,
        row_number() over (
            partition by gap_streams.stream, gap_streams.gap_epoch_id
            order by
                gap_streams.suspect_from_ordinal, gap_streams.found_at, gap_streams.naming_epoch_id,
                gap_streams.naming_ordinal
        ) as place
    from {{ ref('gap_streams') }} as gap_streams
    inner join epochs on gap_streams.stream = epochs.stream and gap_streams.gap_epoch_id = epochs.epoch_id
    where
        gap_streams.closed_at is null
        or gap_streams.closed_at >= {{ lines_from_at }}
        or gap_streams.closing_epoch_id <> gap_streams.gap_epoch_id
),

marks as (
    select network, stream, first_at as cut_at from spans
    union all
    select network, stream, began_at as cut_at from epochs
    union all
    select network, stream, complete_through_at as cut_at from epochs
    union all
    select network, stream, until_at as cut_at from epochs
    union all
    select network, stream, cut_at from standing
    union all
    select network, stream, last_good_at as cut_at from gaps
    union all
    select network, stream, first_suspect_at as cut_at from gaps
    union all
    select network, stream, closed_at as cut_at from gaps
    union all
    select spans.network, spans.stream, hours.hour_at as cut_at
    from spans, {{ hours_between(dbt.date_trunc('hour', 'spans.first_at'), 'spans.last_at', 'hours') }}
),

cuts as (
    select distinct marks.network, marks.stream, marks.cut_at
    from marks
    inner join spans on marks.network = spans.network and marks.stream = spans.stream
    where marks.cut_at >= spans.first_at and marks.cut_at < spans.last_at
),

heard as (
    select
        cuts.network,
        cuts.stream,
        cuts.cut_at,
        epochs.epoch_id,
        epochs.began_at,
        epochs.complete_through_at,
        {% for column in ['base_ordinal', 'word'] %}
        {{ latest_so_far('standing.' ~ column, 'cuts.stream, epochs.epoch_id', 'cuts.cut_at') }} as {{ column }}
        {{- ',' if not loop.last }}
        {% endfor %}
    from cuts
    inner join epochs
        on
            cuts.network = epochs.network
            and cuts.stream = epochs.stream
            and epochs.began_at <= cuts.cut_at
            and epochs.until_at > cuts.cut_at
    left join standing
        on cuts.stream = standing.stream and epochs.epoch_id = standing.epoch_id and cuts.cut_at = standing.cut_at
),

doubts as (
    select
        heard.stream,
        heard.epoch_id,
        heard.cut_at,
        min(
            case
                when
                    heard.cut_at >= coalesce(gaps.last_good_at, {{ long_ago() }})
                    and (
                        gaps.closed_at is null
                        or heard.cut_at < gaps.closed_at
                        -- closed in another epoch it has no end in this one
                        or gaps.closing_epoch_id <> gaps.gap_epoch_id
                    )
                    then gaps.place
            end
        ) as covering_place,
        min(
            case
                when
                    heard.cut_at >= gaps.first_suspect_at
                    and (
                        gaps.closing_epoch_id is null
                        or gaps.closing_epoch_id <> gaps.gap_epoch_id
                        or gaps.closing_ordinal > heard.base_ordinal
                    )
                    then gaps.place
            end
        ) as spoiling_place
    from heard
    inner join gaps on heard.stream = gaps.stream and heard.epoch_id = gaps.gap_epoch_id
    group by heard.stream, heard.epoch_id, heard.cut_at
),

said as (
    select
        heard.network,
        heard.stream,
        heard.cut_at,
        heard.epoch_id,
        heard.began_at,
        case
            when covering.cause is not null then covering.cause
            when heard.cut_at >= heard.complete_through_at then 'not-known-yet'
            when heard.stream <> 'mempool-block' then 'contiguous'
            when heard.base_ordinal is null or heard.word = 'no-base' then 'no-base'
            when spoiling.cause is not null then spoiling.cause
            else heard.word
        end as word
    from heard
    left join doubts
        on heard.stream = doubts.stream and heard.epoch_id = doubts.epoch_id and heard.cut_at = doubts.cut_at
    left join gaps as covering
        on
            heard.stream = covering.stream
            and heard.epoch_id = covering.gap_epoch_id
            and doubts.covering_place = covering.place
    left join gaps as spoiling
        on
            heard.stream = spoiling.stream
            and heard.epoch_id = spoiling.gap_epoch_id
            and doubts.spoiling_place = spoiling.place
),

chosen as (
    select *
    from said
    qualify {{ is_first(
        'network, stream, cut_at',
        "case word when 'verified' then 0 when 'contiguous' then 1 when 'no-base' then 3 else 2 end, began_at desc, epoch_id desc"
    ) }}
),

answers as (
    select
        cuts.network,
        cuts.stream,
        cuts.cut_at,
        lead(cuts.cut_at) over (partition by cuts.network, cuts.stream order by cuts.cut_at) as next_at,
        coalesce(chosen.word, case when cuts.stream = 'mempool-block' then 'no-base' else 'no-epoch' end) as word
    from cuts
    left join chosen
        on cuts.network = chosen.network and cuts.stream = chosen.stream and cuts.cut_at = chosen.cut_at
)

select
    answers.network,
    answers.stream,
    {{ dbt.date_trunc('hour', 'answers.cut_at') }} as hour_at,
    case when answers.word in ('verified', 'contiguous') then answers.word else 'unknown' end as level,
    case when answers.word not in ('verified', 'contiguous') then answers.word end as cause,
    cast(sum({{ dbt.datediff('answers.cut_at', 'coalesce(answers.next_at, spans.last_at)', 'millisecond') }}) as bigint)
        as length_ms,
    {{ run_at() }} as built_at
from answers
inner join spans on answers.network = spans.network and answers.stream = spans.stream
group by answers.network, answers.stream, {{ dbt.date_trunc('hour', 'answers.cut_at') }}, answers.word
