-- grain: one of the customers with the highest contribution, under the scope
with ranked as (
    select
        customer_id,
        region_id,
        manager_id,
        contribution
    from customer_years
    where years_ago = :years_ago
        and {{ customer_in_scope() }}
    order by contribution desc, customer_id
    limit :most
),

named as (
    select
        ranked.customer_id,
        customers.name,
        book_regions.name as region,
        ranked.manager_id,
        staff.name as manager,
        ranked.contribution,
        customers.left_on
    from ranked
    inner join customers on ranked.customer_id = customers.customer_id
    inner join book_regions on ranked.region_id = book_regions.region_id
    left join book_staff as staff on ranked.manager_id = staff.manager_id
)

select * from named
order by contribution desc, customer_id
