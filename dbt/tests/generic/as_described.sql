{#
    What of a relation's rows is not as it is described, and in how many: a relation has one such test, since a query for
    each column made most of a build. Null is outside of no range and missing in no list. `unique` lists which columns
    together say which row it is; `above` is a bound that is itself outside.
#}
{% test as_described(model, unique=[], never_null=[], one_of={}, at_least={}, at_most={}, above={}) %}
{%- set faults = [] -%}
{%- for column in never_null -%}
    {%- do faults.append((column ~ ' is null', column ~ ' is null')) -%}
{%- endfor -%}
{%- for column, values in one_of.items() -%}
    {%- set listed = "'" ~ values | join("', '") ~ "'" -%}
    {%- do faults.append((column ~ ' is none of ' ~ values | join(', '), column ~ ' not in (' ~ listed ~ ')')) -%}
{%- endfor -%}
{%- for column, bound in at_least.items() -%}
    {%- do faults.append((column ~ ' is below ' ~ bound, column ~ ' < ' ~ bound)) -%}
{%- endfor -%}
{%- for column, bound in at_most.items() -%}
    {%- do faults.append((column ~ ' is above ' ~ bound, column ~ ' > ' ~ bound)) -%}
{%- endfor -%}
{%- for column, bound in above.items() -%}
    {%- do faults.append((column ~ ' is not above ' ~ bound, column ~ ' <= ' ~ bound)) -%}
{%- endfor -%}

{%- set queries = [] -%}
{%- for columns in unique -%}
    {%- set query %}
select '{{ columns | join(', ') }} is there more than once' as fault, count(*) as rows_found
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1
    {%- endset -%}
    {%- do queries.append(query) -%}
{%- endfor -%}
{%- if faults -%}
    {%- set query %}
select fault, count(*) as rows_found
from (
    select
        case
            {%- for fault, condition in faults %}
            when {{ condition }} then '{{ fault }}'
            {%- endfor %}
        end as fault
    from {{ model }}
) as judged
where fault is not null
group by fault
    {%- endset -%}
    {%- do queries.append(query) -%}
{%- endif -%}
{{ queries | join('\nunion all') }}
{% endtest %}
