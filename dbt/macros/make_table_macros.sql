{#
  For questions by hand: gold.next_block_at(t) and gold.next_block_rows_at(t), t in UTC; in Snowflake behind
  table(…). A lake holds one network; where nothing is loaded yet the first still answers, with one row. Left as they
  are where a run did not get as far as the models they read.
#}
{% macro make_table_macros() -%}
    {% set read = [
        ref('epochs'), ref('gaps'), ref('next_block_bases'), ref('next_block_snapshots'), ref('next_block_deltas'),
        ref('next_block_changes'), ref('next_block_rows_kept'), ref('stg_mempool__audit_completed'),
    ] %}
    {% if execute and not are_made(read) %}
    select 1
    {% else %}
    {{ adapter.dispatch('make_table_macros')() }}
    {% endif %}
{%- endmacro %}

{% macro duckdb__make_table_macros() -%}
    create schema if not exists gold;
    create or replace macro gold.next_block_at(t) as table
        {{ next_block_at_moment() }};
    create or replace macro gold.next_block_rows_at(t) as table
        {{ next_block_rows_at_moment() }}
        order by rate desc, txid;
{%- endmacro %}

{% macro snowflake__make_table_macros() -%}
    create or replace function gold.next_block_at(t timestamp_ntz)
    returns table (
        network varchar, asked_at timestamp_ntz, level varchar, cause varchar, gap_id varchar, epoch_id varchar,
        base_ordinal number, ordinal number, sequence number, transactions number, fee_sats number, weight number,
        min_rate number(20, 8), p10_rate number(20, 8), median_rate number(20, 8), p90_rate number(20, 8)
    )
    as
    $$
        {{ next_block_at_moment() }}
    $$;
    create or replace function gold.next_block_rows_at(t timestamp_ntz)
    returns table (
        asked_at timestamp_ntz, txid varchar, fee_sats number, weight number, value_sats number,
        rate number(20, 8), flags number, first_seen_at timestamp_ntz, accelerated boolean
    )
    as
    $$
        {{ next_block_rows_at_moment() }}
    $$;
{%- endmacro %}

{# The moment `t` of the one network that there is. #}
{% macro moment_of_one_network() -%}
    (
        select networks.network, cast(t as {{ dbt.type_timestamp() }}) as asked_at
        from (select min(network) as network from {{ ref('epochs') }}) as networks
    )
{%- endmacro %}

{% macro next_block_at_moment() -%}
    with {{ next_block_ctes(moment_of_one_network()) }}
        select
            network, asked_at, level, cause, gap_id, epoch_id, base_ordinal, ordinal, sequence,
            transactions, fee_sats, weight, min_rate, p10_rate, median_rate, p90_rate
        from next_block_answers
{%- endmacro %}

{% macro next_block_rows_at_moment() -%}
    with {{ next_block_ctes(moment_of_one_network()) }}
        select asked_at, txid, fee_sats, weight, value_sats, rate, flags, first_seen_at, accelerated
        from next_block_rows
{%- endmacro %}
