-- grain: region × year × industry
with sized as (
    select
        industry_plan.*,
        region_economy.year,
        region_economy.population * 0.45 * (1 - region_economy.unemployment_rate) as jobs,
        cast(region_economy.gdp as double) as gdp,
        industry_share * exp(even(-0.03, 0.03, industry_plan.industry_ordinal, 'trend') * (region_economy.year - 2024))
            as tilted_share
    from industry_plan
    inner join region_economy on industry_plan.region_id = region_economy.region_id
),

shared as (
    select
        *,
        tilted_share / sum(tilted_share) over (partition by region_id, year order by industry_ordinal
            rows between unbounded preceding and unbounded following) as share
    from sized
),

described as (
    select
        region_id,
        year,
        industry,
        cast(round(jobs * share) as bigint) as employment,
        cast(round(gdp * share * 0.91, -3) as decimal(18, 2)) as output
    from shared
)

select * from described
order by region_id, year, industry
