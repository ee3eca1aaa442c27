-- grain: the asked customer, with the names of its region, branch and manager; and how many customers share its name
with namesakes as (
    select count(*) as customers
    from customers
    where lower(name) in (select lower(name) from customers where customer_id = :customer)
),

identity as (
    select
        customers.customer_id,
        customers.name,
        namesakes.customers as of_this_name,
        customers.customer_type,
        coalesce(book_regions.name, customers.region_id) as region,
        coalesce(branches.name, customers.branch_id) as branch,
        customers.manager_id,
        staff.name as manager,
        customers.industry,
        customers.size_amount,
        customers.credit_grade,
        customers.joined_on,
        customers.left_on
    from customers
    cross join namesakes
    left join book_regions on customers.region_id = book_regions.region_id
    left join book_branches as branches on customers.branch_id = branches.branch_id
    left join book_staff as staff on customers.manager_id = staff.manager_id
    where customers.customer_id = :customer
)

select * from identity
