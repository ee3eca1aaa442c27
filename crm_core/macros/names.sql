{# A name as it is shown: with its id behind it where another row of the table has the same name, in whatever case. #}
{% macro told_apart(name, id) -%}
case
    when count(*) over (partition by lower({{ name }})) > 1 then {{ name }} || ' (' || {{ id }} || ')'
    else {{ name }}
end
{%- endmacro %}
