-- grain: one thing that customers belong to, but for products; how many of it there are under the scope
with cells as (
    select
        branch_id,
        manager_id,
        region_id,
        customer_type
    from relationship_years
    where years_ago = :years_ago
        and {{ in_scope() }}
),

counted as (
    select 'branches' as unit, count(distinct branch_id) as groups from cells where branch_id <> ''
    union all
    select 'managers' as unit, count(distinct manager_id) as groups from cells where manager_id <> ''
    union all
    select 'regions' as unit, count(distinct region_id) as groups from cells
    union all
    select 'types' as unit, count(distinct customer_type) as groups from cells
    union all
    select 'groups' as unit, 1 + count(*) as groups from book_groups where {{ in_scope() }}
)

select * from counted
