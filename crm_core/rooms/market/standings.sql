-- grain: region × line (all families together, and each of them) on one day and a year before; where we stand in it
with reported as (
    select
        market_standings.region_id,
        coalesce(book_regions.name, market_standings.region_id) as region,
        market_standings.line,
        market_standings.period,
        market_standings.market as balance,
        coalesce(market_standings.own_balance, 0) as own_balance,
        coalesce(market_standings.own_share, 0) as own_share,
        market_standings.own_rank,
        market_standings.institutions,
        market_standings.leader,
        market_standings.peers_mean_share,
        market_standings.relative_share,
        market_standings.hhi,
        market_standings.share_change,
        market_standings.booked_first,
        market_standings.booked_last
    from market_standings
    left join book_regions on market_standings.region_id = book_regions.region_id
    where market_standings.period in (cast(:period as date), cast(:before as date))
        and (:family = 'all' or market_standings.line = :family)
        and {{ in_regions("market_standings") }}
)

select * from reported
order by period, line, region_id
