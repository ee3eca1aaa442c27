{# A name as it is shown: with its id behind it where another row of the table has the same name, in whatever case; a name that is the id says enough. #}
{% macro told_apart(name, id) -%}
case
    when {{ name }} <> {{ id }} and count(*) over (partition by lower({{ name }})) > 1 then {{ name }} || ' (' || {{ id }} || ')'
    else {{ name }}
end
{%- endmacro %}

{# True for a region or a type that the bank states, false for that of customers of whom it does not (`contract.UNSTATED`). #}
{% macro is_stated(id) -%}
{{ id }} <> 'unstated'
{%- endmacro %}
