{# `ends` and `day`: the last day on which most of the banks of `line` reported, up to the end of the asked year. #}
{% macro reported_day(line) -%}
ends as (
    select last_day
    from book_years
    where years_ago = :years_ago
),

reports as (
    select
        market_standings.period,
        sum(market_standings.institutions) as reported
    from market_standings
    inner join ends on market_standings.period <= ends.last_day
    where market_standings.line = {{ line }} and market_standings.market > 0
    group by market_standings.period
),

-- A day on which few of the banks report is no market of all of them.
day as (
    select max(period) as period
    from reports
    where reported * 2 > (select max(reported) from reports)
)
{%- endmacro %}
