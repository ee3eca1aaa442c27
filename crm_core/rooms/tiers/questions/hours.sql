-- grain: one region, with the hours a year that its managers have for customers; null for managers of no region
with there as (
    select
        region_id,
        sum(capacity_hours) as capacity_hours
    from staff
    group by region_id
)

select * from there
