-- grain: one customer whose id or name contains the search, best first
with found as (
    select
        customers.customer_id,
        customers.name,
        book_regions.name as region,
        {{ measured("customer_years.") }} as amount,
        case when lower(customers.customer_id) = lower(:search) then 0 else 1 end as is_other
    from customers
    inner join book_regions on customers.region_id = book_regions.region_id
    left join customer_years
        on customers.customer_id = customer_years.customer_id and customer_years.years_ago = :years_ago
    where position(lower(:search) in lower(customers.customer_id)) > 0
        or position(lower(:search) in lower(customers.name)) > 0
)

select * from found
order by is_other, amount desc nulls last, customer_id
limit :most
