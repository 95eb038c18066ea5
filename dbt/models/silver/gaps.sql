{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key='gap_id') }}

{#
  Where a gap begins and ends is read from the lines beside it. Once these are loaded it is settled: an incremental run
  looks at what is new of the ledger, and at those that are not settled and of whose epochs lines were loaded since.
#}
with found as (
    {{ lines_once(ref('stg_mempool__gap_found')) }}
),

closed_lines as (
    {{ lines_once(ref('stg_mempool__gap_closed')) }}
),

{% if is_incremental() %}
looked_at as (
    select gap_id from found where _loaded_at >= {{ loaded_since() }}
    union
    select gap_id from closed_lines where _loaded_at >= {{ loaded_since() }}
    union
    select known.gap_id
    from {{ this }} as known
    inner join {{ ref('line_runs') }} as runs
        on runs.epoch_id in (known.gap_epoch_id, known.closing_epoch_id)
    where
        not known.is_settled
        and runs.counted_at > {{ newest_here('built_at') }}
),
{% endif %}

wanted as (
    select *
    from found
    {% if is_incremental() %}
    where gap_id in (select looked_at.gap_id from looked_at)
    {% endif %}
    qualify {{ is_first('gap_id', 'observed_at, epoch_id, ordinal') }}
),

closed as (
    select *
    from closed_lines
    where gap_id in (select wanted.gap_id from wanted)
    qualify {{ is_first('gap_id', 'observed_at, epoch_id, ordinal') }}
),

edge_points as (
    select distinct
        gap_epoch_id as epoch_id,
        suspect_from_ordinal as ordinal
    from wanted
),

edges as (
    {{ lines_beside('edge_points') }}
),

closings as (
    select closed.gap_id, lines.observed_at as closed_at
    from closed
    inner join {{ ref('lines') }} as lines
        on closed.closing_epoch_id = lines.epoch_id and closed.closing_ordinal = lines.ordinal
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
    closings.closed_at,
    coalesce(
        closings.closed_at is not null
        and (wanted.suspect_from_ordinal = 1 or edges.before_ordinal = wanted.suspect_from_ordinal - 1)
        and edges.from_ordinal = wanted.suspect_from_ordinal,
        false
    ) as is_settled,
    {{ run_at() }} as built_at,
    greatest(wanted._loaded_at, coalesce(closed._loaded_at, wanted._loaded_at)) as _loaded_at
from wanted
left join closed on wanted.gap_id = closed.gap_id
left join closings on wanted.gap_id = closings.gap_id
left join edges on wanted.gap_epoch_id = edges.epoch_id and wanted.suspect_from_ordinal = edges.ordinal
