{# What customers are ranked by: the measure asked for as `:by`; `of` and `year` begin and end the names of columns. #}
{% macro measured(of="", year="") -%}
case
    when :by = 'contribution' then {{ of }}contribution{{ year }}
    when :by = 'revenue' then {{ of }}revenue{{ year }}
    when :by = 'balance' then {{ of }}balance{{ year }}
    else {{ of }}turnover{{ year }}
end
{%- endmacro %}

{# The bucket of the value cube that an amount falls into: steps of a quarter of a percent (decision 4): asinh, written out,
   as not every engine works it out soundly for large losses. #}
{% macro value_bucket(amount) -%}
cast(floor(
    case when {{ amount }} < 0 then -400 else 400 end
    * ln(abs(10 * cast({{ amount }} as double)) + sqrt(100 * cast({{ amount }} as double) * cast({{ amount }} as double) + 1))
) as integer)
{%- endmacro %}
