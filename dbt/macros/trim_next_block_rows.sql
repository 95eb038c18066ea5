{#
  Takes away the transactions of snapshots and changes that are older than var next_block_rows_kept_hours (null: never);
  what was made of them stays, and so do the raw lines. Old is reckoned from the newest line, not by the clock, so that
  a recording keeps its own. Rows that a base of an epoch still in use at that moment needs stay too. In steps of an
  hour: a few rows each run would leave holes in every part of the table.
#}
{% macro trim_next_block_rows() -%}
    {% set hours = var('next_block_rows_kept_hours')[target.type] %}
    {% set kept = ref('next_block_rows_kept') %}
    {% set trimmed = [ref('next_block_changes'), ref('mined_transactions')] %}
    {% set read = [kept, ref('epochs'), ref('next_block_bases')] %}
    {% if execute and hours is not none and are_made(read + trimmed) %}
        {% do run_query(move_kept_from(kept, hours)) %}
        {% for relation in trimmed %}
            {% do run_query(forget_rows(relation, kept)) %}
        {% endfor %}
    {% endif %}
    select 1
{%- endmacro %}

{# One statement for each table; a run that is cut off between them is made good by the next. #}
{% macro forget_rows(relation, kept) -%}
    delete from {{ relation }}
    where observed_at < (select min(kept_from_at) from {{ kept }})
{%- endmacro %}

{# Forward only. The record is moved before the rows go: what it calls forgotten may still be there, never the reverse. #}
{% macro move_kept_from(kept, hours) -%}
    {% set horizon = dbt.dateadd('hour', -hours, 'max(last_observed_at)') %}
    update {{ kept }} as kept
    set kept_from_at = floors.kept_from_at
    from (
        select
            horizons.network,
            least(horizons.horizon_at, min(coalesce(bases.observed_at, horizons.horizon_at))) as kept_from_at
        from (
            select network, {{ horizon }} as horizon_at
            from {{ ref('epochs') }}
            group by network
        ) as horizons
        left join {{ ref('epochs') }} as epochs
            on
                horizons.network = epochs.network
                and epochs.next_block_lines > 0
                and epochs.first_observed_at < horizons.horizon_at
                and epochs.last_observed_at >= horizons.horizon_at
        left join {{ ref('next_block_bases') }} as bases
            on
                epochs.epoch_id = bases.epoch_id
                and bases.observed_at < horizons.horizon_at
                and (bases.next_observed_at is null or bases.next_observed_at >= horizons.horizon_at)
        group by horizons.network, horizons.horizon_at
    ) as floors
    where
        kept.network = floors.network
        and floors.kept_from_at >= {{ dbt.dateadd('hour', 1, 'kept.kept_from_at') }}
{%- endmacro %}


{#
  The lines of a relation whose rows are kept, where {{ this }} has none: then nothing there tells what was loaded before,
  and all that the raw tables have would be read, and taken away at the end of the run.
#}
{% macro lines_kept(relation) -%}
    {% set kept = ref('next_block_rows_kept') %}
    {% if is_incremental() and model.resource_type != 'unit_test' %}
        {% set from_at = literal_timestamp(
            'select min(kept_from_at) from ' ~ kept ~ ' where not exists (select 1 from ' ~ this ~ ')'
        ) %}
        {% if from_at is not none %}
            {{- return('(select * from ' ~ relation ~ ' where observed_at >= ' ~ from_at ~ ')') -}}
        {% endif %}
    {% endif %}
    {{- return(relation) -}}
{%- endmacro %}
