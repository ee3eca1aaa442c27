-- grain: one customer of the latest trailing year, in order of contribution: whoever a list has found by rank is named from a few rows that lie together
with named as (
    select
        cast(customer_years.contribution_rank as integer) as contribution_rank,
        customer_years.customer_id,
        customers.name,
        customer_years.region_id,
        customer_years.customer_type,
        customer_years.branch_id,
        customer_years.manager_id
    from customer_years
    inner join customers on customer_years.customer_id = customers.customer_id
    where customer_years.years_ago = 0
)

select * from named
order by contribution_rank
