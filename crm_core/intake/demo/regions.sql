-- grain: one region
with placed as (
    select
        region_id,
        name,
        parent,
        map_row,
        map_column
    from region_plan
)

select * from placed
