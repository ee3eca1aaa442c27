-- grain: customer type under the scope; how many customers are of it and what they contribute
with types as (
    select
        customer_type,
        sum(customers) as customers,
        cast(sum(contribution) as double) as contribution
    from business_years
    where years_ago = :years_ago
        and {{ in_scope() }}
    group by customer_type
)

select * from types
order by customer_type
