-- grain: region × line (the chosen families together, and each of them); where we stand on the last day reported
with {{ reported_day(":family") }},

standing as (
    select
        market_standings.region_id,
        case when market_standings.line = :family then 'chosen' else market_standings.line end as line,
        market_standings.period,
        market_standings.market,
        market_standings.market_growth,
        market_standings.own_balance,
        market_standings.own_share,
        market_standings.share_change,
        market_standings.own_rank,
        market_standings.institutions,
        market_standings.peers_mean_share,
        market_standings.relative_share,
        market_standings.own_growth,
        market_standings.peers_mean_growth,
        market_standings.growth_rank,
        market_standings.growing_institutions
    from market_standings
    inner join day on market_standings.period = day.period
    where market_standings.market > 0
        and (:family = 'all' or market_standings.line = :family)
)

select * from standing
order by region_id, line
