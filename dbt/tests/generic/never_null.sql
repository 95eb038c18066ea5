{# Rows in which one of the columns is null. #}
{% test never_null(model, columns) %}
select {{ columns | join(', ') }}
from {{ model }}
where {% for column in columns %}{{ 'or ' if not loop.first }}{{ column }} is null {% endfor %}
{% endtest %}
