with found as (
    {{ distinct_lines(ref('stg_mempool__gap_found')) }}
),

closed_lines as (
    {{ distinct_lines(ref('stg_mempool__gap_closed')) }}
),

closed as (
    select *
    from closed_lines
    qualify {{ is_first('gap_id', 'observed_at, epoch_id, ordinal') }}
),

-- the last line before the first suspect one, and the first suspect one, as far as they are loaded
edges as (
    select
        found.gap_id,
        max(case when lines.ordinal < found.suspect_from_ordinal then lines.observed_at end) as last_good_at,
        min(case when lines.ordinal >= found.suspect_from_ordinal then lines.observed_at end) as first_suspect_at
    from found
    inner join {{ ref('lines') }} as lines on found.gap_epoch_id = lines.epoch_id
    group by found.gap_id
)

select
    found.network,
    found.source,
    found.gap_id,
    found.gap_epoch_id,
    found.cause,
    coalesce({{ json_array_holds('found.payload', ['streams'], 'mempool-block') }}, true) as covers_next_block,
    found.suspect_from_ordinal,
    found.found_ordinal,
    found.expected_sequence,
    found.received_sequence,
    found.observed_at as found_at,
    found.epoch_id as naming_epoch_id,
    found.ordinal as naming_ordinal,
    edges.last_good_at,
    edges.first_suspect_at,
    closed.closing_epoch_id,
    closed.closing_ordinal,
    closing_lines.observed_at as closed_at
from found
left join closed on found.gap_id = closed.gap_id
left join {{ ref('lines') }} as closing_lines
    on closed.closing_epoch_id = closing_lines.epoch_id and closed.closing_ordinal = closing_lines.ordinal
left join edges on found.gap_id = edges.gap_id
qualify {{ is_first('found.gap_id', 'found.observed_at, found.epoch_id, found.ordinal') }}
