-- grain: one of the customers with the contribution ranks :ranks of the trailing year :years_ago; by name, place, branch and manager
with listed as (
    select
        customer_years.contribution_rank,
        customer_years.customer_id,
        customers.name,
        customer_years.customer_type,
        book_regions.name as region,
        customer_years.branch_id,
        branches.name as branch,
        customer_years.manager_id,
        staff.name as manager
    from customer_years
    inner join customers on customer_years.customer_id = customers.customer_id
    inner join book_regions on customer_years.region_id = book_regions.region_id
    left join book_branches as branches on customer_years.branch_id = branches.branch_id
    left join book_staff as staff on customer_years.manager_id = staff.manager_id
    where customer_years.years_ago = :years_ago
        and customer_years.contribution_rank in (:ranks)
)

select * from listed
order by contribution_rank
