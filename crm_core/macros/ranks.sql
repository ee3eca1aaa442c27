{# The mid-rank of a value among those of its year, 0 to 1: the part that is below and half of those who tie, the row
   itself among them. A tie has one rank, and the mean of all ranks is a half, however many tie. Both counts run in one
   order: up to the row without those who tie (rank), and with them (the frame of a running count ends with them). `among` says of whom. #}
{% macro midrank(value, among="years_ago") -%}
cast(
    rank() over (partition by {{ among }} order by {{ value }}) - 1
    + count(*) over (partition by {{ among }} order by {{ value }}) as double
) / cast(2 * count(*) over (partition by {{ among }}) as double)
{%- endmacro %}

{# A mid-rank in percent as hundredths of a point, a whole number (decision 19). #}
{% macro points(midrank) -%}
cast(round(cast(cast({{ midrank }} as real) as double) * 100) as smallint)
{%- endmacro %}

{# The mid-rank in percent of one customer more who shares the best value of a criterion: `many` have it, `best` of them
   its best value. #}
{% macro best_midrank(many, best) -%}
{{ ratio("100 * (2 * " ~ many ~ " - " ~ best ~ " + 1)", "2 * (" ~ many ~ " + 1)") }}
{%- endmacro %}
