-- grain: region × industry in the first and the last year known, up to the end of the asked year
with ends as (
    select extract(year from last_day) as last_year
    from book_years
    where years_ago = :years_ago
),

sized as (
    select
        region_industry.region_id,
        region_industry.industry,
        region_industry.year,
        cast(case when :size = 'output' then region_industry.output else region_industry.employment end as double) as size
    from region_industry
    inner join ends on region_industry.year <= ends.last_year
),

span as (
    select
        min(year) as first_year,
        max(year) as last_year
    from sized
    where size is not null and year >= :since
),

compared as (
    select
        sized.region_id,
        coalesce(book_regions.name, sized.region_id) as region,
        sized.industry,
        span.first_year,
        span.last_year,
        sum(case when sized.year = span.first_year then sized.size end) as size_before,
        sum(case when sized.year = span.last_year then sized.size end) as size,
        {{ in_regions("sized") }} as is_asked
    from sized
    inner join span on sized.year in (span.first_year, span.last_year)
    left join book_regions on sized.region_id = book_regions.region_id
    group by sized.region_id, book_regions.name, sized.industry, span.first_year, span.last_year
)

select * from compared
order by region_id, industry
