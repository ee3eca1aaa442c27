{# What a scheme says of one customer: score, value, tier. The loop in Python that says the same is `placing.py`.
   `rules` begins the names of the scheme's parameters, `of` and `year` begin and end the names of the columns. #}

{# The score in tenths of a point: weighted percentile ranks, times a factor for the criteria that a customer lacks. #}
{% macro score(rules="", of="", year="") -%}
(
    :{{ rules }}contribution_weight * {{ of }}contribution_points{{ year }}
    + :{{ rules }}balance_weight * {{ of }}balance_points{{ year }}
    + :{{ rules }}turnover_weight * {{ of }}turnover_points{{ year }}
    + :{{ rules }}tenure_weight * {{ of }}tenure_points{{ year }}
    + :{{ rules }}scale_weight * coalesce({{ of }}scale_points{{ year }}, :{{ rules }}fill)
    + :{{ rules }}reputation_weight * coalesce({{ of }}reputation_points{{ year }}, :{{ rules }}fill)
) * case lacking
    when 0 then :{{ rules }}factor_none
    when 1 then :{{ rules }}factor_scale
    when 2 then :{{ rules }}factor_reputation
    else :{{ rules }}factor_both
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
