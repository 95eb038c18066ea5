{#
  Rows of the next block out of a payload, one column layout for all three lists.
  A row of a snapshot and of `added` is [txid, fee, vsize, value, rate, flags, time] and 1 behind where it is
  accelerated; a row of `changed` is [txid, rate, flags, accelerated]: positions differ.
#}
{% macro line_key() -%}
    lines.network, lines.epoch_id, lines.ordinal, lines.part, lines.block_index, lines.observed_at,
    lines.decoder_version, lines._loaded_at
{%- endmacro %}

{% macro whole_rows(lines, path, change) %}
    select
        {{ line_key() }},
        '{{ change }}' as change,
        {{ tuple_text('listed.tuple', 0) }} as txid,
        try_cast({{ tuple_text('listed.tuple', 1) }} as bigint) as fee_sats,
        try_cast({{ tuple_text('listed.tuple', 2) }} as decimal(18, 2)) as vsize_vbytes,
        try_cast({{ tuple_text('listed.tuple', 3) }} as bigint) as value_sats,
        try_cast({{ tuple_text('listed.tuple', 4) }} as decimal(20, 8)) as rate,
        try_cast({{ tuple_text('listed.tuple', 5) }} as bigint) as flags,
        nullif(try_cast({{ tuple_text('listed.tuple', 6) }} as bigint), 0) as first_seen_s,
        coalesce({{ tuple_text('listed.tuple', 7) }} = '1', false) as accelerated,
        listed.place
    from {{ lines }} as lines, {{ json_tuples('lines.payload', path, 'listed') }}
{% endmacro %}

{% macro changed_rows(lines, path) %}
    select
        {{ line_key() }},
        'changed' as change,
        {{ tuple_text('listed.tuple', 0) }} as txid,
        cast(null as bigint) as fee_sats,
        cast(null as decimal(18, 2)) as vsize_vbytes,
        cast(null as bigint) as value_sats,
        try_cast({{ tuple_text('listed.tuple', 1) }} as decimal(20, 8)) as rate,
        try_cast({{ tuple_text('listed.tuple', 2) }} as bigint) as flags,
        cast(null as bigint) as first_seen_s,
        {{ tuple_text('listed.tuple', 3) }} = '1' as accelerated,
        listed.place
    from {{ lines }} as lines, {{ json_tuples('lines.payload', path, 'listed') }}
{% endmacro %}

{% macro removed_rows(lines, path) %}
    select
        {{ line_key() }},
        'removed' as change,
        listed.item as txid,
        cast(null as bigint) as fee_sats,
        cast(null as decimal(18, 2)) as vsize_vbytes,
        cast(null as bigint) as value_sats,
        cast(null as decimal(20, 8)) as rate,
        cast(null as bigint) as flags,
        cast(null as bigint) as first_seen_s,
        cast(null as boolean) as accelerated,
        listed.place
    from {{ lines }} as lines, {{ json_strings('lines.payload', path, 'listed') }}
{% endmacro %}
