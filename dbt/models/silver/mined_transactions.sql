{{ config(materialized='incremental', incremental_strategy='delete+insert', unique_key=['epoch_id', 'ordinal']) }}

{% set moved = lines_kept(ref('stg_mempool__transactions_moved')) %}
{% set naming_mined = '(select * from ' ~ moved ~ ' where ' ~ json_length('payload', ['mined']) ~ ' > 0)' %}
{% set since = loaded_since() if is_incremental() else none %}

{% set columns = ['network', 'epoch_id', 'ordinal', 'part', 'observed_at', 'decoder_version', '_loaded_at'] %}

with lines as (
    {{ whole_lines(moved, '(' ~ places_of_distinct_lines(naming_mined, since) ~ ')', since) }}
)

select
    network,
    epoch_id,
    ordinal,
    {{ event_ordinal() }} as event_ordinal,
    place,
    observed_at,
    item as txid,
    decoder_version,
    _loaded_at
from {{ json_strings('lines', columns, 'payload', ['mined']) }} as listed
qualify {{ is_first('epoch_id, ordinal, item', 'place') }}
-- in the order of time, so that those of one block lie together
order by observed_at, epoch_id, ordinal, place
