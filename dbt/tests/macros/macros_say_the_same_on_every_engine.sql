-- What the dispatched macros say of values that engines take differently, where it is not what is wanted. To run by
-- itself: dbt test --select macros_say_the_same_on_every_engine.
{% set text %}
    '{ "text": "x", "none": null, "zero": 0, "minus": -1, "big": 9007199254740993, "decimal": 1.5, "word": "12",
       "empty": [], "list": ["p", "q"], "inner": { "numbers": [7, 8] }, "rows": [["t", 1, 2.5], ["u", null]],
       "objects": [{ "k": 1, "l": true }, { "k": null }, {}] }'
{% endset %}
{% set prices %}
    '{ "USD": 1.5, "EUR": -1, "GBP": null, "CHF": "none", "CAD": "12.5" }'
{% endset %}
{% set read = 'parse_json' if target.type == 'snowflake' else '' %}

{% set values = [
    ('json_text: missing', json_text('payload', ['nowhere']), none),
    ('json_text: missing below a number', json_text('payload', ['zero', 'nowhere']), none),
    ('json_text: null', json_text('payload', ['none']), none),
    ('json_text: text', json_text('payload', ['text']), 'x'),
    ('json_text: 0', json_text('payload', ['zero']), '0'),
    ('json_text: -1', json_text('payload', ['minus']), '-1'),
    ('json_text: 2^53 + 1', json_text('payload', ['big']), '9007199254740993'),
    ('json_text: a place in a list', json_text('payload', ['inner', 'numbers[1]']), '8'),
    ('json_decimal: missing', json_decimal('payload', ['nowhere']), none),
    ('json_decimal: null', json_decimal('payload', ['none']), none),
    ('json_decimal: text', json_decimal('payload', ['text']), none),
    ('json_decimal: 1.5', json_decimal('payload', ['decimal']), '1.50000000'),
    ('json_decimal: more digits than it has', json_decimal('payload', ['big']), none),
    ('json_integer: text', json_integer('payload', ['text']), none),
    ('json_integer: -1', json_integer('payload', ['minus']), '-1'),
    ('json_integer: 2^53 + 1', json_integer('payload', ['big']), '9007199254740993'),
    ('json_length: missing', json_length('payload', ['nowhere']), '0'),
    ('json_length: null', json_length('payload', ['none']), '0'),
    ('json_length: empty', json_length('payload', ['empty']), '0'),
    ('json_length: 2', json_length('payload', ['inner', 'numbers']), '2'),
    ('json_array_holds: missing', json_array_holds('payload', ['nowhere'], 'p'), none),
    ('json_array_holds: null', json_array_holds('payload', ['none'], 'p'), none),
    ('json_array_holds: empty', json_array_holds('payload', ['empty'], 'p'), 'false'),
    ('json_array_holds: it does not', json_array_holds('payload', ['list'], 'r'), 'false'),
    ('json_array_holds: it does', json_array_holds('payload', ['list'], 'q'), 'true'),
] %}

with payloads as (
    select 1 as id, {{ read }}({{ text | trim }}) as payload, {{ read }}({{ prices | trim }}) as prices
),

spans as (
    select
        cast('2026-11-21 05:00:00' as timestamp) as from_at,
        cast('2026-11-21 08:00:00' as timestamp) as to_at
),

listed as (
    select 'a' as kind, 1 as place, cast(null as varchar) as word
    union all
    select 'a' as kind, 2 as place, 'first' as word
    union all
    select 'a' as kind, 3 as place, cast(null as varchar) as word
    union all
    select 'b' as kind, 1 as place, cast(null as varchar) as word
),

said as (
    {% for name, expression, wanted in values %}
    select
        '{{ name }}' as what,
        cast({{ expression }} as varchar) as said,
        {{ "cast(null as varchar)" if wanted is none else "'" ~ wanted ~ "'" }} as wanted
    from payloads
    union all
    {% endfor %}
    select 'json_tuples', cast(count(*) as varchar), '2'
    from {{ json_tuples('payloads', ['id'], 'payload', ['rows']) }} as tuples
    union all
    select 'json_tuples: missing', cast(count(*) as varchar), '0'
    from {{ json_tuples('payloads', ['id'], 'payload', ['nowhere']) }} as tuples
    union all
    select 'json_tuples: the second', {{ tuple_text('tuple', 1) }}, case place when 1 then '1' end
    from {{ json_tuples('payloads', ['id'], 'payload', ['rows']) }} as tuples
    union all
    select 'json_tuples: the third, which one has', {{ tuple_text('tuple', 2) }}, case place when 1 then '2.5' end
    from {{ json_tuples('payloads', ['id'], 'payload', ['rows']) }} as tuples
    union all
    select 'json_objects', cast(count(*) as varchar), '3'
    from {{ json_objects('payloads', ['id'], 'payload', ['objects'], ['k', 'l']) }} as objects
    union all
    select 'json_objects: a number', {{ tuple_text('tuple', 0) }}, case place when 1 then '1' end
    from {{ json_objects('payloads', ['id'], 'payload', ['objects'], ['k', 'l']) }} as objects
    union all
    select 'json_objects: true', {{ tuple_text('tuple', 1) }}, case place when 1 then 'true' end
    from {{ json_objects('payloads', ['id'], 'payload', ['objects'], ['k', 'l']) }} as objects
    union all
    select 'json_strings', item, case place when 1 then 'p' when 2 then 'q' end
    from {{ json_strings('payloads', ['id'], 'payload', ['list']) }} as strings
    union all
    select 'json_strings: empty', cast(count(*) as varchar), '0'
    from {{ json_strings('payloads', ['id'], 'payload', ['empty']) }} as strings
    union all
    select
        'json_numbers: ' || members.member,
        cast(members.number as varchar),
        case members.member when 'USD' then '1.50000000' when 'EUR' then '-1.00000000' end
    from payloads, {{ json_numbers('payloads.prices', 'members') }}
    union all
    select 'json_numbers', cast(count(*) as varchar), '5'
    from payloads, {{ json_numbers('payloads.prices', 'members') }}
    union all
    select 'minutes_between', cast(count(*) as varchar), '181'
    from spans, {{ minutes_between('spans.from_at', 'spans.to_at', 'minutes') }}
    where minutes.minute_at >= spans.from_at and minutes.minute_at <= spans.to_at
    union all
    select 'minutes_between: backwards', cast(count(*) as varchar), '0'
    from spans, {{ minutes_between('spans.to_at', 'spans.from_at', 'minutes') }}
    union all
    select 'hours_between', cast(count(*) as varchar), '4'
    from spans, {{ hours_between('spans.from_at', 'spans.to_at', 'hours') }}
    where hours.hour_at >= spans.from_at and hours.hour_at <= spans.to_at
    union all
    select
        'epoch_seconds_to_timestamp',
        case when {{ epoch_seconds_to_timestamp('1795239437') }} = cast('2026-11-21 05:37:17' as timestamp) then 'it' end,
        'it'
    union all
    select
        'latest_not_null', {{ latest_not_null('word', 'kind', 'place') }}, case kind when 'a' then 'first' end
    from listed
    union all
    select
        'latest_so_far',
        {{ latest_so_far('word', 'kind', 'place') }},
        case when kind = 'a' and place > 1 then 'first' end
    from listed
    union all
    select 'is_first', cast(place as varchar), case kind when 'a' then '3' when 'b' then '1' end
    from (
        select kind, place
        from listed
        qualify {{ is_first('kind', 'place desc') }}
    ) as firsts
)

select what, said, wanted
from said
where said is distinct from wanted
