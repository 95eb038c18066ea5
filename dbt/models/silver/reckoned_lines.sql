{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key=['epoch_id', 'ordinal']) }}

{% set block_lines %}
(
    select
        network, epoch_id, block_index, ordinal, event_ordinal, observed_at, 1 as is_snapshot, sequence, stated_rows,
        stated_fee_sats, stated_weight, decoder_version, _loaded_at
    from {{ ref('next_block_snapshots') }}
    union all
    select
        network, epoch_id, block_index, ordinal, event_ordinal, observed_at, 0 as is_snapshot, sequence, stated_rows,
        stated_fee_sats, stated_weight, decoder_version, _loaded_at
    from {{ ref('next_block_deltas') }}
)
{% endset %}

{#
  A line that arrives can change what all that follow on its base add up to. Of a base whose transactions are no longer
  kept, what was reckoned when they were stands.
#}
{% set bases_to_reckon %}
(
    select bases.*
    from {{ ref('next_block_bases') }} as bases
    left join {{ ref('next_block_rows_kept') }} as kept on bases.network = kept.network
    where
        (kept.kept_from_at is null or bases.observed_at >= kept.kept_from_at)
        {% if is_incremental() %}
        and exists (
            select 1
            from {{ block_lines }} as news
            left join {{ this }} as known
                on
                    news.epoch_id = known.epoch_id
                    and news.ordinal = known.ordinal
                    and news.decoder_version <= known.decoder_version
            where
                known.ordinal is null
                and news._loaded_at >= {{ loaded_since() }}
                and news.epoch_id = bases.epoch_id
                and news.block_index = bases.block_index
                and news.event_ordinal >= bases.base_ordinal
                and (bases.next_base_ordinal is null or news.event_ordinal < bases.next_base_ordinal)
        )
        {% endif %}
)
{% endset %}

{% set first_base = 'select min(observed_at) from ' ~ bases_to_reckon ~ ' as bases' %}
{% set from_at = literal_timestamp(first_base) or never() if is_incremental() else long_ago() %}

{% set so_far %}
over (
        partition by applied.epoch_id, applied.block_index, applied.base_ordinal order by applied.ordinal
        rows between unbounded preceding and current row
    )
{%- endset %}

{% set before_it %}
over (
            partition by changes.epoch_id, changes.block_index, bases.base_ordinal, changes.txid
            order by changes.apply_order
        )
{%- endset %}

with bases as (
    select * from {{ bases_to_reckon }} as bases
),

applied as (
    select
        lines.*,
        bases.base_ordinal
    from {{ block_lines }} as lines
    inner join bases
        on
            lines.epoch_id = bases.epoch_id
            and lines.block_index = bases.block_index
            and lines.ordinal >= bases.last_ordinal
            and (bases.next_base_ordinal is null or lines.event_ordinal < bases.next_base_ordinal)
            and (lines.is_snapshot = 0 or lines.event_ordinal = bases.base_ordinal)
    where lines.observed_at >= {{ from_at }}
),

-- each time a transaction came or went, with the time before
moves as (
    select
        changes.epoch_id,
        changes.block_index,
        bases.base_ordinal,
        greatest(changes.ordinal, bases.last_ordinal) as ordinal,
        changes.change <> 'removed' as is_there,
        changes.fee_sats,
        changes.weight,
        lag(changes.change) {{ before_it }} in ('snapshot', 'added') as was_there,
        lag(changes.fee_sats) {{ before_it }} as fee_sats_before,
        lag(changes.weight) {{ before_it }} as weight_before
    from {{ ref('next_block_changes') }} as changes
    inner join bases
        on
            changes.epoch_id = bases.epoch_id
            and changes.block_index = bases.block_index
            and changes.event_ordinal >= bases.base_ordinal
            and (bases.next_base_ordinal is null or changes.event_ordinal < bases.next_base_ordinal)
            and (changes.change <> 'snapshot' or changes.event_ordinal = bases.base_ordinal)
    where changes.change <> 'changed' and changes.observed_at >= {{ from_at }}
),

steps as (
    select
        epoch_id,
        ordinal,
        sum(case when is_there then 1 else 0 end - case when was_there then 1 else 0 end) as transactions,
        sum(case when is_there then fee_sats else 0 end - case when was_there then fee_sats_before else 0 end)
            as fee_sats,
        sum(case when is_there then weight else 0 end - case when was_there then weight_before else 0 end) as weight
    from moves
    group by epoch_id, ordinal
)

select
    applied.network,
    applied.epoch_id,
    applied.block_index,
    applied.base_ordinal,
    applied.ordinal,
    applied.observed_at,
    applied.sequence,
    applied.stated_rows,
    applied.stated_fee_sats,
    applied.stated_weight,
    cast(sum(coalesce(steps.transactions, 0)) {{ so_far }} as bigint) as transactions,
    cast(sum(coalesce(steps.fee_sats, 0)) {{ so_far }} as bigint) as fee_sats,
    cast(sum(coalesce(steps.weight, 0)) {{ so_far }} as bigint) as weight,
    applied.decoder_version,
    applied._loaded_at
from applied
left join steps on applied.epoch_id = steps.epoch_id and applied.ordinal = steps.ordinal
