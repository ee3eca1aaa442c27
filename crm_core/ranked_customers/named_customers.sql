-- grain: one of the customers with the contribution ranks :ranks of the latest trailing year; by name, place, branch and manager
with listed as (
    select
        customer_names.contribution_rank,
        customer_names.customer_id,
        customer_names.name,
        customer_names.customer_type,
        book_regions.name as region,
        customer_names.branch_id,
        branches.name as branch,
        customer_names.manager_id,
        staff.name as manager
    from customer_names
    inner join book_regions on customer_names.region_id = book_regions.region_id
    left join book_branches as branches on customer_names.branch_id = branches.branch_id
    left join book_staff as staff on customer_names.manager_id = staff.manager_id
    where customer_names.contribution_rank in (:ranks)
)

select * from listed
order by contribution_rank
