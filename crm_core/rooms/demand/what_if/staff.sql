-- grain: region in scope with staff; the hours a year that its managers have
with kept as (
    select
        region_id,
        cast(hours as double precision) as hours
    from region_resources
    where region_id is not null
        and hours > 0
        and {{ in_regions() }}
)

select * from kept
order by region_id
