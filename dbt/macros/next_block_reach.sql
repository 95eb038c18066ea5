{#
  From when on the answers about the next block may be others than at the last run of {{ this }}, as common table
  expressions; `reach` has a row for each reason, with network and from_at, and none where nothing was loaded. A line
  that arrives can change every moment from the line before it on, a gap every moment from the last line before it. In
  a live feed that is the last minute or two. {{ this }} must carry built_at.
#}
{% macro next_block_reach() %}
news as (
    select *
    from {{ ref('lines') }}
    {% if is_incremental() %}
    where counted_at > {{ newest_here('built_at') }}
    {% endif %}
),

first_news as (
    select network, epoch_id, min(ordinal) as ordinal, min(observed_at) as observed_at
    from news
    group by network, epoch_id
),

beside_news as (
    {{ lines_beside('first_news') }}
),

reach as (
    select
        first_news.network,
        coalesce(beside_news.before_at, first_news.observed_at) as from_at
    from first_news
    inner join beside_news
        on first_news.epoch_id = beside_news.epoch_id and first_news.ordinal = beside_news.ordinal
    union all
    select
        gaps.network,
        coalesce(gaps.last_good_at, gaps.first_suspect_at, gaps.found_at) as from_at
    from {{ ref('gaps') }} as gaps
    where gaps.gap_id in (
        select found.gap_id
        from {{ ref('stg_mempool__gap_found') }} as found
        inner join news on found.epoch_id = news.epoch_id and found.ordinal = news.ordinal
        union all
        select closed.gap_id
        from {{ ref('stg_mempool__gap_closed') }} as closed
        inner join news on closed.epoch_id = news.epoch_id and closed.ordinal = news.ordinal
    )
)
{% endmacro %}
