{# What a scheme says of one customer: score, value, tier. The loop in Python that says the same is `placing.py`.
   `rules` begins the names of the scheme's parameters, `of` and `year` begin and end the names of the columns. #}

{# The weighted sum of the mid-ranks, in hundredths of a point × percent; what is lacking counts as `fill`. #}
{% macro weighed(rules, of, year) -%}
    :{{ rules }}contribution_weight * {{ of }}contribution_points{{ year }}
    + :{{ rules }}balance_weight * {{ of }}balance_points{{ year }}
    + :{{ rules }}turnover_weight * {{ of }}turnover_points{{ year }}
    + :{{ rules }}tenure_weight * {{ of }}tenure_points{{ year }}
    + :{{ rules }}scale_weight * coalesce({{ of }}scale_points{{ year }}, :{{ rules }}fill)
    + :{{ rules }}reputation_weight * coalesce({{ of }}reputation_points{{ year }}, :{{ rules }}fill)
{%- endmacro %}

{# What the best rank in a criterion that is lacking would add to the weighted sum. #}
{% macro at_best(criterion, rules, of, year) -%}
:{{ rules }}{{ criterion }}_weight * {{ of }}{{ criterion }}_best{{ year }}
{%- endmacro %}

{# The score in tenths of a point: the weighted sum, times a factor for the criteria that a customer lacks; never more
   than with the best rank in what is lacking, so that to learn it never lowers a tier. #}
{% macro score(rules="", of="", year="") -%}
{%- set weighed_sum = weighed(rules, of, year) -%}
{%- set scale, reputation = at_best("scale", rules, of, year), at_best("reputation", rules, of, year) -%}
case lacking
    when 0 then ({{ weighed_sum }}) * :{{ rules }}factor_none
    when 1 then least(
        ({{ weighed_sum }}) * :{{ rules }}factor_scale,
        ({{ weighed_sum }} + {{ scale }}) * :{{ rules }}factor_none
    )
    when 2 then least(
        ({{ weighed_sum }}) * :{{ rules }}factor_reputation,
        ({{ weighed_sum }} + {{ reputation }}) * :{{ rules }}factor_none
    )
    else least(
        ({{ weighed_sum }}) * :{{ rules }}factor_both,
        ({{ weighed_sum }} + {{ scale }}) * :{{ rules }}factor_reputation,
        ({{ weighed_sum }} + {{ reputation }}) * :{{ rules }}factor_scale,
        ({{ weighed_sum }} + {{ scale }} + {{ reputation }}) * :{{ rules }}factor_none
    )
end
{%- endmacro %}

{# What ranks a customer: the score, or the contribution. Null for who was no customer. #}
{% macro value(rules="", of="", year="") -%}
case
    when :{{ rules }}by_score = 1 then {{ score(rules, of, year) }}
    else cast({{ of }}contribution{{ year }} as double)
end
{%- endmacro %}

{# The tier at cuts `:<cuts>_1` to `_5`, best first. #}
{% macro level(value, cuts) -%}
case
    {{ rungs(value, cuts) }}
end
{%- endmacro %}

{# The same; 0 for who was no customer. #}
{% macro tier(value, cuts) -%}
case
    when {{ value }} is null then 0
    {{ rungs(value, cuts) }}
end
{%- endmacro %}

{% macro rungs(value, cuts) -%}
{% for place in range(1, 6) -%}
when {{ value }} >= :{{ cuts }}_{{ place }} then {{ place }}
{% endfor -%}
else 6
{%- endmacro %}
