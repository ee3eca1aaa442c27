-- grain: region × family on the last day reported up to the asked year's end; the market of the chosen families and our part, all regions
with {{ reported_day(":family") }},

cells as (
    select
        market_standings.region_id,
        coalesce(book_regions.name, market_standings.region_id) as region,
        market_standings.line as family,
        market_standings.period,
        market_standings.market,
        coalesce(market_standings.own_balance, 0) as held,
        {{ in_regions("market_standings") }} as is_asked
    from market_standings
    inner join day on market_standings.period = day.period
    left join book_regions on market_standings.region_id = book_regions.region_id
    where market_standings.line <> 'all' and market_standings.market > 0
        and (:family = 'all' or market_standings.line = :family)
)

select * from cells
order by region_id, family
