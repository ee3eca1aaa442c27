-- grain: table × column × region; values expected and given
with by_region as (
    select
        table_name,
        column_name,
        region_id,
        sum(expected) as expected,
        sum(filled) as filled
    from book_quality_cells
    where region_id <> ''
    group by table_name, column_name, region_id
),

named as (
    select
        by_region.table_name,
        by_region.column_name,
        by_region.region_id,
        coalesce(book_regions.name, by_region.region_id) as region,
        by_region.expected,
        by_region.filled
    from by_region
    left join book_regions on by_region.region_id = book_regions.region_id
    where by_region.expected > 0
)

select * from named
order by table_name, column_name, region, region_id
