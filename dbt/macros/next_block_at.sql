{#
  The next block as it was at many moments at once, as common table expressions.

  `times`: a relation (or a subquery in brackets) with columns network and asked_at. Afterwards:
  - next_block_answers: one row per network and asked_at, with the summary, or with nulls and a cause
  - next_block_rows: one row per network, asked_at and txid of the answers that are known

  Within an epoch the newest complete snapshot at or before the moment is the base; what came since is applied
  idempotently, in the order removed, added, changed. The answer is unknown where a gap covers the moment, where not
  every line up to the first one after it is loaded, where there is no base, where the base or what follows it is
  suspect or does not add up to what the source states, where neither a check nor a sequence stands for it, or where
  its rows are no longer kept (next_block_rows_kept). It is verified where the last line's own frame states its totals, or an audit found its rows to be the source's.
  Between epochs that know: verified first, then the newest base. Where none does: one that says more than no-base
  first, then the one that began last.
#}
{% macro next_block_ctes(times, block_index=0) %}
next_block_times as (
    select network, asked_at
    from {{ times }}
),

-- every epoch that had begun and tracked a block, with its newest base
next_block_epochs as (
    select
        times.network,
        times.asked_at,
        epochs.epoch_id,
        epochs.began_at,
        times.asked_at < epochs.complete_through_at as is_complete,
        bases.base_ordinal,
        bases.observed_at as base_observed_at,
        coalesce(bases.observed_at < kept.kept_from_at, false) as is_forgotten
    from next_block_times as times
    inner join {{ ref('epochs') }} as epochs
        on
            times.network = epochs.network
            and epochs.next_block_lines > 0
            and epochs.began_at <= times.asked_at
    left join {{ ref('next_block_bases') }} as bases
        on
            epochs.epoch_id = bases.epoch_id
            and bases.block_index = {{ block_index }}
            and bases.observed_at <= times.asked_at
            and (bases.next_observed_at is null or bases.next_observed_at > times.asked_at)
    left join {{ ref('next_block_rows_kept') }} as kept on times.network = kept.network
),

-- A gap covers the moment, or spoils what follows it until a base of the same epoch. Of several that cover, or that
-- spoil, the one that begins first.
next_block_gaps as (
    select
        epochs.network,
        epochs.asked_at,
        epochs.epoch_id,
        gaps.gap_id,
        gaps.cause,
        epochs.asked_at > coalesce(gaps.last_good_at, {{ long_ago() }})
        and (
            gaps.closed_at is null
            or epochs.asked_at < gaps.closed_at
            -- closed in another epoch it has no end in this one, whose clock may say otherwise than that one's
            or gaps.closing_epoch_id <> gaps.gap_epoch_id
        ) as covers_moment,
        epochs.asked_at >= gaps.first_suspect_at
        and (
            gaps.closing_epoch_id is null
            or gaps.closing_epoch_id <> gaps.gap_epoch_id
            or gaps.closing_ordinal > epochs.base_ordinal
        ) as spoils_base
    from next_block_epochs as epochs
    inner join {{ ref('gaps') }} as gaps on epochs.epoch_id = gaps.gap_epoch_id and gaps.covers_next_block
    qualify
        (covers_moment or spoils_base)
        and {{ is_first(
        'epochs.network, epochs.asked_at, epochs.epoch_id',
        'case when covers_moment then 0 when spoils_base then 1 else 2 end, gaps.suspect_from_ordinal, gaps.found_at, gaps.naming_epoch_id, gaps.naming_ordinal'
    ) }}
),

next_block_candidates as (
    select
        epochs.*,
        case
            when gaps.covers_moment then gaps.cause
            when not coalesce(epochs.is_complete, false) then 'not-known-yet'
            when epochs.base_ordinal is null then 'no-base'
            when gaps.cause is null and epochs.is_forgotten then 'not-kept'
            else gaps.cause
        end as cause,
        case
            when gaps.covers_moment or (epochs.is_complete and epochs.base_ordinal is not null) then gaps.gap_id
        end as gap_id
    from next_block_epochs as epochs
    left join next_block_gaps as gaps
        on
            epochs.network = gaps.network
            and epochs.asked_at = gaps.asked_at
            and epochs.epoch_id = gaps.epoch_id
),

next_block_lines as (
    select epoch_id, block_index, ordinal, event_ordinal, sequence, observed_at, 1 as is_snapshot,
        stated_rows, stated_fee_sats, stated_weight
    from {{ ref('next_block_snapshots') }}
    union all
    select epoch_id, block_index, ordinal, event_ordinal, sequence, observed_at, 0 as is_snapshot,
        stated_rows, stated_fee_sats, stated_weight
    from {{ ref('next_block_deltas') }}
),

-- the lines of the base and those since; a snapshot that is no base is not applied
next_block_applied_lines as (
    select
        candidates.network,
        candidates.asked_at,
        candidates.epoch_id,
        lines.ordinal,
        lines.sequence,
        lines.stated_rows,
        lines.stated_fee_sats,
        lines.stated_weight
    from next_block_candidates as candidates
    inner join next_block_lines as lines
        on
            candidates.epoch_id = lines.epoch_id
            and lines.block_index = {{ block_index }}
            and lines.event_ordinal >= candidates.base_ordinal
            and lines.observed_at <= candidates.asked_at
            and (lines.is_snapshot = 0 or lines.event_ordinal = candidates.base_ordinal)
    where candidates.cause is null
),

next_block_last_lines as (
    select
        *,
        stated_rows + stated_fee_sats + stated_weight is not null as is_stated
    from next_block_applied_lines
    qualify {{ is_first('network, asked_at, epoch_id', 'ordinal desc') }}
),

next_block_audited as (
    select distinct epoch_id, verified_ordinal
    from {{ ref('stg_mempool__audit_completed') }}
    where verified_ordinal is not null
),

-- per txid the last time it came or went, and the last time it was re-priced
next_block_transactions as (
    select
        lines.network,
        lines.asked_at,
        lines.epoch_id,
        changes.txid,
        max_by(changes.fee_sats, {{ came_or_went() }}) as fee_sats,
        max_by(changes.weight, {{ came_or_went() }}) as weight,
        max_by(changes.value_sats, {{ came_or_went() }}) as value_sats,
        -- max_by passes over nulls
        nullif(max_by(coalesce(changes.first_seen_at, {{ long_ago() }}), {{ came_or_went() }}), {{ long_ago() }})
            as first_seen_at,
        -- a txid that went is filtered out below; of one that is there, the newest row has its rate and flags
        max_by(changes.rate, changes.apply_order) as rate,
        max_by(changes.flags, changes.apply_order) as flags,
        max_by(changes.accelerated, changes.apply_order) as accelerated
    from next_block_applied_lines as lines
    inner join {{ ref('next_block_changes') }} as changes
        on lines.epoch_id = changes.epoch_id and lines.ordinal = changes.ordinal
    group by lines.network, lines.asked_at, lines.epoch_id, changes.txid
    having max_by(changes.change, {{ came_or_went() }}) in ('snapshot', 'added')
),

next_block_totals as (
    select
        network,
        asked_at,
        epoch_id,
        count(*) as transactions,
        sum(fee_sats) as fee_sats,
        sum(weight) as weight
    from next_block_transactions
    group by network, asked_at, epoch_id
),

next_block_checked as (
    select
        candidates.network,
        candidates.asked_at,
        candidates.epoch_id,
        candidates.began_at,
        candidates.base_ordinal,
        candidates.base_observed_at,
        candidates.gap_id,
        last_lines.ordinal,
        last_lines.sequence,
        coalesce(totals.transactions, 0) as transactions,
        coalesce(totals.fee_sats, 0) as fee_sats,
        coalesce(totals.weight, 0) as weight,
        case
            when candidates.cause is not null then candidates.cause
            when
                last_lines.is_stated and (
                    last_lines.stated_rows <> coalesce(totals.transactions, 0)
                    or last_lines.stated_fee_sats <> coalesce(totals.fee_sats, 0)
                    or last_lines.stated_weight <> coalesce(totals.weight, 0)
                )
                then 'self-check'
            when not last_lines.is_stated and audited.epoch_id is null and last_lines.sequence is null
                then 'no-sequence'
        end as cause,
        last_lines.is_stated or audited.epoch_id is not null as is_verified
    from next_block_candidates as candidates
    left join next_block_last_lines as last_lines
        on
            candidates.network = last_lines.network
            and candidates.asked_at = last_lines.asked_at
            and candidates.epoch_id = last_lines.epoch_id
    left join next_block_audited as audited
        on last_lines.epoch_id = audited.epoch_id and last_lines.ordinal = audited.verified_ordinal
    left join next_block_totals as totals
        on
            candidates.network = totals.network
            and candidates.asked_at = totals.asked_at
            and candidates.epoch_id = totals.epoch_id
),

next_block_chosen as (
    select
        *,
        case when cause is not null then 'unknown' when is_verified then 'verified' else 'contiguous' end as level
    from next_block_checked
    qualify {{ is_first(
        'network, asked_at',
        "case when cause = 'no-base' then 3 when cause is not null then 2 when is_verified then 0 else 1 end, case when cause is null then base_observed_at else began_at end desc, epoch_id desc"
    ) }}
),

next_block_rows as (
    select transactions.*
    from next_block_transactions as transactions
    inner join next_block_chosen as chosen
        on
            transactions.network = chosen.network
            and transactions.asked_at = chosen.asked_at
            and transactions.epoch_id = chosen.epoch_id
    where chosen.cause is null
),

-- quantiles weighted by size, from the lowest rate: the rate at which that share of the weight is reached
next_block_ranked as (
    select
        network,
        asked_at,
        rate,
        sum(weight) over (
            partition by network, asked_at order by rate, txid rows between unbounded preceding and current row
        ) as weight_so_far,
        sum(weight) over (partition by network, asked_at) as weight_in_all
    from next_block_rows
),

next_block_rates as (
    select
        network,
        asked_at,
        min(rate) as min_rate,
        min(case when weight_so_far * 10 >= weight_in_all then rate end) as p10_rate,
        min(case when weight_so_far * 2 >= weight_in_all then rate end) as median_rate,
        min(case when weight_so_far * 10 >= weight_in_all * 9 then rate end) as p90_rate
    from next_block_ranked
    group by network, asked_at
),

next_block_answers as (
    select
        times.network,
        times.asked_at,
        coalesce(chosen.level, 'unknown') as level,
        case when chosen.level is null then 'no-base' else chosen.cause end as cause,
        case when chosen.cause is not null then chosen.gap_id end as gap_id,
        chosen.epoch_id,
        case when chosen.cause is null then chosen.base_ordinal end as base_ordinal,
        case when chosen.cause is null then chosen.ordinal end as ordinal,
        case when chosen.cause is null then chosen.sequence end as sequence,
        case when chosen.cause is null then chosen.transactions end as transactions,
        cast(case when chosen.cause is null then chosen.fee_sats end as bigint) as fee_sats,
        cast(case when chosen.cause is null then chosen.weight end as bigint) as weight,
        rates.min_rate,
        rates.p10_rate,
        rates.median_rate,
        rates.p90_rate
    from next_block_times as times
    left join next_block_chosen as chosen on times.network = chosen.network and times.asked_at = chosen.asked_at
    left join next_block_rates as rates on times.network = rates.network and times.asked_at = rates.asked_at
)
{% endmacro %}


{# Orders the moments at which a txid came or went; re-pricings stand before all of them. #}
{% macro came_or_went() -%}
    case when changes.change = 'changed' then -1 else changes.apply_order end
{%- endmacro %}
