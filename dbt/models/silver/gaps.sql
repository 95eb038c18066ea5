{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key='gap_id') }}

{#
  Where a gap begins and ends is read from the lines beside it. Once these are loaded it is settled: an incremental run
  looks at what is new of the ledger, and at those that are not settled and of whose epochs lines were loaded since.
#}
{% set found = ref('stg_mempool__gap_found') %}
{% set closed = ref('stg_mempool__gap_closed') %}

{% set looked_at %}
    {% if is_incremental() %}
    select news.gap_id
    from (
        select gap_id, _loaded_at, false as closes from {{ found }} where _loaded_at >= {{ loaded_since() }}
        union all
        select gap_id, _loaded_at, true as closes from {{ closed }} where _loaded_at >= {{ loaded_since() }}
    ) as news
    left join {{ this }} as known
        on
            news.gap_id = known.gap_id
            and news._loaded_at <= known._loaded_at
            -- what was loaded first may be seen last
            and (not news.closes or known.closing_epoch_id is not null)
    where known.gap_id is null
    union
    select known.gap_id
    from {{ this }} as known
    inner join {{ ref('line_runs') }} as runs
        on
            runs.epoch_id = known.gap_epoch_id
            or (known.closed_at is null and runs.epoch_id = known.closing_epoch_id)
    where not known.is_settled and runs.counted_at > {{ newest_here('built_at') }}
    {% else %}
    select every_gap.gap_id from {{ found }} as every_gap
    {% endif %}
{% endset %}

{% set points %}
    select gap_epoch_id as epoch_id, suspect_from_ordinal as ordinal, observed_at as near_at
    from {{ found }} as found_lines
    where found_lines.gap_id in ({{ looked_at }})
    union
    select closing_epoch_id as epoch_id, closing_ordinal as ordinal, observed_at as near_at
    from {{ closed }} as closed_lines
    where closed_lines.gap_id in ({{ looked_at }})
{% endset %}

with wanted_lines as (
    {{ lines_once(found, 'lines.gap_id in (' ~ looked_at ~ ')') }}
),

wanted as (
    select *
    from wanted_lines
    qualify {{ is_first('gap_id', 'observed_at, epoch_id, ordinal') }}
),

closed_lines as (
    {{ lines_once(closed, 'lines.gap_id in (' ~ looked_at ~ ')') }}
),

closed as (
    select *
    from closed_lines
    qualify {{ is_first('gap_id', 'observed_at, epoch_id, ordinal') }}
),

points as (
    {{ literal_rows(points, {'epoch_id': 'text', 'ordinal': 'bigint', 'near_at': 'timestamp'}) }}
),

beside as (
    {{ lines_beside('points') }}
)

select
    wanted.network,
    wanted.source,
    wanted.gap_id,
    wanted.gap_epoch_id,
    wanted.cause,
    coalesce({{ json_array_holds('wanted.payload', ['streams'], 'mempool-block') }}, true) as covers_next_block,
    wanted.suspect_from_ordinal,
    wanted.found_ordinal,
    wanted.expected_sequence,
    wanted.received_sequence,
    wanted.observed_at as found_at,
    wanted.epoch_id as naming_epoch_id,
    wanted.ordinal as naming_ordinal,
    edges.before_at as last_good_at,
    edges.from_at as first_suspect_at,
    closed.closing_epoch_id,
    closed.closing_ordinal,
    closings.from_at as closed_at,
    coalesce(
        closings.from_at is not null
        and (wanted.suspect_from_ordinal = 1 or edges.before_ordinal = wanted.suspect_from_ordinal - 1)
        and edges.from_ordinal = wanted.suspect_from_ordinal,
        false
    ) as is_settled,
    {{ run_at() }} as built_at,
    greatest(wanted._loaded_at, coalesce(closed._loaded_at, wanted._loaded_at)) as _loaded_at
from wanted
left join closed on wanted.gap_id = closed.gap_id
left join beside as edges on wanted.gap_epoch_id = edges.epoch_id and wanted.suspect_from_ordinal = edges.ordinal
left join beside as closings
    on
        closed.closing_epoch_id = closings.epoch_id
        and closed.closing_ordinal = closings.ordinal
        and closed.closing_ordinal = closings.from_ordinal
