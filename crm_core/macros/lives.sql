{# How long somebody has been a customer, and what becomes of them within a year. #}

{# Calendar months from the month of one day to that of a later one. #}
{% macro months_between(earlier, later) -%}
cast(
            (extract(year from {{ later }}) - extract(year from {{ earlier }})) * 12
            + extract(month from {{ later }}) - extract(month from {{ earlier }}) as integer
        )
{%- endmacro %}

{# The month of life in which one of `people` is last seen: when they left, or else on `last_day`. #}
{% macro last_month_of_life(people, last_day) -%}
case
            when {{ people }}.left_on <= {{ last_day }} then {{ months_between(people ~ ".joined_on", people ~ ".left_on") }}
            else {{ months_between(people ~ ".joined_on", last_day) }}
        end
{%- endmacro %}

{# Six months as a customer: of less there are no two halves of a year to compare, and nobody is judged by them. #}
{% macro can_be_judged(year) -%}
({{ year }}.tenure_months is null or {{ year }}.tenure_months >= 6)
{%- endmacro %}

{# 1 for who stayed, with balance and turnover both below 80% of the year `before`. The balance of a customer's year is
   the mean of its months, its turnover their sum. Whoever lacked one of them before cannot fall quiet; a measure that
   is not `known` is not asked. #}
{% macro went_quiet(has_left, before, later, known) -%}
case
            when {{ has_left }} = 1 or not ({{ known }}.has_balance or {{ known }}.has_turnover) then 0
            {% for measure in ["balance", "turnover"] %}
            when {{ known }}.has_{{ measure }} and not (
                {{ before }}.{{ measure }} > 0
                and coalesce({{ later }}.{{ measure }}, 0) < 0.8 * {{ before }}.{{ measure }}
            ) then 0
            {% endfor %}
            else 1
        end
{%- endmacro %}
