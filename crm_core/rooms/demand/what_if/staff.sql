-- grain: region in scope; the hours a year that its managers have
with placed as (
    select
        coalesce(staff.region_id, branches.region_id) as region_id,
        staff.capacity_hours
    from staff
    left join branches on staff.branch_id = branches.branch_id
),

summed as (
    select
        region_id,
        sum(capacity_hours) as hours
    from placed
    where region_id is not null
        and capacity_hours is not null
        and {{ in_regions() }}
    group by region_id
)

select * from summed
order by region_id
