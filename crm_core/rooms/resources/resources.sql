-- grain: region of the book; what we put into it, what its customers of the scope's types generate, how many are of other types or segments, and how large its market or its population is
with ends as (
    select
        last_day,
        extract(year from last_day) as last_year
    from book_years
    where years_ago = :years_ago
),

day as (
    select max(market_standings.period) as period
    from market_standings
    inner join ends on market_standings.period <= ends.last_day
),

latest as (
    select max(region_economy.year) as year
    from region_economy
    inner join ends on region_economy.year <= ends.last_year
),

generated as (
    select
        region_id,
        sum(customers) as customers,
        sum(cost_to_serve) as cost_to_serve,
        sum(revenue) as revenue,
        sum(balance) as balance
    from business_years
    where years_ago = :years_ago
        and {{ in_types() }}
    group by region_id
),

everybody as (
    select
        region_id,
        sum(customers) as customers
    from {{ of_the_bank("business_years") }}
    where years_ago = :years_ago
    group by region_id
),

spread as (
    select
        region_id,
        sum(cast(revenue_squares as double)) as revenue_squares
    from business_spreads
    where years_ago = :years_ago
        and {{ in_types() }}
    group by region_id
),

joined as (
    select
        book_regions.region_id,
        book_regions.name as region,
        {{ in_regions("book_regions") }} as is_asked,
        coalesce(region_resources.branches, 0) as branches,
        coalesce(cast(region_resources.branch_cost as double), 0) as branch_cost,
        coalesce(region_resources.managers, 0) as managers,
        coalesce(region_resources.hours, 0) as hours,
        coalesce(generated.customers, 0) as customers,
        coalesce(everybody.customers, 0) - coalesce(generated.customers, 0) as other_customers,
        coalesce(spread.revenue_squares, 0) as revenue_squares,
        coalesce(cast(generated.cost_to_serve as double), 0) as cost_to_serve,
        coalesce(cast(generated.revenue as double), 0) as revenue,
        coalesce(cast(generated.balance as double), 0) as balance,
        coalesce(market_standings.market, 0) as market,
        coalesce(region_economy.population, 0) as population
    from book_regions
    cross join day
    cross join latest
    left join region_resources on book_regions.region_id = region_resources.region_id
    left join generated on book_regions.region_id = generated.region_id
    left join everybody on book_regions.region_id = everybody.region_id
    left join spread on book_regions.region_id = spread.region_id
    left join market_standings
        on book_regions.region_id = market_standings.region_id and market_standings.line = 'all'
        and day.period = market_standings.period
    left join region_economy
        on book_regions.region_id = region_economy.region_id and latest.year = region_economy.year
    where {{ is_stated("book_regions.region_id") }}
)

select * from joined
order by region_id
