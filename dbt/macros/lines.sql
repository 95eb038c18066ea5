{# A replayed line's id is <epoch_id>-<ordinal>.<decoder version>; as first written it has version 0. #}
{% macro decoder_version() -%}
    coalesce(try_cast(nullif(split_part(event_id, '.', 2), '') as integer), 0)
{%- endmacro %}


{#
  The lines of a staging model, one per epoch and ordinal: repeats fall out, of replays the highest version wins.
  In an incremental run only what {{ this }} lacks, found by load time with a look-back, so that neither a file that
  arrives late nor a run that repeats changes anything. {{ this }} must carry epoch_id, ordinal, decoder_version and
  _loaded_at, and be keyed by epoch_id and ordinal.
#}
{% macro distinct_lines(relation) %}
    select
        lines.*,
        {{ decoder_version() }} as decoder_version
    from {{ relation }} as lines
    {% if is_incremental() %}
    where
        lines._loaded_at >= {{ loaded_since() }}
        and not exists (
            select 1
            from {{ this }} as known
            where
                known.epoch_id = lines.epoch_id
                and known.ordinal = lines.ordinal
                and known.decoder_version >= {{ decoder_version() }}
        )
    {% endif %}
    qualify {{ is_first(
        'lines.epoch_id, lines.ordinal',
        'decoder_version desc, lines._loaded_at, lines._file, lines._file_row'
    ) }}
{% endmacro %}


{# The load time from which an incremental run looks for lines it has not seen. #}
{% macro loaded_since() -%}
    (
        select coalesce(
            {{ dbt.dateadd('minute', -var('load_look_back_minutes')[target.type], 'max(_loaded_at)') }},
            {{ long_ago() }}
        )
        from {{ this }}
    )
{%- endmacro %}


{# In a split event every part is a line of its own; the first part's ordinal names the whole. #}
{% macro event_ordinal() -%}
    ordinal - coalesce(part, 1) + 1
{%- endmacro %}
