{# What lies before each step of a value, by year: `below` and `in_step` customers of `customers` that have the value. A
   step is the value itself where there are few, else its bucket. #}
{% macro steps(table, value, step, order="asc") -%}
select
        years_ago,
        step,
        in_step,
        sum(in_step) over (partition by years_ago order by step {{ order }}) - in_step as below,
        sum(in_step) over (partition by years_ago) as customers
    from (
        select
            years_ago,
            {{ step }} as step,
            count(*) as in_step
        from {{ table }}
        where {{ value }} is not null
        group by years_ago, {{ step }}
    ) as counted
{%- endmacro %}

{# The mid-rank of a value among those of its year, 0 to 1: the part that is below and half of those who tie, the row
   itself among them. A tie has one rank, and the mean of all ranks is a half, however many tie. Both counts run in one
   order: up to the row without those who tie (rank), and with them (the frame of a running count ends with them).
   `within` says in which step, `steps` what lies before it. #}
{% macro midrank(value, within, steps) -%}
{{ ratio(
    "2 * " ~ steps ~ ".below + rank() over (partition by " ~ within ~ " order by " ~ value ~ ") - 1 + count(*) over (partition by "
    ~ within ~ " order by " ~ value ~ ")", "2 * " ~ steps ~ ".customers") }}
{%- endmacro %}

{# The same where a step is one value. #}
{% macro step_midrank(steps) -%}
{{ ratio("2 * " ~ steps ~ ".below + " ~ steps ~ ".in_step", "2 * " ~ steps ~ ".customers") }}
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
