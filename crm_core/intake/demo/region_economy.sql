-- grain: region × year; the country is as large as the bank, so that shares of its people stay believable
with years as (
    select
        region_plan.*,
        cast(year as integer) as year,
        year - 2025 as years_on
    from region_plan
    cross join range(2022, 2027) as years (year)
),

peopled as (
    select
        *,
        :customers * customer_percent / 100.0 / own_share * 1.15 * exp((gdp_growth - 0.015) / 2 * years_on) as people,
        20500 * income_factor * exp((gdp_growth + 0.012) * years_on)
            * even(0.99, 1.01, region_ordinal * 10000 + year, 'income') as mean_income
    from years
),

described as (
    select
        region_id,
        year,
        cast(round(people) as bigint) as population,
        cast(round(people * mean_income * 1.42, -3) as decimal(18, 2)) as gdp,
        cast(round(people * 0.062 * income_factor) as bigint) as businesses,
        cast(round(mean_income, -1) as decimal(18, 2)) as mean_income,
        round(unemployment_rate * (1 - 0.03 * years_on) * even(0.97, 1.03, region_ordinal * 10000 + year, 'jobless'), 4)
            as unemployment_rate
    from peopled
)

select * from described
order by region_id, year
