{# A replayed line's id is <epoch_id>-<ordinal>.<decoder version>; as first written it has version 0. #}
{% macro decoder_version() -%}
    coalesce(try_cast(nullif(split_part(event_id, '.', 2), '') as integer), 0)
{%- endmacro %}


{#
  The lines of a relation, one per epoch and ordinal: repeats fall out, of replays the highest version wins.
  `where`: which of them, as a condition on `lines`. `columns`: what of each, all if it is not said.
#}
{% macro lines_once(relation, where='true', columns='lines.*') %}
    select
        {{ columns }},
        {{ decoder_version() }} as decoder_version
    from {{ relation }} as lines
    where {{ where }}
    qualify {{ is_first(
        'lines.epoch_id, lines.ordinal',
        'decoder_version desc, lines._loaded_at, lines._file, lines._file_row'
    ) }}
{% endmacro %}


{#
  As lines_once, payloads and all; in an incremental run only what {{ this }} lacks, found by load time with a look-back,
  so that neither a file that arrives late nor a run that repeats changes anything. {{ this }} must carry epoch_id,
  ordinal, observed_at, decoder_version and _loaded_at, and be keyed by epoch_id and ordinal.
#}
{% macro distinct_lines(relation) %}
    {% set since = loaded_since() if is_incremental() else none %}
    {{ whole_lines(relation, '(' ~ places_of_distinct_lines(relation, since) ~ ')', since) }}
{% endmacro %}


{#
  Where the lines of distinct_lines lie. Payloads are a hundred times as long as all else, and to order lines all that is
  selected of them is held at once: so which lines these are is decided without. `since`: loaded_since(), which asks the
  warehouse, in an incremental run; else none.
#}
{% macro places_of_distinct_lines(relation, since) %}
    {% set columns = 'lines.epoch_id, lines.ordinal, lines.observed_at, lines._loaded_at, lines._file, lines._file_row' %}
    {% if since is not none %}
    select
        news.epoch_id,
        news.ordinal,
        news._file,
        news._file_row,
        news._loaded_at,
        news.decoder_version
    from (
        {{ lines_once(relation, 'lines._loaded_at >= ' ~ since, columns) }}
    ) as news
    -- an outer join, not an anti join: only of a join does an engine read just the part of a long table that can match
    left join {{ this }} as known
        on
            news.epoch_id = known.epoch_id
            and news.ordinal = known.ordinal
            -- the same line was observed at the same time: by that most of a long table stays unread
            and news.observed_at = known.observed_at
            and news.decoder_version <= known.decoder_version
    where known.ordinal is null
    {% else %}
    {{ lines_once(relation, 'true', columns) }}
    {% endif %}
{% endmacro %}


{# The lines of a relation that lie at `places`: a relation with epoch_id, ordinal, _file, _file_row, _loaded_at, decoder_version. #}
{% macro whole_lines(relation, places, since) %}
    select
        whole.*,
        places.decoder_version
    from {{ relation }} as whole
    inner join {{ places }} as places
        on
            whole.epoch_id = places.epoch_id
            and whole.ordinal = places.ordinal
            and whole._file = places._file
            and whole._file_row = places._file_row
            and whole._loaded_at = places._loaded_at
    {% if since is not none %}
    where whole._loaded_at >= {{ since }}
    {% endif %}
{% endmacro %}


{# The load time from which an incremental run looks for lines it has not seen. #}
{% macro loaded_since() -%}
    {{ dbt.dateadd('minute', -var('load_look_back_minutes')[target.type], newest_here('_loaded_at')) }}
{%- endmacro %}


{#
  The greatest value in {{ this }} of a time that grows with it; a moment before all others where it is empty. A
  literal, since by a subquery engines may read all of a table that is compared with it; a unit test has no table. Asked
  for as the first by order: of that an engine reads the end of the table, of max() the whole.
#}
{% macro newest_here(column) -%}
    {% set newest %}
        (select max({{ column }}) from (select {{ column }} from {{ this }} order by {{ column }} desc nulls last limit 1) as ends)
    {% endset %}
    {% if model.resource_type == 'unit_test' %}
        {{- return('coalesce(' ~ newest ~ ', ' ~ long_ago() ~ ')') -}}
    {% endif %}
    {{- return(literal_timestamp('select ' ~ newest) or long_ago()) -}}
{%- endmacro %}


{#
  The lines next to `points` (a relation with epoch_id, ordinal and near_at, a moment about then), as far as they are
  loaded: `before_at` when the last one before the ordinal was observed, `from_at` when the first one from it on was.
  Looked for within some minutes first: by its time a line is found without reading all others, by its ordinal not.
#}
{% macro lines_beside(points) %}
    with places as (
        select
            points.epoch_id,
            points.ordinal,
            points.near_at,
            max(case when runs.from_ordinal < points.ordinal then least(runs.to_ordinal, points.ordinal - 1) end)
                as before_ordinal,
            min(case when runs.to_ordinal >= points.ordinal then greatest(runs.from_ordinal, points.ordinal) end)
                as from_ordinal
        from {{ points }} as points
        inner join {{ ref('line_runs') }} as runs on points.epoch_id = runs.epoch_id
        group by points.epoch_id, points.ordinal, points.near_at
    ),

    wanted as (
        select epoch_id, before_ordinal as ordinal, near_at from places where before_ordinal is not null
        union
        select epoch_id, from_ordinal as ordinal, near_at from places where from_ordinal is not null
    ),

    near as (
        select distinct wanted.epoch_id, wanted.ordinal, lines.observed_at
        from wanted
        inner join {{ ref('lines') }} as lines
            on
                wanted.epoch_id = lines.epoch_id
                and wanted.ordinal = lines.ordinal
                and lines.observed_at >= {{ dbt.dateadd('minute', -15, 'wanted.near_at') }}
                and lines.observed_at <= {{ dbt.dateadd('minute', 15, 'wanted.near_at') }}
    ),

    far as (
        select distinct wanted.epoch_id, wanted.ordinal
        from wanted
        left join near on wanted.epoch_id = near.epoch_id and wanted.ordinal = near.ordinal
        where near.ordinal is null
    ),

    lines_found as (
        select epoch_id, ordinal, observed_at from near
        union all
        select far.epoch_id, far.ordinal, lines.observed_at
        from far
        inner join {{ ref('lines') }} as lines on far.epoch_id = lines.epoch_id and far.ordinal = lines.ordinal
    )

    select distinct
        places.epoch_id,
        places.ordinal,
        places.before_ordinal,
        places.from_ordinal,
        earlier.observed_at as before_at,
        later.observed_at as from_at
    from places
    left join lines_found as earlier
        on places.epoch_id = earlier.epoch_id and places.before_ordinal = earlier.ordinal
    left join lines_found as later
        on places.epoch_id = later.epoch_id and places.from_ordinal = later.ordinal
{% endmacro %}


{# In a split event every part is a line of its own; the first part's ordinal names the whole. #}
{% macro event_ordinal() -%}
    ordinal - coalesce(part, 1) + 1
{%- endmacro %}
