-- grain: one of the groups and customers of no group with the highest contribution, under the scope
with ranked as (
    select
        is_group,
        unit_id,
        region_id,
        contribution
    from unit_years
    where years_ago = :years_ago
        and {{ in_scope() }}
    order by contribution desc, is_group, unit_id
    limit :most
),

named as (
    select
        ranked.unit_id as customer_id,
        coalesce(book_groups.name, customers.name) as name,
        book_regions.name as region,
        customers.manager_id,
        staff.name as manager,
        ranked.contribution,
        customers.left_on
    from ranked
    inner join book_regions on ranked.region_id = book_regions.region_id
    left join book_groups on ranked.is_group = 1 and ranked.unit_id = book_groups.group_id
    left join customers on ranked.is_group = 0 and ranked.unit_id = customers.customer_id
    left join book_staff as staff on customers.manager_id = staff.manager_id
)

select * from named
order by contribution desc, customer_id
