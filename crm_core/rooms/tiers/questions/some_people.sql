-- grain: one of the asked customers whom the book knows, with the names of the customer, the region, the branch and the manager
with people as (
    select
        customers.customer_id,
        customers.name,
        customers.customer_type,
        book_regions.name as region,
        branches.name as branch,
        staff.name as manager
    from customers
    left join book_regions on customers.region_id = book_regions.region_id
    left join branches on customers.branch_id = branches.branch_id
    left join staff on customers.manager_id = staff.manager_id
    where customers.customer_id in (:customers)
)

select * from people
order by customer_id
