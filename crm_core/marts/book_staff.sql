-- grain: one relationship manager; managers of one name are told apart by their number, one without a name has none
with named as (
    select
        manager_id,
        {{ told_apart("name", "manager_id") }} as name,
        branch_id,
        region_id,
        capacity_hours
    from staff
)

select * from named
