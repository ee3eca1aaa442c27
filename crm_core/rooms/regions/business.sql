-- grain: region of the book; its economy in the last year known, and what its customers of the scope's types brought
with ends as (
    select
        last_day,
        extract(year from last_day) as last_year
    from book_years
    where years_ago = :years_ago
),

span as (
    select
        min(region_economy.year) as first_year,
        max(region_economy.year) as last_year
    from region_economy
    inner join ends on region_economy.year <= ends.last_year
),

brought as (
    select
        region_id,
        sum(customers) as customers,
        sum(revenue) as revenue,
        sum(cost_to_serve) as cost_to_serve,
        sum(contribution) as contribution,
        sum(balance) as balance
    from business_years
    where years_ago = :years_ago
        and {{ in_types() }}
    group by region_id
),

-- Squares say how much customers of one region differ, and so what chance would make of the means.
spread as (
    select
        region_id,
        sum(contribution_squares) as contribution_squares,
        sum(revenue_squares) as revenue_squares,
        sum(cost_squares) as cost_squares,
        sum(cost_by_revenue) as cost_by_revenue
    from business_spreads
    where years_ago = :years_ago
        and {{ in_types() }}
    group by region_id
),

described as (
    select
        book_regions.region_id,
        book_regions.name as region,
        {{ in_regions("book_regions") }} as is_asked,
        span.last_year as economy_year,
        now.population,
        now.businesses * 1000.0 / nullif(now.population, 0) as businesses_per_thousand,
        cast(now.mean_income as double) as mean_income,
        now.unemployment_rate,
        case
            when span.last_year > span.first_year and cast(first.gdp as double) > 0
                then power(cast(now.gdp as double) / cast(first.gdp as double), 1.0 / (span.last_year - span.first_year)) - 1
        end as gdp_growth,
        coalesce(brought.customers, 0) as customers,
        coalesce(cast(brought.balance as double), 0) as balance,
        coalesce(cast(brought.revenue as double), 0) as revenue,
        coalesce(cast(brought.contribution as double), 0) as contribution,
        coalesce(cast(brought.cost_to_serve as double), 0) as cost_to_serve,
        coalesce(spread.contribution_squares, 0) as contribution_squares,
        coalesce(spread.revenue_squares, 0) as revenue_squares,
        coalesce(spread.cost_squares, 0) as cost_squares,
        coalesce(spread.cost_by_revenue, 0) as cost_by_revenue,
        brought.customers * 1000.0 / nullif(now.population, 0) as reach,
        cast(brought.contribution as double) / nullif(brought.customers, 0) as contribution_per_customer,
        case when brought.revenue > 0 then cast(brought.cost_to_serve as double) / cast(brought.revenue as double) end
            as cost_share
    from book_regions
    cross join span
    left join region_economy as now on book_regions.region_id = now.region_id and now.year = span.last_year
    left join region_economy as first on book_regions.region_id = first.region_id and first.year = span.first_year
    left join brought on book_regions.region_id = brought.region_id
    left join spread on book_regions.region_id = spread.region_id
    where {{ is_stated("book_regions.region_id") }}
)

select * from described
order by region_id
