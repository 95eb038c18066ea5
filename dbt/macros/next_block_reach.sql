{#
  From when on the answers about the next block may be others than at the last run of {{ this }}, as common table
  expressions; `reach` has a row for each reason, with network and from_at, and none where nothing was loaded. A line
  that arrives can change every moment from the line before it on, a gap every moment from the last line before it, an
  audit what followed on the base that it looked at. In a live feed that is the last minute or two. {{ this }} must
  carry built_at.
#}
{% macro next_block_reach() %}
{% set since = newest_here('built_at') if is_incremental() else long_ago() %}
{% set first_news %}
    select network, epoch_id, min(ordinal) as ordinal, min(observed_at) as near_at
    from {{ ref('lines') }}
    where counted_at > {{ since }}
    group by network, epoch_id
{% endset %}
news as (
    select *
    from {{ ref('lines') }}
    where counted_at > {{ since }}
),

first_news as (
    {{ literal_rows(
        first_news,
        {'network': 'text', 'epoch_id': 'text', 'ordinal': 'bigint', 'near_at': 'timestamp'}
    ) }}
),

beside_news as (
    {{ lines_beside('first_news') }}
),

reach as (
    select
        first_news.network,
        coalesce(beside_news.before_at, first_news.near_at) as from_at
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
    union all
    select
        audits.network,
        bases.observed_at as from_at
    from {{ ref('stg_mempool__audit_completed') }} as audits
    inner join first_news on audits.epoch_id = first_news.epoch_id and audits.ordinal >= first_news.ordinal
    inner join {{ ref('next_block_bases') }} as bases
        on
            audits.epoch_id = bases.epoch_id
            and audits.verified_ordinal >= bases.base_ordinal
            and (bases.next_base_ordinal is null or audits.verified_ordinal < bases.next_base_ordinal)
)
{% endmacro %}
