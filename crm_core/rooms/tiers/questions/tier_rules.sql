{# What a scheme says of one customer: score, value, tier. The loop in Python that says the same is `placing.py`.
   `rules` begins the names of the scheme's parameters, `of` and `year` begin and end the names of the columns. #}

{# The weighted sum of the mid-ranks, in hundredths of a point × percent; what is lacking counts as `fill`. #}
{% macro weighed(rules, of, year) -%}
    :{{ rules }}contribution_weight * {{ of }}contribution_points{{ year }}
    + :{{ rules }}balance_weight * {{ of }}balance_points{{ year }}
    + :{{ rules }}turnover_weight * {{ of }}turnover_points{{ year }}
    + :{{ rules }}tenure_weight * coalesce({{ of }}tenure_points{{ year }}, :{{ rules }}fill)
    + :{{ rules }}scale_weight * coalesce({{ of }}scale_points{{ year }}, :{{ rules }}fill)
    + :{{ rules }}reputation_weight * coalesce({{ of }}reputation_points{{ year }}, :{{ rules }}fill)
{%- endmacro %}

{# What turns the weighted sum into tenths of a point, by what is lacking; `undated` where the years with us are too. #}
{% macro factor(what, rules, of, year) -%}
case
        when {{ of }}tenure_points{{ year }} is null then :{{ rules }}factor_{{ what }}_undated
        else :{{ rules }}factor_{{ what }}
    end
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
    when 0 then ({{ weighed_sum }}) * {{ factor("none", rules, of, year) }}
    when 1 then least(
        ({{ weighed_sum }}) * {{ factor("scale", rules, of, year) }},
        ({{ weighed_sum }} + {{ scale }}) * {{ factor("none", rules, of, year) }}
    )
    when 2 then least(
        ({{ weighed_sum }}) * {{ factor("reputation", rules, of, year) }},
        ({{ weighed_sum }} + {{ reputation }}) * {{ factor("none", rules, of, year) }}
    )
    else least(
        ({{ weighed_sum }}) * {{ factor("both", rules, of, year) }},
        ({{ weighed_sum }} + {{ scale }}) * {{ factor("reputation", rules, of, year) }},
        ({{ weighed_sum }} + {{ reputation }}) * {{ factor("scale", rules, of, year) }},
        ({{ weighed_sum }} + {{ scale }} + {{ reputation }}) * {{ factor("none", rules, of, year) }}
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

{# The tier of who is placed by hand, whose numbers are the lists `:<hands>_1` to `_6`, before that of the cuts. #}
{% macro placed(tier, hands) -%}
case
    when {{ tier }} = 0 then 0
    {% for place in range(1, 7) -%}
    when customer_id in (:{{ hands }}_{{ place }}) then {{ place }}
    {% endfor -%}
    else {{ tier }}
end
{%- endmacro %}

{# The steps that place the customers of the types asked, each with its tenth of the bank's by contribution. #}
{% macro placed_by_tenth() -%}
valued as (
    select
        customer_id,
        region_id,
        customer_type,
        least(cast(floor((contribution_rank - 1) * 10.0 / :size) as integer), 9) as tenth,
        {{ value() }} as value_now
    from tier_years
    where years_ago = :years_ago
        and contribution is not null
        and customer_type in (:types)
        and {{ customer_in_scope() }}
),

cut as (
    select
        customer_id,
        region_id,
        customer_type,
        tenth,
        {{ tier("value_now", "cut") }} as cut_now
    from valued
),

placed as (
    select
        customer_id,
        region_id,
        customer_type,
        tenth,
        {{ placed("cut_now", "hand") }} as tier
    from cut
),
{%- endmacro %}
