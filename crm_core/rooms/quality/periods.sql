-- grain: table × region (empty for all of the book); from when to when it tells, and how old that was at the build
with periods as (
    select
        book_quality_periods.table_name,
        book_quality_periods.region_id,
        coalesce(book_regions.name, book_quality_periods.region_id) as region,
        book_quality_periods.first_period,
        book_quality_periods.last_period,
        book_quality_periods.step,
        book_quality_periods.months_behind
    from book_quality_periods
    left join book_regions on book_quality_periods.region_id = book_regions.region_id
)

select * from periods
order by table_name, region, region_id
