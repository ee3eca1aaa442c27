-- grain: month with a report of the market × region; our balances and those of all banks, all families together
with reported as (
    select
        period,
        sum(institutions) as institutions
    from market_standings
    where line = 'all' and market > 0
    group by period
),

-- A day on which few of the banks report is no market of all of them.
days as (
    select max(period) as period
    from reported
    where institutions * 2 > (select max(institutions) from reported)
    group by date_trunc('month', period)
),

balances as (
    select
        cast(date_trunc('month', market_standings.period) as date) as month,
        market_standings.region_id,
        coalesce(market_standings.own_balance, 0) as own_balance,
        market_standings.market
    from market_standings
    inner join days on market_standings.period = days.period
    where market_standings.line = 'all'
)

select * from balances
order by month, region_id
