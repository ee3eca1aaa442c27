-- grain: region × family on the last day reported up to the asked year's end; the market and our part, all regions
with ends as (
    select last_day
    from book_years
    where years_ago = :years_ago
),

sound as (
    select market_rows.*
    from market_rows
    inner join ends on market_rows.period <= ends.last_day
    where market_rows.suspicion is null
),

day as (
    select max(period) as period
    from sound
    where balance > 0
),

cells as (
    select
        sound.region_id,
        coalesce(book_regions.name, sound.region_id) as region,
        sound.family,
        sound.period,
        sum(sound.balance) as market,
        sum(case when sound.is_own then sound.balance else 0 end) as held,
        :every_region = 1 or sound.region_id in (:regions) as is_asked
    from sound
    inner join day on sound.period = day.period
    left join book_regions on sound.region_id = book_regions.region_id
    group by sound.region_id, book_regions.name, sound.family, sound.period
    having sum(sound.balance) > 0
)

select * from cells
order by region_id, family
