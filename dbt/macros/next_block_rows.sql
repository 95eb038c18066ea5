{#
  Rows of the next block out of a payload, one column layout for all three lists, whatever the line's layout.
  A row of a snapshot and of `added` is [txid, fee, vsize, value, rate, flags, time] and 1 behind where it is
  accelerated; a row of `changed` is [txid, rate, flags, accelerated]: positions differ. Older layouts, read as in
  model/wire/mempool: mempool/2024-02 has no time, so that accelerated comes right after the flags; in
  mempool/2022-06 rows are objects, which may have no rate, and have no flags that follow a change.
#}
{% macro line_columns() -%}
    {{ return([
        'network', 'epoch_id', 'ordinal', 'part', 'block_index', 'observed_at', 'decoder_version', '_loaded_at',
        'layout',
    ]) }}
{%- endmacro %}

{# The lines whose rows are objects, or those whose rows are tuples. #}
{% macro lines_of(lines, rows) -%}
    (select * from {{ lines }} where layout {{ '=' if rows == 'objects' else '<>' }} 'mempool/2022-06')
{%- endmacro %}

{#
  The rate of an object, or else of its own, with two decimals: reckoned in doubles as the model does. Null where it is
  beyond the column, as in tuples; by way of text, since Snowflake tries to cast nothing else.
#}
{% macro rate_of_object(rate, fee, vsize) -%}
    try_cast(cast(round(coalesce(
        try_cast({{ rate }} as double){% if fee is not none %},
        try_cast({{ fee }} as double) / nullif(try_cast({{ vsize }} as double), 0),
        0{% endif %}
    ) * 100) / 100 as {{ dbt.type_string() }}) as decimal(20, 8))
{%- endmacro %}

{# At first the bid itself in satoshis, later the word true. #}
{% macro is_accelerated_object(accelerated) -%}
    coalesce({{ accelerated }} = 'true' or try_cast({{ accelerated }} as bigint) > 0, false)
{%- endmacro %}

{% macro whole_rows(lines, path, change) %}
    select
        {{ line_columns() | join(', ') }},
        '{{ change }}' as change,
        {{ tuple_text('tuple', 0) }} as txid,
        try_cast({{ tuple_text('tuple', 1) }} as bigint) as fee_sats,
        try_cast({{ tuple_text('tuple', 2) }} as decimal(18, 2)) as vsize_vbytes,
        try_cast({{ tuple_text('tuple', 3) }} as bigint) as value_sats,
        try_cast({{ tuple_text('tuple', 4) }} as decimal(20, 8)) as rate,
        try_cast({{ tuple_text('tuple', 5) }} as bigint) as flags,
        case
            when layout <> 'mempool/2024-02' then nullif(try_cast({{ tuple_text('tuple', 6) }} as bigint), 0)
        end as first_seen_s,
        coalesce(
            case when layout = 'mempool/2024-02' then {{ tuple_text('tuple', 6) }} else {{ tuple_text('tuple', 7) }} end
            = '1',
            false
        ) as accelerated,
        place
    from {{ json_tuples(lines_of(lines, 'tuples'), line_columns(), 'payload', path) }} as listed
    union all
    select
        {{ line_columns() | join(', ') }},
        '{{ change }}' as change,
        {{ tuple_text('tuple', 0) }} as txid,
        try_cast({{ tuple_text('tuple', 1) }} as bigint) as fee_sats,
        try_cast({{ tuple_text('tuple', 2) }} as decimal(18, 2)) as vsize_vbytes,
        try_cast({{ tuple_text('tuple', 3) }} as bigint) as value_sats,
        {{ rate_of_object(tuple_text('tuple', 4), tuple_text('tuple', 1), tuple_text('tuple', 2)) }} as rate,
        cast(0 as bigint) as flags,
        cast(null as bigint) as first_seen_s,
        {{ is_accelerated_object(tuple_text('tuple', 5)) }} as accelerated,
        place
    from {{ json_objects(
        lines_of(lines, 'objects'), line_columns(), 'payload', path, ['txid', 'fee', 'vsize', 'value', 'rate', 'acc']
    ) }} as listed
{% endmacro %}

{% macro changed_rows(lines, path) %}
    select
        {{ line_columns() | join(', ') }},
        'changed' as change,
        {{ tuple_text('tuple', 0) }} as txid,
        cast(null as bigint) as fee_sats,
        cast(null as decimal(18, 2)) as vsize_vbytes,
        cast(null as bigint) as value_sats,
        try_cast({{ tuple_text('tuple', 1) }} as decimal(20, 8)) as rate,
        try_cast({{ tuple_text('tuple', 2) }} as bigint) as flags,
        cast(null as bigint) as first_seen_s,
        {{ tuple_text('tuple', 3) }} = '1' as accelerated,
        place
    from {{ json_tuples(lines_of(lines, 'tuples'), line_columns(), 'payload', path) }} as listed
    union all
    select
        {{ line_columns() | join(', ') }},
        'changed' as change,
        {{ tuple_text('tuple', 0) }} as txid,
        cast(null as bigint) as fee_sats,
        cast(null as decimal(18, 2)) as vsize_vbytes,
        cast(null as bigint) as value_sats,
        {{ rate_of_object(tuple_text('tuple', 1), none, none) }} as rate,
        cast(0 as bigint) as flags,
        cast(null as bigint) as first_seen_s,
        {{ is_accelerated_object(tuple_text('tuple', 2)) }} as accelerated,
        place
    from {{ json_objects(
        lines_of(lines, 'objects'), line_columns(), 'payload', path, ['txid', 'rate', 'acc']
    ) }} as listed
{% endmacro %}

{% macro removed_rows(lines, path) %}
    select
        {{ line_columns() | join(', ') }},
        'removed' as change,
        item as txid,
        cast(null as bigint) as fee_sats,
        cast(null as decimal(18, 2)) as vsize_vbytes,
        cast(null as bigint) as value_sats,
        cast(null as decimal(20, 8)) as rate,
        cast(null as bigint) as flags,
        cast(null as bigint) as first_seen_s,
        cast(null as boolean) as accelerated,
        place
    from {{ json_strings(lines, line_columns(), 'payload', path) }} as listed
{% endmacro %}
