-- grain: region of the book; what we put into it, what it brings, and how large its market or its population is
with ends as (
    select
        last_day,
        extract(year from last_day) as last_year
    from book_years
    where years_ago = :years_ago
),

networks as (
    select
        region_id,
        count(*) as branches,
        sum(yearly_cost) as branch_cost
    from branches
    group by region_id
),

teams as (
    select
        coalesce(staff.region_id, branches.region_id) as region_id,
        count(*) as managers,
        sum(staff.capacity_hours) as hours
    from staff
    left join branches on staff.branch_id = branches.branch_id
    group by coalesce(staff.region_id, branches.region_id)
),

brought as (
    select
        region_id,
        sum(cost_to_serve) as cost_to_serve,
        sum(revenue) as revenue,
        sum(balance) as balance
    from relationship_years
    where years_ago = :years_ago
        and (:every_type = 1 or customer_type in (:customer_types))
    group by region_id
),

sound as (
    select
        market_rows.region_id,
        market_rows.period,
        market_rows.balance
    from market_rows
    inner join ends on market_rows.period <= ends.last_day
    where market_rows.suspicion is null
),

markets as (
    select
        region_id,
        sum(balance) as market
    from sound
    where period = (select max(period) from sound)
    group by region_id
),

people as (
    select
        region_economy.region_id,
        region_economy.population
    from region_economy
    inner join ends on region_economy.year <= ends.last_year
    where region_economy.year = (
        select max(latest.year) from region_economy as latest inner join ends on latest.year <= ends.last_year
    )
),

together as (
    select
        book_regions.region_id,
        book_regions.name as region,
        :every_region = 1 or book_regions.region_id in (:regions) as is_asked,
        coalesce(networks.branches, 0) as branches,
        coalesce(cast(networks.branch_cost as double), 0) as branch_cost,
        coalesce(teams.managers, 0) as managers,
        coalesce(teams.hours, 0) as hours,
        coalesce(cast(brought.cost_to_serve as double), 0) as cost_to_serve,
        coalesce(cast(brought.revenue as double), 0) as revenue,
        coalesce(cast(brought.balance as double), 0) as balance,
        coalesce(cast(markets.market as double), 0) as market,
        coalesce(people.population, 0) as population
    from book_regions
    left join networks on book_regions.region_id = networks.region_id
    left join teams on book_regions.region_id = teams.region_id
    left join brought on book_regions.region_id = brought.region_id
    left join markets on book_regions.region_id = markets.region_id
    left join people on book_regions.region_id = people.region_id
)

select * from together
order by region_id
