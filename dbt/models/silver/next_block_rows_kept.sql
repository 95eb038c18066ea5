{{ config(materialized='incremental', incremental_strategy='append') }}

{#
  Written here when a network is first seen, and by trim_next_block_rows, which takes rows away at the end of a run. A
  full refresh makes all rows anew that the raw tables still have, and so forgets what was taken away.
#}
select distinct
    epochs.network,
    {{ long_ago() }} as kept_from_at
from {{ ref('epochs') }} as epochs
{% if is_incremental() %}
where epochs.network not in (select known.network from {{ this }} as known)
{% endif %}
