-- grain: district × year; unemployment is of that year, the other figures are undated and stand in both years
with years as (
    select *, 1995 as year, "A12" as unemployment_percent from berka_district
    union all
    select *, 1996 as year, "A13" as unemployment_percent from berka_district
),

economy as (
    select
        cast("A1" as varchar) as region_id,
        year,
        "A4" as population,
        cast(round("A14" * "A4" / 1000) as bigint) as businesses,
        cast("A11" * 12 as decimal(18, 2)) as mean_income,
        unemployment_percent / 100 as unemployment_rate
    from years
)

select * from economy
order by region_id, year
