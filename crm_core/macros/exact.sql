{# Arithmetic that ends alike on every engine (decision 135): a quotient or a product with a rate is a double that is
   rounded by the same few steps everywhere, and sums are of decimals, which have no order. #}

{# What is rounded to so many `places`, halves away from zero, `digits` in all. Casting a double to a decimal would
   leave the halves to each engine: 1.005 is 1.00 to one and 1.01 to another. #}
{% macro rounded(amount, places, digits=18) -%}
cast(round(cast({{ amount }} as double) * {{ 10 ** places }}) / {{ 10 ** places }} as decimal({{ digits }}, {{ places }}))
{%- endmacro %}

{# An amount of money, to the cent. #}
{% macro cents(amount) -%}
{{ rounded(amount, 2) }}
{%- endmacro %}

{# A mean that others are added to: to a hundredth of a cent, so that the sum of many is sound to the cent. #}
{% macro mean(total, many) -%}
{{ rounded(ratio(total, "(" ~ many ~ ")"), 4, 22) }}
{%- endmacro %}

{# One number over another, as a double: of decimals each engine makes something else. #}
{% macro ratio(over, under) -%}
cast({{ over }} as double) / cast({{ under }} as double)
{%- endmacro %}

{# Two amounts of money multiplied, exactly; of 10¹⁴ each at the most, which is where their sums end, too. #}
{% macro exact_product(one, other) -%}
cast({{ one }} as decimal(19, 2)) * cast({{ other }} as decimal(19, 2))
{%- endmacro %}
