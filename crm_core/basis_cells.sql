-- grain: column of a source table with values under the scope; how many the pages reckon with, are there, and are worked out
with cells as (
    select
        table_name,
        column_name,
        sum(used) as used,
        sum(filled + derived) as known,
        sum(derived) as derived
    from book_quality_cells
    where (years_ago is null or years_ago = :years_ago)
        and (region_id = '' or {{ in_regions() }})
        and (customer_type = '' or {{ in_types() }})
    group by table_name, column_name
    having sum(used) > 0
)

select * from cells
order by table_name, column_name
