-- grain: one relationship manager, with the hours a year that are there for customers
with managers as (
    select
        manager_id,
        coalesce(name, manager_id) as name,
        coalesce(branch_id, '') as branch_id,
        region_id,
        capacity_hours
    from book_staff
)

select * from managers
order by manager_id
