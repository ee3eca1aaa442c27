{# What customers are ranked by: the measure asked for as `:by`; `of` and `year` begin and end the names of columns. #}
{% macro measured(of="", year="") -%}
case
    when :by = 'contribution' then {{ of }}contribution{{ year }}
    when :by = 'revenue' then {{ of }}revenue{{ year }}
    when :by = 'balance' then {{ of }}balance{{ year }}
    else {{ of }}turnover{{ year }}
end
{%- endmacro %}

{# The bucket of the value cube that an amount falls into: steps of a quarter of a percent (decision 4). #}
{% macro value_bucket(amount) -%}
cast(floor(asinh(10 * cast({{ amount }} as double)) * 400) as integer)
{%- endmacro %}
