-- grain: one relationship manager; the first looks after the bank's key accounts and nobody else
with posted as (
    select :key_manager as manager_id, branch_id, region_id
    from branches
    where branch_id = :key_branch
    union all
    select
        'M' || substr(branch_id, 2) || lpad(cast(manager_ordinal as varchar), 2, '0') as manager_id,
        branch_id,
        region_id
    from branches
    cross join range(1, :managers_a_branch + 1) as numbers (manager_ordinal)
),

described as (
    select
        manager_id,
        person(-cast(substr(manager_id, 2) as bigint)) as name,
        branch_id,
        region_id,
        cast(round(even(1000, 1450, cast(substr(manager_id, 2) as bigint), 'hours'), -1) as double) as capacity_hours
    from posted
)

select * from described
order by manager_id
