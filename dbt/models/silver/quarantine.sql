with rejected as (
    {{ distinct_lines(ref('stg_mempool__fragment_rejected')) }}
),

{# The raw tables of the streams that fragments go to, so that an event of whatever type counts. #}
decoded as (
    {% for raw_table in raw_tables_of_fragments() %}
    select epoch_id, ordinal, {{ decoder_version() }} as decoder_version
    from {{ source('raw', raw_table.name) }}
    where origin = 'replay'
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

-- what became of a fragment stands at the ordinal of its first part; its event may take fewer parts
decoded_fragments as (
    select epoch_id, ordinal, max(decoder_version) as decoder_version
    from decoded
    group by epoch_id, ordinal
)

select
    rejected.network,
    rejected.source,
    rejected.origin,
    rejected.epoch_id,
    rejected.ordinal,
    rejected.event_id,
    rejected.observed_at,
    rejected.path,
    rejected.frame_no,
    rejected.part,
    rejected.parts,
    rejected.reason,
    rejected.value_path,
    rejected.codec,
    rejected.tried_layout,
    rejected.encoding,
    case
        when fragments.decoder_version > rejected.decoder_version then fragments.decoder_version
        else rejected.decoder_version
    end as tried_decoder_version,
    case when fragments.decoder_version > rejected.decoder_version then 'decoded' else 'rejected' end as status,
    rejected._file,
    rejected._file_row
from rejected
left join decoded_fragments as fragments
    on
        rejected.epoch_id = fragments.epoch_id
        and rejected.ordinal - coalesce(rejected.part, 1) + 1 = fragments.ordinal
