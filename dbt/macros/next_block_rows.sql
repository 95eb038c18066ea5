{#
  Rows of the next block out of a payload, one column layout for all three lists.
  A row of a snapshot and of `added` is [txid, fee, vsize, value, rate, flags, time] and 1 behind where it is
  accelerated; a row of `changed` is [txid, rate, flags, accelerated]: positions differ.
#}
{% macro line_columns() -%}
    {{ return([
        'network', 'epoch_id', 'ordinal', 'part', 'block_index', 'observed_at', 'decoder_version', '_loaded_at',
    ]) }}
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
        nullif(try_cast({{ tuple_text('tuple', 6) }} as bigint), 0) as first_seen_s,
        coalesce({{ tuple_text('tuple', 7) }} = '1', false) as accelerated,
        place
    from {{ json_tuples(lines, line_columns(), 'payload', path) }} as listed
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
    from {{ json_tuples(lines, line_columns(), 'payload', path) }} as listed
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
