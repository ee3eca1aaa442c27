{# `ends` and `day`: the last day on which the market of `line` was reported, up to the end of the asked year. #}
{% macro reported_day(line) -%}
ends as (
    select last_day
    from book_years
    where years_ago = :years_ago
),

day as (
    select max(market_standings.period) as period
    from market_standings
    inner join ends on market_standings.period <= ends.last_day
    where market_standings.line = {{ line }} and market_standings.market > 0
)
{%- endmacro %}
