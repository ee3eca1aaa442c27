-- grain: region × year, up to the end of the asked year; the whole country, with the scope's regions marked
with ends as (
    select extract(year from last_day) as last_year
    from book_years
    where years_ago = :years_ago
),

known as (
    select
        region_economy.region_id,
        coalesce(book_regions.name, region_economy.region_id) as region,
        region_economy.year,
        region_economy.population,
        region_economy.gdp,
        region_economy.businesses,
        region_economy.mean_income,
        region_economy.unemployment_rate,
        {{ in_regions("region_economy") }} as is_asked
    from region_economy
    inner join ends on region_economy.year <= ends.last_year
    left join book_regions on region_economy.region_id = book_regions.region_id
)

select * from known
order by region_id, year
